import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makePrintFolder, removePrintFolder } from "./print-folder.ts";

describe("folders of printing browsers", () => {
  it("left by a server that was killed go away, those of running ones stay", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const left = await mkdtemp(join(tmpdir(), `onewindow-print-${pid}-`));
    const first = await makePrintFolder();
    const second = await makePrintFolder();
    assert.equal(existsSync(left), false);
    assert.equal(existsSync(first), true);
    await Promise.all([removePrintFolder(first), removePrintFolder(second)]);
    assert.equal(existsSync(second), false);
  });
});
