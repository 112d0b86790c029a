/**
 * A data folder as the first version left it (`test-data/first-*.gz`: one case accepted in its window, one draft, the
 * audit chain; invented people) is opened by the version of today, and work goes on.
 */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { gunzipSync } from "node:zlib";
import { assembleAreas } from "../assemble.ts";
import type { CaseList } from "../cases/api.ts";
import { ok } from "../cases/testing/restaurant.ts";
import type { TaskList } from "../tasks/api.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";

it("a folder of the first version is brought up with a copy of before, and its cases, tasks and chain are there", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "onewindow-old-"));
  try {
    for (const name of ["app.db", "engine.db"])
      await writeFile(
        path.join(folder, name),
        gunzipSync(await readFile(new URL(`./test-data/first-${name}.gz`, import.meta.url))),
      );
    const host = await createTestPlatform({ folder, now: "2026-03-02T09:30:00+08:00" });
    const { audit } = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { rows, drafts } = ok(await zhang.get<CaseList>("/cases"));
    assert.deepEqual(
      rows.map(({ no }) => no),
      ["37078326030200001"],
    );
    assert.equal(drafts.length, 1);
    assert.equal((await zhang.get("/cases/37078326030200001")).status, 200);
    const reviewer = await host.signedIn("food.review", { actAs: "post" });
    const found = ok(await reviewer.get<TaskList>("/tasks?view=team&q=37078326030200001"));
    assert.equal(found.rows.length, 1, "the inbox finds the task by its number");
    assert.equal((await reviewer.post(`/tasks/${found.rows[0]?.id ?? ""}/claim`, {})).status, 200);
    await host.settle();
    const { rows: chain, brokenAt } = await audit.verify();
    assert.ok(chain > 68);
    assert.equal(brokenAt, null);
    assert.ok(host.logged.some((line) => line["event"] === "data-upgrade" && line["from"] === 0));
    await host.close();
    assert.ok((await readdir(folder)).some((name) => name.startsWith("app.db.format-0-")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
