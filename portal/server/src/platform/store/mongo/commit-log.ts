/**
 * The log of commits: one entry per commit, numbered without gaps. Writing entry n + 1 is the commit: whoever checked
 * its versions against the store as entry n left it and finds the number taken has lost the race and checks anew.
 *
 * On a replica set entry and writes are one transaction of MongoDB. On a server that has none (tests) the entry holds
 * the writes, and they are carried out after it, each in a way that may be repeated; what a killed process left undone
 * is finished by whoever commits or starts next.
 */
import { randomUUID } from "node:crypto";
import type { Connection, mongo } from "mongoose";
import type { MongoAccess } from "./connect.ts";
import { isDuplicate, labelled } from "./errors.ts";
import type { Raw } from "./opened.ts";
import type { CellChange, CellRow, Changes, DocumentChange } from "./view.ts";

/** A write as an entry keeps it. */
interface KeptWrite {
  in: string;
  id: string;
  from: number;
  to: number;
  fields: object | null;
}
interface Entry {
  _id: number;
  /** Who wrote it: one try of one process. */
  token: string;
  at: Date;
  /** Only without transactions: not all is carried out yet. */
  open?: boolean;
  writes?: KeptWrite[];
  cells?: { id: string; from: string | number | null; to: string | number }[];
}

/** Somebody else's commit came first: check anew. */
export class BehindError extends Error {}

/** How long a commit that stands still is left to the process that began it. */
const STUCK_MS = 3_000;
/** After this long its own process looks whether somebody else has finished it. */
const SURE_MS = 1_500;
const LOOK_MS = 20;
const RESOLVE_MS = 30_000;
const KEPT_ENTRIES = 1_000;

export class CommitLog {
  readonly #access: MongoAccess;
  readonly #entries: mongo.Collection<Entry>;
  readonly cells: mongo.Collection<CellRow>;
  readonly #ready: Promise<void>;

