/**
 * Writes without end and prints what was acknowledged: killed by the crash tests of the store's adapters. Arguments:
 * path of the SQLite database or address of the MongoDB, and a name for this run.
 */
import { connectMongo, openMongoStore } from "../store/mongo.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import { notes } from "./crash-notes.ts";

const [, , where = "", run = ""] = process.argv;
const store = where.startsWith("mongodb:")
  ? openMongoStore(await connectMongo({ uri: where, withoutTransactions: true }))
  : openSqliteStore({ file: where });

const write = async (lane: number): Promise<void> => {
  for (let at = 0; ; at += 1) {
    const id = `${run}-${lane}-${at}`;
    await store.transaction((tx) =>
      tx.next("notes", (number) => tx.insert(notes, { id, number, tags: [`lane-${lane}`, run] })),
    );
    process.stdout.write(`${id}\n`);
  }
};
await Promise.all([0, 1, 2, 3].map(write));
