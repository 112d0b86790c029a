/**
 * What a database holds at one moment, to be copied while others go on writing: an open read transaction in WAL mode
 * sees neither later commits nor a checkpoint. Two databases opened in the same turn of the event loop, with all
 * writers on this thread, show the same moment.
 */
import { backup, DatabaseSync } from "node:sqlite";

/** Pages a step: some 4 MB. A step runs in a thread of its own; between two the event loop, busy or not, must come round. */
const PAGES_PER_STEP = 1_000;

export interface Snapshot {
  /** Copies to a new database file. `onProgress` is told done and all pages. */
  writeTo(file: string, onProgress?: (done: number, total: number) => void): Promise<void>;
  close(): void;
}

/** Fixes what `file` holds now. Throws when it is not there, or another process has it for itself. */
export function openSnapshot(file: string): Snapshot {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    database.exec("BEGIN");
    // a deferred transaction begins with its first read
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    async writeTo(target, onProgress) {
      const pages = await backup(database, target, {
        rate: PAGES_PER_STEP,
        progress: ({ totalPages, remainingPages }) => onProgress?.(totalPages - remainingPages, totalPages),
      });
      onProgress?.(pages, pages); // the last step, or the only one, tells nothing
    },
    close: () => database.close(),
  };
}
