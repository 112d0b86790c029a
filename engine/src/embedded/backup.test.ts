import assert from "node:assert/strict";
import { mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine, replay, restoreBackup, verifyFolder } from "../index.ts";
import { deployOneTask } from "./test-models.ts";

async function withFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "engine-backup-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("a backup made under load holds all that was acknowledged before it, and goes on when it is restored", () =>
  withFolder(async (folder) => {
    const [data, copy, restored] = ["data", "copy", "restored"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const engine = await createEmbeddedEngine({ dataDir: data, strict: true });
    await deployOneTask(engine);
    const created: string[] = [];
    const create = async (): Promise<void> => {
      const variables = { text: "x".repeat(2000) };
      created.push((await engine.createInstance({ bpmnProcessId: "p" }, variables)).processInstanceKey);
    };
    await Promise.all(Array.from({ length: 300 }, create));
    const before = [...created];
    let copying = true;
    const load = (async () => {
      while (copying) await create();
    })();
    const seen: number[] = [];
    const report = await engine.backup(copy, (done, total) => seen.push(done / total));
    copying = false;
    await load;
    assert.ok(created.length > before.length, "the engine stood still");
    assert.ok(seen.length > 0);
    await engine.close();
    assert.deepEqual(verifyFolder(copy), { faults: [], lastPosition: report.lastPosition });
    const { lastPosition } = await restoreBackup(copy, restored);
    assert.equal(lastPosition, report.lastPosition);
    const again = await createEmbeddedEngine({ dataDir: restored, strict: true });
    assert.deepEqual(again.dumpState(), replay(again.readLog()));
    for (const key of before) assert.notEqual(again.query.processInstance(key), null);
    const [job] = await again.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 });
    await again.completeJob(job?.key ?? "");
    await again.close();
  }));

test("a backup overwrites nothing, and a damaged one is not restored", () =>
  withFolder(async (folder) => {
    const [data, copy, restored] = ["data", "copy", "restored"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const engine = await createEmbeddedEngine({ dataDir: data });
    await deployOneTask(engine);
    await engine.backup(copy);
    await assert.rejects(engine.backup(copy), { message: /is there already: choose an empty folder/ });
    await engine.close();
    await assert.rejects(restoreBackup(copy, data), { message: /is there already/ });
    await truncate(join(copy, "engine.db"), 20_000);
    await assert.rejects(restoreBackup(copy, restored), { code: "STORAGE_BROKEN" });
    assert.throws(() => verifyFolder(restored), { message: /there is no .*engine\.db/ });
  }));
