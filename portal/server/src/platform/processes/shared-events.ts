/**
 * Live updates over all processes: what one publishes lies in MongoDB for a while, and the others take it from there.
 * Each process numbers its own events, so that taking them needs no common clock and leaves none out.
 */
import type { mongo } from "mongoose";
import type { Logger } from "pino";
import type { MongoAccess } from "../store/mongo/connect.ts";

interface Row {
  _id: string;
  run: string;
  n: number;
  at: Date;
  data: string;
}

/** Carries events between the hubs of the processes. */
export interface EventsRelay {
  /** Tells the others. Order is kept. */
  send(event: object): void;
  /** Called with what the others sent, in the order of each of them. */
  onReceived(take: (event: object) => void): void;
  /** Resolves when all that was sent so far is where the others find it. */
  flushed(): Promise<void>;
  close(): Promise<void>;
}

const LOOK_MS = 200;
/** With a change stream, which wakes at once, looking is a net below it. */
const SLOW_LOOK_MS = 2_000;
const KEPT_MS = 120_000;
const SWEEP_MS = 30_000;
const BATCH = 500;

/** `run` names this process since its start. */
export async function openSharedEvents(options: {
  access: MongoAccess;
  run: string;
  log: Logger;
}): Promise<EventsRelay> {
  const { access, run, log } = options;
  const rows = access.connection.collection("_events") as unknown as mongo.Collection<Row>;
  await rows.createIndex({ run: 1, n: 1 }, { unique: true, name: "run" });
  await rows.createIndex({ at: 1 }, { name: "at", expireAfterSeconds: (2 * KEPT_MS) / 1000 });
  // what was said before this start is not news
  const seen = new Map<string, number>([[run, Number.MAX_SAFE_INTEGER]]);
  for await (const row of rows.aggregate<{ _id: string; n: number }>([
    { $group: { _id: "$run", n: { $max: "$n" } } },
  ]))
    seen.set(row._id, row.n);

  let take: (event: object) => void = () => undefined;
  let number = 0;
  let waiting: Row[] = [];
  let writing: Promise<void> = Promise.resolve();
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  const write = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    try {
      await rows.insertMany(batch);
    } catch (error) {
      log.warn({ err: error, events: batch.length }, "live updates did not reach the other processes");
    }
  };
  const look = async (): Promise<void> => {
    try {
      for (let found = BATCH; found === BATCH && !closed;) {
        const known = [...seen].filter(([name]) => name !== run);
        const news = await rows
          .find({
            $or: [
              { run: { $nin: [...seen.keys()] } },
              ...known.map(([name, n]) => ({ run: name, n: { $gt: n } })),
            ],
          })
          .sort({ run: 1, n: 1 })
          .limit(BATCH)
          .toArray();
        for (const row of news) {
          seen.set(row.run, row.n);
          take(JSON.parse(row.data) as object);
        }
        found = news.length;
      }
    } catch (error) {
      if (!closed) log.warn({ err: error }, "live updates of the other processes could not be read");
    }
  };
  const lookSoon = (): void => {
    looking = looking.then(look);
  };
  const sweep = async (): Promise<void> => {
    const old = new Date(Date.now() - KEPT_MS);
    await rows.deleteMany({ run, at: { $lt: old } });
    // of processes that are gone nothing comes any more
    await rows.deleteMany({ at: { $lt: new Date(old.getTime() - KEPT_MS) } });
  };

  const stream = access.transactions ? rows.watch([{ $match: { operationType: "insert" } }]) : null;
  stream?.on("change", lookSoon);
  stream?.on("error", (error: unknown) =>
    log.warn({ err: error }, "the change stream of live updates broke off; looking instead"),
  );
  const timers = [
    setInterval(lookSoon, stream ? SLOW_LOOK_MS : LOOK_MS).unref(),
    setInterval(() => {
      sweep().catch((error: unknown) => log.warn({ err: error }, "old live updates were not removed"));
    }, SWEEP_MS).unref(),
  ];

  return {
    send(event) {
      number += 1;
      const data = JSON.stringify(event);
      waiting.push({ _id: `${run}-${number}`, run, n: number, at: new Date(), data });
      if (waiting.length === 1) writing = writing.then(write);
    },
    onReceived(given) {
      take = given;
    },
    flushed: () => writing,
    async close() {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      await stream?.close();
      await Promise.all([writing, looking]);
    },
  };
}
