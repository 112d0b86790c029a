import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer, text } from "node:stream/consumers";
import { after, before, it } from "node:test";
import { mongo } from "mongoose";
import { connectMongo, type MongoAccess } from "../store/mongo.ts";
import { noMongoServer, startMongoServer, type MongoServer } from "../testing/mongo-server.ts";
import { filesContract } from "./contract.ts";
import { openGridFiles } from "./gridfs.ts";

const missing = noMongoServer();
let server: MongoServer;
let access: MongoAccess;
let folder = "";

const connect = (): Promise<MongoAccess> => connectMongo({ uri: server.uri(), withoutTransactions: true });
const collection = (of: MongoAccess, name: string): mongo.Collection =>
  of.connection.collection(name) as unknown as mongo.Collection;

if (missing !== false) it(`files in GridFS (not run: ${missing})`, { skip: missing }, () => undefined);
else {
  before(async () => {
    server = await startMongoServer();
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-grid-"));
  });
  after(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  filesContract(
    "gridfs",
    async () => {
      access = await connect();
      const own = access;
      return {
        files: await openGridFiles(own, folder),
        reopen: () => openGridFiles(own, folder),
        async kept() {
          const files = await collection(own, "files.files").find().toArray();
          const chunks = await collection(own, "files.chunks").find().toArray();
          const markers = await collection(own, "files.incoming").find().toArray();
          return [
            ...files.map((row) => String(row["filename"])),
            ...chunks.map((row) => `${String(row["files_id"])}/${String(row["n"])}`),
            ...markers.map((row) => String(row._id)),
          ].toSorted();
        },
        async age(hash, putAt) {
          await collection(own, "files.files").updateOne(
            { filename: hash },
            { $set: { "metadata.putAt": putAt } },
          );
        },
      };
    },
    () => access.close(),
  );

  it("files in GridFS: keeps a file larger than one part whole, and gives any range of it", async () => {
    const own = await connect();
    const files = await openGridFiles(own, folder);
    const bytes = Buffer.alloc(700_000, 65);
    bytes.write("here", 300_000);
    const { hash } = await files.putBytes(bytes, "application/pdf");
    assert.equal(
      createHash("sha256")
        .update(await buffer(await files.open(hash)))
        .digest("hex"),
      hash,
    );
    const part = await text(await files.open(hash, { start: 299_998, end: 300_005 }));
    assert.equal(part, "AAhereAA");
    await own.close();
  });

  it("files in GridFS: removes at start what a crash left half-written, and nothing that is still on its way", async () => {
    const own = await connect();
    await openGridFiles(own, folder);
    const [old, young] = [new mongo.ObjectId(), new mongo.ObjectId()];
    await collection(own, "files.incoming").insertMany([
      { _id: old, at: new Date(Date.now() - 7_200_000) },
      { _id: young, at: new Date() },
    ]);
    await collection(own, "files.chunks").insertMany([
      { files_id: old, n: 0 },
      { files_id: young, n: 0 },
    ]);
    await openGridFiles(own, folder);
    const left = await collection(own, "files.chunks").find().toArray();
    assert.deepEqual(
      left.map((row) => String(row["files_id"])),
      [String(young)],
    );
    await own.close();
  });
}
