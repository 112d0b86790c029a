/** Copies of an engine's data folder: made while it runs, checked, and brought back. */
import { existsSync, mkdirSync, openSync, closeSync, fsyncSync, rmSync, statSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { State } from "../core/state/state.ts";
import { StorageError, storageError } from "../store/errors.ts";
import { openSnapshot } from "../store/snapshot.ts";
import { FILE_NAME, SqliteStore } from "../store/sqlite-store.ts";

export interface BackupReport {
  /** Path of the copy. */
  readonly file: string;
  readonly bytes: number;
  /** Position of the last record that is in it. */
  readonly lastPosition: number;
}

/** `done` of `total` pages (backup) or bytes (restore). */
export type Progress = (done: number, total: number) => void;

/**
 * Copies the store as it is now into `folder`, which must not hold an engine's file yet, while the store goes on. The
 * copy is read whole before this resolves. Throws StorageError.
 */
export async function backupStore(
  store: SqliteStore,
  folder: string,
  progress: Progress = () => undefined,
): Promise<BackupReport> {
  if (store.file === "") {
    throw new StorageError(
      "STORAGE_UNUSABLE",
      "",
      "an engine in memory cannot be backed up: give it a data folder",
    );
  }
  const file = freePlace(folder);
  const snapshot = openSnapshot(store.file);
  try {
    await snapshot.writeTo(file, progress);
    return checked(folder, file);
  } catch (error) {
    rmSync(file, { force: true });
    throw storageError(file, "back up to", error);
  } finally {
    snapshot.close();
  }
}

/**
 * What is wrong with the data folder or backup, one sentence each; empty when all is well. Reads all of it. Throws
 * StorageError when it cannot be opened, e.g. FOLDER_LOCKED while an engine has it.
 */
export function verifyFolder(folder: string): { faults: string[]; lastPosition: number } {
  const file = join(folder, FILE_NAME);
  if (!existsSync(file))
    throw new StorageError("STORAGE_UNUSABLE", file, `there is no ${file}: name the folder of a backup`);
  const store = SqliteStore.open(folder, State.specs());
  try {
    return { faults: store.verify(), lastPosition: store.figures().lastPosition };
  } finally {
    store.close();
  }
}

/**
 * Brings the backup in `from` to the data folder `to`, which must not hold an engine's file: move an old one away
 * first. The backup is checked before, the copy afterwards. Throws StorageError.
 */
export async function restoreBackup(
  from: string,
  to: string,
  progress: Progress = () => undefined,
): Promise<BackupReport> {
  checked(from, join(from, FILE_NAME));
  const file = freePlace(to);
  const { size } = statSync(join(from, FILE_NAME));
  progress(0, size);
  try {
    await copyFile(join(from, FILE_NAME), file);
    sync(file);
    sync(to);
    progress(size, size);
    return checked(to, file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

function freePlace(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, FILE_NAME);
  if (existsSync(file) || existsSync(`${file}-wal`)) {
    throw new StorageError("STORAGE_UNUSABLE", file, `${file} is there already: choose an empty folder`);
  }
  return file;
}

function checked(folder: string, file: string): BackupReport {
  const { faults, lastPosition } = verifyFolder(folder);
  const [fault] = faults;
  if (fault !== undefined) throw new StorageError("STORAGE_BROKEN", file, `${file} is damaged (${fault})`);
  return { file, bytes: statSync(file).size, lastPosition };
}

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
