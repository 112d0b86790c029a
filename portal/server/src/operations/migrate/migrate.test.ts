import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import { answers, filledDraft, ok, submit } from "../../cases/testing/restaurant.ts";
import { createTestPlatform } from "../../platform/testing/create-test-platform.ts";
import { noMongoServer, startMongoServer } from "../../platform/testing/mongo-server.ts";
import { operationCommands } from "../cli.ts";
import { OperationError } from "../errors.ts";
import { verifyFolder } from "../verify.ts";
import { folderSource, folderTarget } from "./folder-side.ts";
import { move } from "./migrate.ts";
import { Fingerprint, type Side, type Target } from "./side.ts";

const quiet = (): void => undefined;
const missing = noMongoServer();

describe("a move of all data to another place", () => {
  let folder: string;
  /** A data folder with a submitted case, drafts, files, counters and an audit chain. */
  let data: string;
  const copyOf = async (name: string): Promise<string> => {
    const copy = path.join(folder, name);
    await cp(data, copy, { recursive: true });
    return copy;
  };
  const run = async (
    args: string[],
    dataDir: string,
    mongoUri = "",
  ): Promise<{ code: number; said: string }> => {
    const printed: string[] = [];
    const code = await operationCommands["migrate"]!.run({
      args,
      dataDir,
      mongoUri,
      mongoWithoutTransactions: true,
      workingDir: folder,
      language: "en",
      print: (line) => printed.push(line),
      progress: quiet,
    });
    return { code, said: printed.join("\n") };
  };

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-migrate-"));
    data = path.join(folder, "data");
    await mkdir(data);
    const host = await createTestPlatform({ folder: data });
    await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    ok(await submit(zhang, await filledDraft(zhang)));
    ok(await zhang.post("/drafts", { packageId: "catering-shop", answers }));
    await host.close();
  });
  after(async () => rm(folder, { recursive: true, force: true }));

  it("carries every document with its version, every counter, cell and file", async () => {
    const to = path.join(folder, "to");
    await mkdir(to);
    const source = await folderSource(data);
    const target = await folderTarget(to);
    const result = await move(source, target, quiet);
    await source.close();
    assert.deepEqual(result.faults, []);
    assert.ok(result.documents > 50 && result.files > 0);
    assert.deepEqual(await sumsOf(to), await sumsOf(data));
    const { faults, auditRows } = await verifyFolder(to, null, quiet);
    assert.deepEqual(faults, []);
    assert.ok(auditRows > 5);
  });

  it("finds a document that is not there or is another, and does not let the target count", async () => {
    for (const [name, spoil] of [
      ["lacking", (rows) => rows.slice(1)],
      ["changed", (rows) => rows.map((row) => ({ ...row, version: row.version + 1 }))],
    ] satisfies [string, (rows: Parameters<Target["write"]>[1]) => Parameters<Target["write"]>[1]][]) {
      const to = path.join(folder, name);
      await mkdir(to);
      const source = await folderSource(data);
      const target = await folderTarget(to);
      const { faults } = await move(
        source,
        {
          ...target,
          write: (collection, rows) => target.write(collection, collection === "audit" ? spoil(rows) : rows),
        },
        quiet,
      );
      await target.close();
      await source.close();
      assert.match(faults.map((fault) => fault.en).join(), /^audit is not what the source holds/);
      assert.equal((await readdir(to)).includes("app.db"), false);
      // the next try begins anew
      await (await folderTarget(to)).close();
    }
  });

  it("refuses a target that has data, a source that has none, and a wrong use", async () => {
    await assert.rejects(
      folderTarget(data),
      (error) => error instanceof OperationError && error.code === "not-empty",
    );
    const empty = path.join(folder, "empty");
    await mkdir(empty);
    const none = await run(["mongodb"], empty, "mongodb://127.0.0.1:1/nowhere");
    assert.deepEqual([none.code, /holds no data to move/.test(none.said)], [1, true]);
    assert.match((await run(["mongodb"], data)).said, /set MONGODB_URI/);
    assert.equal((await run(["elsewhere"], data)).code, 2);
  });

  it(
    `goes to MongoDB and back, all alike${missing === false ? "" : ` (not run: ${missing})`}`,
    { skip: missing !== false },
    async () => {
      const mongo = await startMongoServer();
      try {
        const uri = mongo.uri();
        const there = await copyOf("there");
        const sums = await sumsOf(there);
        const out = await run(["mongodb"], there, uri);
        assert.equal(out.code, 0, out.said);
        assert.match(out.said, /Moved and compared one by one/);
        const names = await readdir(there);
        assert.equal(names.includes("app.db"), false);
        assert.ok(names.some((name) => name.startsWith("app.db.migrated-")));
        const again = await run(["mongodb"], await copyOf("again"), uri);
        assert.match(again.said, /The target has data already/);

        const back = await run(["folder"], there, uri);
        assert.equal(back.code, 0, back.said);
        assert.deepEqual(await sumsOf(there), sums);
        assert.deepEqual((await verifyFolder(there, null, quiet)).faults, []);
        const host = await createTestPlatform({ folder: there });
        await assembleAreas(host.platform);
        const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
        const list = ok(await zhang.get<{ rows: { no: string }[]; drafts: unknown[] }>("/cases"));
        assert.deepEqual([list.rows.length, list.drafts.length], [1, 1]);
        await host.close();
      } finally {
        await mongo.stop();
      }
    },
  );
});

/** How many documents each collection has, with their sum; counters, cells and files beside. */
async function sumsOf(dataDir: string): Promise<Record<string, unknown>> {
  const side: Side = await folderSource(dataDir);
  const sums: Record<string, unknown> = { cells: await side.cells() };
  for (const name of await side.collections()) {
    const sum = new Fingerprint();
    for await (const document of side.documents(name)) sum.add(document);
    if (sum.count > 0) sums[name] = [sum.count, sum.hex];
  }
  const files: string[] = [];
  for await (const { hash } of side.files.list({ putBefore: Number.MAX_SAFE_INTEGER })) files.push(hash);
  await side.close();
  return { ...sums, files: files.toSorted() };
}
