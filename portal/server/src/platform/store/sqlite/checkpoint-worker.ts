/** Copies the write-ahead log into the database, on a connection and a thread of its own. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

if (parentPort === null) throw new Error("This is a worker's file.");
const port = parentPort;
const database = new DatabaseSync(String(workerData));
database.exec("PRAGMA synchronous = NORMAL");
port.on("message", (order: "checkpoint" | "close") => {
  if (order === "close") {
    database.close();
    port.close();
    return;
  }
  // PASSIVE waits for nobody: what a reader or writer is in the way of is left to the next time
  database.exec("PRAGMA wal_checkpoint(PASSIVE)");
  port.postMessage("done");
});
