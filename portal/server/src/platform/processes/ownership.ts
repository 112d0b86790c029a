/**
 * Several server processes on one MongoDB: one of them owns the embedded engine and, with it, everything that only one
 * may do (workers, legal clocks, commands to the engine, sweeps). The others answer what needs no engine themselves and
 * hand the rest on to the owner.
 *
 * Whoever has the lock of the data folder in which the engine's state lies is the owner; a lease in MongoDB tells the
 * others where it is and that it lives. The operating system frees the lock when its process ends, however that
 * happens: a process that waits on the same folder takes over then. One whose folder is another never does: it does not
 * have the engine's state.
 */
import { createHash, randomUUID } from "node:crypto";
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import type { DataFolder } from "../config/data-folder.ts";
import { StartError } from "../config/start-error.ts";
import type { MongoAccess } from "../store/mongo/connect.ts";
import { isDuplicate } from "../store/mongo/errors.ts";

interface Lease {
  _id: "engine";
  /** Name of the engine: of the data folder that has its state. */
  engine: string;
  /** The process that has it; null: nobody now. */
  holder: string | null;
  /** Where the other processes reach it; null until it listens. */
  url: string | null;
  /** Counts up while the holder lives. */
  beat: number;
}
interface Shared {
  _id: "secrets";
  /** Hash of the key that all processes must have. */
  print: string;
}

export interface Ownership {
  owns: boolean;
  /** Address of the owner; null while there is none that lives. */
  ownerUrl(): string | null;
  /** The owner listens now, at this address. */
  listening(url: string): Promise<void>;
  /** Resolves on a process that does not own when it may: it must close and open anew; or with `lost` on one that did. */
  ended: Promise<"may-own" | "lost">;
  /** Gives it up. */
  close(): Promise<void>;
}

/** Times in ms; tests shorten them. */
export interface OwnershipTimes {
  /** Between two beats of the owner, and between two looks of the others. */
  beat: number;
  /** How long an owner that does not beat counts as living. */
  patience: number;
}
const TIMES: OwnershipTimes = { beat: 500, patience: 3_000 };

/**
 * Decides what this process is. One that does not own resolves when the owner listens, so that it finds everything
 * prepared. Throws StartError when its secrets are not those of the others.
 */
export async function joinProcesses(options: {
  access: MongoAccess;
  folder: DataFolder;
  log: Logger;
  times?: OwnershipTimes;
}): Promise<Ownership> {
  const { access, folder, log, times = TIMES } = options;
  const leases = access.connection.collection("_leases") as unknown as mongo.Collection<Lease>;
  await assertSameSecrets(access, folder);
  const me = randomUUID();
  for (let told = false; ;) {
    const lease = await leases.findOne({ _id: "engine" });
    if (mayOwn(lease, folder) && folder.tryLock() && (await take(leases, lease, folder, me))) {
      log.info({ event: "engine-owned", process: me }, "this process owns the engine");
      return owner(leases, me, times, log);
    }
    if (lease?.holder != null && lease.url !== null) {
      // a folder of its own is nobody else's, either
      if (!mayOwn(lease, folder)) folder.tryLock();
      return follower({ leases, folder, times, log, first: lease });
    }
    if (!told) log.info({ event: "waiting-for-owner" }, "waiting for the process that owns the engine");
    told = true;
    await pause(times.beat);
  }
}

/** Nobody has an engine yet, or its state lies in this folder. */
const mayOwn = (lease: Lease | null, folder: DataFolder): boolean =>
  lease === null || lease.engine === folder.engineId();

/** The folder's lock is here: whoever else has the lease has it no longer by right, and hears so at its next beat. */
async function take(
  leases: mongo.Collection<Lease>,
  lease: Lease | null,
  folder: DataFolder,
  me: string,
): Promise<boolean> {
  const engine = folder.engineId(true) ?? "";
  if (lease !== null) {
    const taken = await leases.updateOne(
      { _id: "engine", engine },
      { $set: { holder: me, url: null }, $inc: { beat: 1 } },
    );
    return taken.matchedCount === 1;
  }
  try {
    await leases.insertOne({ _id: "engine", engine, holder: me, url: null, beat: 1 });
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function owner(leases: mongo.Collection<Lease>, me: string, times: OwnershipTimes, log: Logger): Ownership {
  const { promise, resolve } = Promise.withResolvers<"may-own" | "lost">();
  let url: string | null = null;
  let closed = false;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    try {
      const met = await leases.updateOne({ _id: "engine", holder: me }, { $set: { url }, $inc: { beat: 1 } });
      if (met.matchedCount === 0 && !closed) {
        log.fatal({ event: "engine-lost" }, "another process owns the engine now");
        resolve("lost");
      }
    } catch (error) {
      // the folder's lock is still here: nobody else owns it meanwhile
      log.warn({ err: error }, "the lease of the engine was not renewed");
    }
  };
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, times.beat);
  timer.unref();
  return {
    owns: true,
    ownerUrl: () => url,
    async listening(address) {
      url = address;
      await beat();
    },
    ended: promise,
    async close() {
      closed = true;
      clearInterval(timer);
      await beating;
      await leases
        .updateOne({ _id: "engine", holder: me }, { $set: { holder: null, url: null } })
        .catch((error: unknown) => log.warn({ err: error }, "the lease of the engine was not given back"));
    },
  };
}

function follower(options: {
  leases: mongo.Collection<Lease>;
  folder: DataFolder;
  times: OwnershipTimes;
  log: Logger;
  first: Lease;
}): Ownership {
  const { leases, folder, times, log } = options;
  const { promise, resolve } = Promise.withResolvers<"may-own" | "lost">();
  let seen: Lease | null = options.first;
  let changedAt = performance.now();
  let closed = false;
  log.info({ event: "engine-elsewhere", owner: seen.url }, "another process owns the engine");
  const look = async (): Promise<void> => {
    try {
      const now = await leases.findOne({ _id: "engine" });
      if (now?.beat !== seen?.beat || now?.holder !== seen?.holder) changedAt = performance.now();
      seen = now;
      // no need to wait for the lease to run out: a free lock means that its process is gone
      if (!closed && seen?.engine === folder.engineId() && folder.tryLock()) {
        log.info({ event: "engine-free" }, "the owner of the engine is gone; taking over");
        resolve("may-own");
      }
    } catch (error) {
      log.warn({ err: error }, "the lease of the engine could not be read");
    }
  };
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, times.beat);
  timer.unref();
  return {
    owns: false,
    ownerUrl: () =>
      seen?.holder != null && performance.now() - changedAt < times.patience ? seen.url : null,
    listening: async () => undefined,
    ended: promise,
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
    },
  };
}

/** Sessions, codes and seals made by one process must hold at the others. */
async function assertSameSecrets(access: MongoAccess, folder: DataFolder): Promise<void> {
  const shared = access.connection.collection("_leases") as unknown as mongo.Collection<Shared>;
  const print = createHash("sha256").update(folder.secret("processes")).digest("hex");
  let known = await shared.findOne({ _id: "secrets" });
  if (!known)
    try {
      await shared.insertOne({ _id: "secrets", print });
      return;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      known = await shared.findOne({ _id: "secrets" });
    }
  if (known?.print !== print)
    throw new StartError(
      "The data folder's secrets.json is not that of the other processes on this MongoDB: sessions and seals made by one would not hold at the other. Copy secrets.json from the first process's data folder, or name another database in MONGODB_URI.",
    );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
