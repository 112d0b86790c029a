import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { mongo } from "mongoose";
import { z } from "zod";
import { StartError } from "../config/start-error.ts";
import { ConflictError } from "../errors.ts";
import { notes } from "../testing/crash-notes.ts";
import { noMongoServer, startMongoServer, type MongoServer } from "../testing/mongo-server.ts";
import { storeContract } from "./contract.ts";
import { connectMongo, openMongoStore } from "./mongo.ts";
import { defineCollection, type Store } from "./port.ts";

const CHILD = fileURLToPath(new URL("../testing/crash-child.ts", import.meta.url));
const KILLS = 6;
const missing = noMongoServer();
const schema = z.object({ name: z.string(), tags: z.array(z.string()) });
const declare = (indexes: { fields: string[] }[] = [{ fields: ["tags"] }]) =>
  defineCollection({ name: "labels", schema, indexes, unique: [["name"]] });

const open = async (uri: string): Promise<Store> =>
  openMongoStore(await connectMongo({ uri, withoutTransactions: true }));
const isStartError =
  (pattern: RegExp) =>
  (error: unknown): boolean =>
    error instanceof StartError && pattern.test(error.message) && !error.message.includes("s3cret");

describe("connecting to MongoDB", () => {
  it("says what is no address, without the password in it", async () => {
    await assert.rejects(
      connectMongo({ uri: "mongodb://user:s3cret@" }),
      isStartError(/^MONGODB_URI is not an address of MongoDB: .*Example: MONGODB_URI=mongodb:/),
    );
  });

  it("says that nobody answers there", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as AddressInfo;
    await new Promise((resolve) => taken.close(resolve));
    await assert.rejects(
      connectMongo({ uri: `mongodb://user:s3cret@127.0.0.1:${port}/office`, patienceMs: 300 }),
      isStartError(
        /^MongoDB at mongodb:\/\/user:\*\*\*@127\.0\.0\.1:\d+\/office cannot be reached: .*Check that it runs/,
      ),
    );
  });
});

