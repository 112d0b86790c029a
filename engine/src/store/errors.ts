/** Why a store cannot be opened, or could not keep what it was given. */
import { StateLost } from "../core/errors.ts";

export type StorageErrorCode =
  | "FOLDER_LOCKED"
  | "VERSION_TOO_NEW"
  | "STORAGE_UNUSABLE"
  | "STORAGE_BROKEN"
  | "STORAGE_FULL"
  | "STORAGE_FAILED";

/**
 * FOLDER_LOCKED: another process has the folder open. VERSION_TOO_NEW: a newer version has written it.
 * STORAGE_UNUSABLE: it cannot be opened. STORAGE_BROKEN: the file is damaged. STORAGE_FULL: there is no room.
 * STORAGE_FAILED: reading or writing failed. With the last two the commands at hand are refused; the engine tries
 * again by itself.
 */
export class StorageError extends StateLost {
  readonly code: StorageErrorCode;
  readonly path: string;
  constructor(code: StorageErrorCode, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StorageError";
    this.code = code;
    this.path = path;
  }
}

/** Primary result codes of SQLite. */
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;

/** What an error of SQLite means; an error that is one already stays as it is. */
export function storageError(path: string, doing: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const given = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : 0;
  if (given === CORRUPT || given === NOT_A_DATABASE) {
    return new StorageError(
      "STORAGE_BROKEN",
      path,
      `${path} is damaged (${reason}): stop the engine and restore a backup`,
      error,
    );
  }
  if (given === FULL) {
    return new StorageError(
      "STORAGE_FULL",
      path,
      `no room to ${doing} ${path} (${reason}): make room; the engine goes on by itself`,
      error,
    );
  }
  return new StorageError("STORAGE_FAILED", path, `could not ${doing} ${path}: ${reason}`, error);
}
