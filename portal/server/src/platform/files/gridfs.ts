/** Files in MongoDB's GridFS, by content: the file's name is its hash; the same bytes are kept once. */
import { createReadStream } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { mongo } from "mongoose";
import { NotFoundError } from "../errors.ts";
import type { MongoAccess } from "../store/mongo/connect.ts";
import { isDuplicate } from "../store/mongo/errors.ts";
import { openIncoming, type Incoming } from "./incoming.ts";
import type { FilesPort, StoredFile } from "./port.ts";
import { noFileText } from "./texts.ts";

const BUCKET = "files";
/** An upload that is older than this and has no end is one that a crash broke off. */
const ABANDONED_MS = 3_600_000;

/** Stands while the parts of a file are written (GridFS writes the description last) or removed. */
interface Marker {
  _id: mongo.ObjectId;
  at: Date;
}
interface Description {
  _id: mongo.ObjectId;
  filename: string;
  length: number;
  /** `putAt`: when the same bytes were put last, epoch ms. */
  metadata: { mediaType: string; putAt: number };
}

/** `folder` is where files wait until they are checked. What a crash left half-written is removed. */
export async function openGridFiles(access: MongoAccess, folder: string): Promise<FilesPort> {
  const { db } = access.connection;
  if (!db) throw new Error("The connection has no database.");
  const files = new GridFiles(db, await openIncoming(path.join(folder, "incoming")));
  await files.prepare();
  return files;
}

class GridFiles implements FilesPort {
  readonly #incoming: Incoming;
  readonly #bucket: mongo.GridFSBucket;
  readonly #descriptions: mongo.Collection<Description>;
  readonly #chunks: mongo.Collection<{ files_id: mongo.ObjectId }>;
  readonly #markers: mongo.Collection<Marker>;

  constructor(db: mongo.Db, incoming: Incoming) {
    this.#incoming = incoming;
    this.#bucket = new mongo.GridFSBucket(db, { bucketName: BUCKET });
    this.#descriptions = db.collection<Description>(`${BUCKET}.files`);
    this.#chunks = db.collection<{ files_id: mongo.ObjectId }>(`${BUCKET}.chunks`);
    this.#markers = db.collection<Marker>(`${BUCKET}.incoming`);
  }

  async prepare(): Promise<void> {
    await this.#descriptions.createIndex({ filename: 1 }, { unique: true, name: "hash" });
    await this.#descriptions.createIndex({ "metadata.putAt": 1 }, { name: "putAt" });
    await this.#chunks.createIndex({ files_id: 1, n: 1 }, { unique: true });
    const old = await this.#markers.find({ at: { $lt: new Date(Date.now() - ABANDONED_MS) } }).toArray();
    for (const { _id } of old) {
      if (!(await this.#descriptions.findOne({ _id }))) await this.#chunks.deleteMany({ files_id: _id });
      await this.#markers.deleteOne({ _id });
    }
  }

  put(source: Readable, options: { maxBytes: number; accept: readonly string[] }): Promise<StoredFile> {
    return this.#incoming.receive(source, options, (part, file) => this.#keep(part, file));
  }

  putBytes(bytes: Uint8Array, mediaType: string): Promise<StoredFile> {
    return this.#incoming.receiveBytes(bytes, mediaType, (part, file) => this.#keep(part, file));
  }

  async #keep(part: string, file: StoredFile): Promise<StoredFile> {
    const known = await this.#putAgain(file.hash);
    if (known) return known;
    const _id = new mongo.ObjectId();
    await this.#markers.insertOne({ _id, at: new Date() });
    try {
      const metadata: Description["metadata"] = { mediaType: file.mediaType, putAt: Date.now() };
      await pipeline(
        createReadStream(part),
        this.#bucket.openUploadStreamWithId(_id, file.hash, { metadata }),
      );
      return file;
    } catch (error) {
      await this.#chunks.deleteMany({ files_id: _id });
      // the same bytes came in by another way meanwhile
      const other = isDuplicate(error) ? await this.#putAgain(file.hash) : null;
      if (other) return other;
      throw error;
    } finally {
      await this.#markers.deleteOne({ _id });
    }
  }

  /** Moves the time of bytes that are kept; null when they are not. */
  async #putAgain(hash: string): Promise<StoredFile | null> {
    const found = await this.#descriptions.findOneAndUpdate(
      { filename: hash },
      { $set: { "metadata.putAt": Date.now() } },
      { returnDocument: "after" },
    );
    return found && fileOf(found);
  }

  async open(hash: string, range?: { start: number; end: number }): Promise<Readable> {
    const found = await this.#find(hash);
    if (!found) throw new NotFoundError(noFileText, "file-not-found");
    // here, unlike there, the end is the first byte that is not wanted
    const part = range ? { start: range.start, end: Math.min(range.end + 1, found.length) } : {};
    return this.#bucket.openDownloadStream(found._id, part);
  }

  async stat(hash: string): Promise<StoredFile | null> {
    const found = await this.#find(hash);
    return found && fileOf(found);
  }

  async *list({ putBefore }: { putBefore: number }): AsyncGenerator<StoredFile> {
    const found = this.#descriptions.find({ "metadata.putAt": { $lt: putBefore } });
    for await (const description of found) yield fileOf(description);
  }

  async remove(hash: string, { putBefore }: { putBefore: number }): Promise<boolean> {
    const found = await this.#find(hash);
    if (!found) return false;
    const { _id } = found;
    await this.#markers.replaceOne({ _id }, { at: new Date() }, { upsert: true });
    // whoever puts the same bytes meanwhile either moves the time before this, or finds nothing and puts them anew
    const removed = await this.#descriptions.deleteOne({ _id, "metadata.putAt": { $lt: putBefore } });
    if (removed.deletedCount > 0) await this.#chunks.deleteMany({ files_id: _id });
    await this.#markers.deleteOne({ _id });
    return removed.deletedCount > 0;
  }

  async #find(hash: string): Promise<Description | null> {
    return /^[0-9a-f]{64}$/.test(hash) ? this.#descriptions.findOne({ filename: hash }) : null;
  }
}

const fileOf = ({ filename, length, metadata }: Description): StoredFile => ({
  hash: filename,
  size: length,
  mediaType: metadata.mediaType,
});