  constructor(access: MongoAccess) {
    this.#access = access;
    this.#entries = nativeOf<Entry>(access.connection, "_commits");
    this.cells = nativeOf<CellRow>(access.connection, "_cells");
    // a transaction must not be the first to name a collection
    this.#ready = Promise.all(["_commits", "_cells"].map((name) => create(access.connection, name))).then(
      () => undefined,
    );
    this.#ready.catch(() => undefined);
  }

  /** Number of the last commit, all of which is carried out when this resolves. */
  async last(): Promise<number> {
    await this.#ready;
    const entry = await this.#newest();
    if (entry?.open === true) await this.#awaitOrFinish(entry);
    return entry?._id ?? 0;
  }

  /** Whether no other commit has begun since. */
  async isLast(number: number): Promise<boolean> {
    return ((await this.#newest())?._id ?? 0) === number;
  }

  /** Commits what was checked against commit `after`. Throws BehindError when that is no longer the last one. */
  async commit(after: number, changes: Changes): Promise<void> {
    const entry: Entry = { _id: after + 1, token: randomUUID(), at: new Date() };
    if (this.#access.transactions) await this.#inTransaction(entry, changes);
    else await this.#step(entry, changes);
    if (entry._id % KEPT_ENTRIES === 0)
      await this.#entries.deleteMany({ _id: { $lt: entry._id - KEPT_ENTRIES } });
  }

  async #inTransaction(entry: Entry, changes: Changes): Promise<void> {
    const session = await this.#access.connection.startSession();
    try {
      session.startTransaction({
        readConcern: { level: "snapshot" },
        writeConcern: { w: "majority", journal: true },
      });
      try {
        await this.#entries.insertOne(entry, { session });
        if (!(await this.#carryOut(changes, session))) throw new BehindError();
      } catch (error) {
        await session.abortTransaction().catch(() => undefined);
        throw isDuplicate(error) || labelled(error, "TransientTransactionError") ? new BehindError() : error;
      }
      await this.#confirm(session, entry);
    } finally {
      await session.endSession();
    }
  }

  /** Commits; an answer that got lost is looked up: the entry says whether it happened. */
  async #confirm(session: mongo.ClientSession, entry: Entry): Promise<void> {
    const end = performance.now() + RESOLVE_MS;
    for (;;) {
      try {
        await session.commitTransaction();
        return;
      } catch (error) {
        if (labelled(error, "TransientTransactionError")) throw new BehindError();
        if (!labelled(error, "UnknownTransactionCommitResult") || performance.now() > end) throw error;
        const written = await this.#entries.findOne({ _id: entry._id }).catch(() => null);
        if (written) {
          if (written.token === entry.token) return;
          throw new BehindError();
        }
        await pause(LOOK_MS);
      }
    }
  }

  async #step(entry: Entry, changes: Changes): Promise<void> {
    const kept: Entry = {
      ...entry,
      open: true,
      writes: changes.documents.map(({ opened, id, from, to, fields }) => ({
        in: opened.declared.name,
        id,
        from,
        to,
        fields,
      })),
      cells: changes.cells,
    };
    try {
      await this.#entries.insertOne(kept);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // a repeated send whose first answer got lost is our own
      if ((await this.#entries.findOne({ _id: entry._id }))?.token !== entry.token) throw new BehindError();
    }
    // it is committed now: whatever happens below, it is carried out, by this process or the next one that commits
    const start = performance.now();
    const mine = async (): Promise<boolean> =>
      performance.now() - start < SURE_MS || (await this.#entries.findOne({ _id: entry._id }))?.open === true;
    try {
      if (await this.#carryOut(changes, null, mine)) return await this.#close(entry._id);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    // somebody else took it for abandoned and carried out some of it
    await this.#finish(kept);
  }

  /** All writes, removals first so that a unique value they free can be taken. Answers whether each met its document. */
  async #carryOut(
    changes: Changes,
    session: mongo.ClientSession | null,
    goesOn: () => Promise<boolean> = async () => true,
  ): Promise<boolean> {
    const options = { ordered: true, ...(session ? { session } : {}) };
    for (const [opened, list] of Map.groupBy(changes.documents, (change) => change.opened)) {
      if (!(await goesOn())) return false;
      const ordered = [...list.filter(({ to }) => to === 0), ...list.filter(({ to }) => to !== 0)];
      const result = await opened.native.bulkWrite(ordered.map(operationOf), options);
      if (result.insertedCount + result.matchedCount + result.deletedCount !== list.length) return false;
    }
    if (changes.cells.length === 0) return true;
    if (!(await goesOn())) return false;
    const result = await this.cells.bulkWrite(changes.cells.map(cellOperation), options);
    return result.insertedCount + result.matchedCount === changes.cells.length;
  }

  #newest(): Promise<Entry | null> {
    return this.#entries.find().sort({ _id: -1 }).limit(1).next();
  }

  async #close(id: number): Promise<void> {
    await this.#entries.updateOne({ _id: id }, { $set: { open: false }, $unset: { writes: 1, cells: 1 } });
  }

  /** Waits for a commit in hand; one that stands still is finished here. */
  async #awaitOrFinish(entry: Entry): Promise<void> {
    const end = performance.now() + STUCK_MS;
    while (performance.now() < end) {
      await pause(LOOK_MS);
      const now = await this.#entries.findOne({ _id: entry._id });
      if (now?.open !== true) return;
    }
    await this.#finish(entry);
  }

  /** Carries out what of an entry is not carried out yet. */
  async #finish(entry: Entry): Promise<void> {
    for (const write of entry.writes ?? []) await this.#repeat(write);
    for (const { id, from, to } of entry.cells ?? [])
      if (from === null) await ignoringDuplicate(this.cells.insertOne({ _id: id, value: to }));
      else await this.cells.updateOne({ _id: id, value: from }, { $set: { value: to } });
    await this.#close(entry._id);
  }

  /** One write of an entry that was perhaps carried out already. */
  async #repeat({ in: name, id, from, to, fields }: KeptWrite): Promise<void> {
    const native = nativeOf<Raw>(this.#access.connection, name);
    if (to === 0) await native.deleteOne({ _id: id, version: from });
    else if (from === 0) await ignoringDuplicate(native.insertOne({ ...fields, _id: id, version: to }));
    else await native.replaceOne({ _id: id, version: from }, { ...fields, version: to });
  }
}

function operationOf({ id, from, to, fields }: DocumentChange): mongo.AnyBulkWriteOperation<Raw> {
  if (to === 0) return { deleteOne: { filter: { _id: id, version: from } } };
  const document = { ...fields, version: to };
  return from === 0
    ? { insertOne: { document: { _id: id, ...document } } }
    : { replaceOne: { filter: { _id: id, version: from }, replacement: document } };
}

const cellOperation = ({ id, from, to }: CellChange): mongo.AnyBulkWriteOperation<CellRow> =>
  from === null
    ? { insertOne: { document: { _id: id, value: to } } }
    : { updateOne: { filter: { _id: id, value: from }, update: { $set: { value: to } } } };

async function ignoringDuplicate(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

const nativeOf = <T extends { _id: unknown }>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection(name) as unknown as mongo.Collection<T>;

async function create(connection: Connection, name: string): Promise<void> {
  const EXISTS = 48;
  try {
    await connection.createCollection(name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === EXISTS)) throw error;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
