import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { DatabaseSync } from "node:sqlite";
import type { Config } from "../platform/config/config.ts";
import { connectMongo } from "../platform/store/mongo.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import { stillEngine } from "../platform/testing/still-engine.ts";
import { auditRows, createAuditArea, type AuditArea, type AuditEntry } from "./index.ts";
import { canonical } from "./chain.ts";

const entry = (id: string, data: Record<string, unknown> = {}): AuditEntry => ({
  actor: null,
  by: "worker:test",
  action: "test.change",
  thing: { kind: "case", id },
  data,
});

async function withAudit(
  run: (audit: AuditArea, test: Awaited<ReturnType<typeof createTestPlatform>>) => Promise<void>,
): Promise<void> {
  const test = await createTestPlatform({ engine: stillEngine });
  try {
    await run(createAuditArea(test.platform), test);
  } finally {
    await test.close();
  }
}

describe("audit", () => {
  it("numbers rows without gaps and chains them, though many are written at once and some are taken back", async () => {
    await withAudit(async (audit, { platform }) => {
      const results = await Promise.allSettled(
        Array.from({ length: 60 }, (_, at) =>
          platform.store.transaction((tx) => {
            audit.record(
              tx,
              entry(`c${at}`, { before: "RECEIVED", after: "ACCEPTED", nested: { b: 1, a: [at, null] } }),
            );
            audit.record(tx, entry(`c${at}`));
            // a change that loses its race takes its audit rows with it
            if (at % 3 === 0) tx.remove(auditRows, { version: 9, id: "none" });
          }),
        ),
      );
      assert.equal(results.filter((result) => result.status === "fulfilled").length, 40);
      const { rows } = await platform.store.collection(auditRows).find({ sort: ["seq"] });
      assert.deepEqual(
        rows.map((row) => row.seq),
        Array.from({ length: 80 }, (_, at) => at + 1),
      );
      const progress: number[] = [];
      assert.deepEqual(await audit.verify((done) => progress.push(done)), { rows: 80, brokenAt: null });
      assert.deepEqual(progress, [80]);
    });
  });

  it("keeps a read of personal data once it has resolved", async () => {
    await withAudit(async (audit, { platform }) => {
      await audit.recordRead({ ...entry("c1"), action: "materials.read" });
      assert.equal(await platform.store.collection(auditRows).count({ eq: ["action", "materials.read"] }), 1);
    });
  });

  for (const [what, row, change, brokenAt] of [
    ["changed", 3, { after: "REFUSED" }, 3],
    ["taken out", 4, null, 4],
    ["cut off at the end", 5, null, 5],
  ] as const) {
    it(`shows a row that was ${what} behind the server's back`, async () => {
      await withAudit(async (audit, { platform, folder }) => {
        for (let at = 1; at <= 5; at += 1)
          await platform.store.transaction((tx) => audit.record(tx, entry(`c${at}`, { after: "X" })));
        await behindItsBack(platform.config, folder, String(row).padStart(12, "0"), change);
        assert.equal((await audit.verify()).brokenAt, brokenAt);
      });
    });
  }

  it("writes the same facts as the same bytes, whatever their order", () => {
    assert.equal(
      canonical({ b: 1, a: { d: [1, "x"], c: null } }),
      canonical({ a: { c: null, d: [1, "x"] }, b: 1 }),
    );
  });
});

/** Gives a row other data, or takes it out (null), past the server: in the database itself. */
async function behindItsBack(
  config: Config,
  folder: string,
  id: string,
  data: Record<string, string> | null,
): Promise<void> {
  if (config.mongoUri === "") {
    const database = new DatabaseSync(path.join(folder, "app.db"));
    if (data === null) database.prepare("DELETE FROM audit WHERE id = ?").run(id);
    else
      database
        .prepare("UPDATE audit SET doc = json_set(doc, '$.data', json(?)) WHERE id = ?")
        .run(JSON.stringify(data), id);
    database.close();
    return;
  }
  const access = await connectMongo({ uri: config.mongoUri, withoutTransactions: true });
  const rows = access.connection.collection<{ _id: string }>("audit");
  if (data === null) await rows.deleteOne({ _id: id });
  else await rows.updateOne({ _id: id }, { $set: { data } });
  await access.close();
}
