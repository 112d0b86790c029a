/** Writes without end and prints what was acknowledged: killed by sqlite-crash.test.ts. Argument: path of the database. */
import { openSqliteStore } from "../store/sqlite.ts";
import { notes } from "./crash-notes.ts";

const store = openSqliteStore({ file: process.argv[2] ?? "" });
const run = process.argv[3] ?? "";

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
