import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "node:test";
import { z } from "zod";
import { storeContract } from "./contract.ts";
import { defineCollection, type Store } from "./port.ts";
import { openSqliteStore } from "./sqlite.ts";

let folder = "";
storeContract(
  "sqlite",
  async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-store-"));
    return openSqliteStore({ file: path.join(folder, "app.db") });
  },
  () => rm(folder, { recursive: true, force: true }),
);

// every way of reading, with as few documents as the suite has
for (const sizes of [
  { few: 3, many: 6, sample: 2 },
  { few: 0, many: 0, sample: 1 },
  { few: 1, many: 100, sample: 1 },
])
  storeContract(
    `sqlite, sets of ${sizes.few} and ${sizes.many}`,
    async () => openSqliteStore({ file: ":memory:", planSizes: sizes }),
    async () => undefined,
  );

describe("sqlite store", () => {
  const schema = z.object({ name: z.string(), tags: z.array(z.string()) });

  it("keeps documents, counters and cells over a restart, and indexes that were declared later", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "onewindow-store-"));
    const file = path.join(directory, "app.db");
    const older = defineCollection({ name: "notes", schema, indexes: [], unique: [] });
    const first = openSqliteStore({ file });
    await first.transaction((tx) => {
      tx.insert(older, { id: "a", name: "one", tags: ["x", "y"] });
      tx.next("n", () => undefined);
      tx.cell("c", () => "kept");
    });
    await first.close();

    const newer = defineCollection({
      name: "notes",
      schema,
      indexes: [{ fields: ["tags"] }, { fields: ["name"] }],
      unique: [],
    });
    const second = openSqliteStore({ file });
    assert.equal(await second.collection(newer).count({ contains: ["tags", "y"] }), 1);
    const seen: unknown[] = [];
    await second.transaction((tx) => {
      tx.next("n", (value) => seen.push(value));
      tx.cell("c", (value) => {
        seen.push(value);
        return "";
      });
    });
    assert.deepEqual(seen, [2, "kept"]);
    await second.close();
    await rm(directory, { recursive: true });
  });

  it("has on disk what it acknowledged: another reader sees it while the store is open", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "onewindow-store-"));
    const file = path.join(directory, "app.db");
    const notes = defineCollection({ name: "notes", schema, indexes: [], unique: [] });
    const store = openSqliteStore({ file });
    await store.transaction((tx) => tx.insert(notes, { id: "a", name: "one", tags: [] }));
    const reader = openSqliteStore({ file, readOnly: true });
    assert.equal((await reader.collection(notes).get("a"))?.name, "one");
    await reader.close();
    await store.close();
    await rm(directory, { recursive: true });
  });

  it("enters what waits on closing, at the next start after a crash, and when it waits no longer by its declaration", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "onewindow-store-"));
    const file = path.join(directory, "app.db");
    const declared = (deferred: boolean) =>
      defineCollection({ name: "notes", schema, indexes: [{ fields: ["tags"], deferred }], unique: [] });
    const inserted = async (store: Store, id: string) =>
      store.transaction((tx) => tx.insert(declaredLater, { id, name: id, tags: ["x"] }));
    const declaredLater = declared(true);
    const crashed = openSqliteStore({ file });
    await inserted(crashed, "a");
    const second = openSqliteStore({ file });
    assert.equal(await second.collection(declaredLater).count({ contains: ["tags", "x"] }), 1);
    await inserted(second, "b");
    const third = openSqliteStore({ file });
    assert.equal(await third.collection(declared(false)).count({ contains: ["tags", "x"] }), 2);
    await third.close();
    await rm(directory, { recursive: true });
  });

  it("acknowledges nothing before the log is synced, one sync for all that stood before it, and nothing after a fault", async () => {
    const directory = await mkdtemp(path.join(tmpdir(), "onewindow-store-"));
    const syncs: { done(): void; fail(error: Error): void }[] = [];
    const store = openSqliteStore({
      file: path.join(directory, "app.db"),
      syncLog: () => new Promise((done, fail) => syncs.push({ done, fail })),
    });
    const notes = defineCollection({ name: "notes", schema, indexes: [], unique: [] });
    const told: string[] = [];
    const write = async (id: string) => {
      try {
        await store.transaction((tx) => tx.insert(notes, { id, name: id, tags: [] }));
        told.push(id);
      } catch (error) {
        told.push(`${id}: ${error instanceof Error ? error.message : ""}`);
      }
    };
    const turns = async () => {
      for (let turn = 0; turn < 5; turn += 1) await new Promise((next) => setImmediate(next));
    };
    const writes = [write("a")];
    await turns();
    writes.push(write("b"), write("c"));
    await turns();
    assert.deepEqual([told, syncs.length], [[], 1]);
    syncs[0]?.done();
    await turns();
    assert.deepEqual([told, syncs.length], [["a"], 2]);
    syncs[1]?.done();
    await turns();
    assert.deepEqual(told.splice(0), ["a", "b", "c"]);
    writes.push(write("d"));
    await turns();
    syncs[2]?.fail(new Error("EIO"));
    await turns();
    await write("e");
    assert.deepEqual(
      told.map((line) => line.slice(0, 12)),
      ["d: The disk ", "e: The disk "],
    );
    await Promise.all(writes);
    await store.close();
    await rm(directory, { recursive: true });
  });

  it("refuses a declaration that its schema does not carry", () => {
    const store = openSqliteStore({ file: ":memory:" });
    const wrong = defineCollection({ name: "notes", schema, indexes: [{ fields: ["nme"] }], unique: [] });
    assert.throws(() => store.collection(wrong), /Collection "notes": its schema has no field "nme"/);
    const list = defineCollection({ name: "lists", schema, indexes: [], unique: [["tags"]] });
    assert.throws(() => store.collection(list), /unique field "tags" runs through an array/);
  });
});
