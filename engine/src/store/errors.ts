/** Why a store cannot be opened, or could not keep what it was given. */

export type StorageErrorCode = "FOLDER_LOCKED" | "VERSION_TOO_NEW" | "STORAGE_UNUSABLE" | "STORAGE_FAILED";

/**
 * FOLDER_LOCKED: another process has the folder open. VERSION_TOO_NEW: a newer version has written it.
 * STORAGE_UNUSABLE: it cannot be opened. STORAGE_FAILED: a commit failed; the commands of that batch are refused.
 */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly path: string;
  constructor(code: StorageErrorCode, path: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StorageError";
    this.code = code;
    this.path = path;
  }
}