if (missing !== false) it(`the store on MongoDB (not run: ${missing})`, { skip: missing }, () => undefined);
else {
  let server: MongoServer;
  before(async () => {
    server = await startMongoServer();
  });
  after(() => server.stop());

  storeContract(
    "mongodb, a single server",
    () => open(server.uri()),
    async () => undefined,
  );

  describe("mongodb store", () => {
    it("refuses a single server, saying how to make it a replica set", async () => {
      await assert.rejects(
        connectMongo({ uri: server.uri() }),
        isStartError(/is a single server.*--replSet rs0.*rs\.initiate\(\).*MONGODB_URI=.*replicaSet=rs0/),
      );
    });

    it("keeps documents, counters and cells over a restart, and indexes that were declared later", async () => {
      const uri = server.uri();
      const first = await open(uri);
      const before = declare();
      await first.transaction((tx) => {
        tx.insert(before, { id: "a", name: "one", tags: ["x", "y"] });
        tx.next("n", () => undefined);
        tx.cell("c", () => "kept");
      });
      await first.close();
      const second = await open(uri);
      const later = declare([{ fields: ["tags", "name"] }]);
      const seen: number[] = [];
      await second.transaction((tx) => tx.next("n", (value) => seen.push(value)));
      assert.deepEqual(seen, [2]);
      assert.equal(await second.cell("c"), "kept");
      const found = await second.collection(later).find({ filter: { contains: ["tags", "y"] } });
      assert.deepEqual(
        found.rows.map((row) => row.id),
        ["a"],
      );
      await second.close();
      const access = await connectMongo({ uri, withoutTransactions: true });
      const indexes = await access.connection.collection("labels").indexes();
      assert.deepEqual(indexes.map(({ name }) => name).toSorted(), [
        "_id_",
        "index(tags,name)",
        "unique(name)",
      ]);
      await access.close();
    });

    it("keeps processes apart that write at once: numbers without gaps, each lost race told, none twice", async (t) => {
      const uri = server.uri();
      const stores = await Promise.all([open(uri), open(uri), open(uri)]);
      t.after(() => Promise.all(stores.map((store) => store.close())));
      const labels = declare();
      await stores[0]?.transaction((tx) => tx.insert(labels, { id: "shared", name: "shared", tags: [] }));
      const outcomes = await Promise.allSettled(
        stores.flatMap((store, at) =>
          Array.from({ length: 20 }, async (_, turn) => {
            const number = await new Promise<number>((resolve, reject) => {
              let last = 0;
              store
                .transaction((tx) => {
                  tx.next("serial", (value) => {
                    last = value;
                    tx.insert(labels, { id: `${at}-${turn}`, name: `n${value}`, tags: [`${value}`] });
                  });
                  tx.cell("chain", (chain) => `${chain ?? ""}${at}`);
                })
                .then(() => resolve(last), reject);
            });
            await store.transaction((tx) =>
              tx.update(labels, { id: "shared", version: turn + 1, name: "shared", tags: [`${at}`] }),
            );
            return number;
          }),
        ),
      );
      const rows = await stores[1]!.collection(labels).find({ filter: { ne: ["id", "shared"] } });
      assert.deepEqual(
        rows.rows.map((row) => Number(row.tags[0])).toSorted((a, b) => a - b),
        Array.from({ length: 60 }, (_, at) => at + 1),
      );
      assert.equal((await stores[2]!.cell("chain"))?.length, 60);
      const won = outcomes.filter((outcome) => outcome.status === "fulfilled").length;
      const lost = outcomes.filter((outcome) => outcome.status === "rejected");
      assert.ok(lost.every((outcome) => outcome.reason instanceof ConflictError));
      assert.equal((await stores[0]!.collection(labels).get("shared"))?.version, won + 1);
    });

    it("finishes a commit that a dead process left half carried out, before anybody else commits", async () => {
      const uri = server.uri();
      const first = await open(uri);
      const labels = declare();
      await first.transaction((tx) => {
        tx.insert(labels, { id: "a", name: "one", tags: [] });
        tx.insert(labels, { id: "b", name: "two", tags: [] });
        tx.insert(labels, { id: "c", name: "three", tags: [] });
      });
      await first.close();
      // what stands in the log when a process dies after its first write
      const access = await connectMongo({ uri, withoutTransactions: true });
      const log = access.connection.collection("_commits") as unknown as mongo.Collection<{ _id: number }>;
      await log.insertOne({
        _id: 2,
        token: "dead",
        open: true,
        at: new Date(),
        writes: [
          { in: "labels", id: "a", from: 1, to: 2, fields: { name: "ONE", tags: [] } },
          { in: "labels", id: "b", from: 1, to: 2, fields: { name: "TWO", tags: [] } },
          { in: "labels", id: "c", from: 1, to: 0, fields: null },
          { in: "labels", id: "d", from: 0, to: 1, fields: { name: "three", tags: [] } },
        ],
        cells: [{ id: "counter:n", from: null, to: 1 }],
      } as { _id: number });
      await access.connection
        .collection<{ _id: string }>("labels")
        .updateOne({ _id: "a" }, { $set: { name: "ONE", version: 2 } });
      await access.close();
      const second = await open(uri);
      const numbers: number[] = [];
      await assert.rejects(
        second.transaction((tx) => tx.update(labels, { id: "b", version: 1, name: "lost", tags: [] })),
        ConflictError,
      );
      await second.transaction((tx) => tx.next("n", (value) => numbers.push(value)));
      const rows = await second.collection(labels).find();
      assert.deepEqual(
        rows.rows.map(({ id, name, version }) => [id, name, version]),
        [
          ["a", "ONE", 2],
          ["b", "TWO", 2],
          ["d", "three", 1],
        ],
      );
      assert.deepEqual(numbers, [2]);
      await second.close();
    });

    it("loses nothing that a killed process acknowledged, and its numbers stay without gaps", async () => {
      const uri = server.uri();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const acknowledged = await killedAfter(uri, `run${kill}`, 1 + kill * 17);
        const store = await open(uri);
        // a commit comes after whatever the killed one left
        await store.transaction((tx) => tx.cell("looked", () => `${kill}`));
        const kept = await store.collection(notes).find({ sort: ["number"], limit: 10_000 });
        const ids = new Set(kept.rows.map((row) => row.id));
        assert.deepEqual(
          acknowledged.filter((id) => !ids.has(id)),
          [],
        );
        assert.deepEqual(
          kept.rows.map((row) => row.number),
          kept.rows.map((_, at) => at + 1),
        );
        await store.close();
      }
    });
  });
}

/** Kills the writer after it has acknowledged so many writes; answers all that it acknowledged. */
async function killedAfter(uri: string, run: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, uri, run], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split("\n").length > count) child.kill("SIGKILL");
  });
  await ended;
  return printed.split("\n").slice(0, -1);
}
