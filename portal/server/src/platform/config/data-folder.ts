/** The data folder: one process at a time, with the secrets of this installation. */
import { hkdfSync, randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { StartError } from "./start-error.ts";

export interface DataFolder {
  /** 32 bytes, different for each name, the same after every start. */
  secret(name: string): Buffer;
  release(): void;
}

/**
 * Makes the folder when it is missing and takes it for this process; the operating system gives it back when the
 * process ends, however that happens. Throws StartError when it cannot be written or another process has it.
 */
export function openDataFolder(folder: string): DataFolder {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be written (${codeOf(error)}). Give this user the right to write there, or name another folder: DATA_DIR=./data`,
    );
  }
  const lock = takeLock(folder);
  const key = masterKey(path.join(folder, "secrets.json"));
  return {
    secret: (name) => Buffer.from(hkdfSync("sha256", key, "", `onewindow:${name}`, 32)),
    release: () => lock.close(),
  };
}

/** Folder by folder: the recursive call of Node never returns where a file system refuses new folders with ENOENT. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(path.join(folder, "lock.db"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    const busy = error instanceof Error && "errcode" in error && error.errcode === 5;
    throw new StartError(
      busy
        ? `The data folder ${folder} is in use by another running server. Stop that one first, or name another folder: DATA_DIR=./data-2`
        : `The data folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}. Name another folder: DATA_DIR=./data`,
    );
  }
}

const secretsSchema = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) });

function masterKey(file: string): Buffer {
  if (!existsSync(file)) {
    const key = randomBytes(32);
    // written whole or not at all: a stop in between must not leave a damaged file
    const unfinished = `${file}.new`;
    const handle = openSync(unfinished, "w", 0o600);
    writeSync(handle, `${JSON.stringify({ key: key.toString("hex") })}\n`);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(unfinished, file);
    return key;
  }
  try {
    return Buffer.from(secretsSchema.parse(JSON.parse(readFileSync(file, "utf8"))).key, "hex");
  } catch {
    throw new StartError(
      `${file} is damaged. Restore it from a backup; without it sessions and seals of this folder cannot be checked.`,
    );
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
