/** The data folder: one process at a time, with the secrets of this installation. */
import { hkdfSync, randomBytes } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { StartError } from "./start-error.ts";

export interface DataFolder {
  /**
   * Takes the folder for this process unless another one has it; answers whether this one has it now. The operating
   * system gives it back when the process ends, however that happens.
   */
  tryLock(): boolean;
  /** Name of the engine whose state lies in this folder, made when `make` asks for it; null when there is none. */
  engineId(make?: boolean): string | null;
  /** 32 bytes, different for each name, the same after every start. */
  secret(name: string): Buffer;
  release(): void;
}

/**
 * Makes the folder when it is missing and takes it for this process, unless `shared`: then several processes look into
 * it and agree by `tryLock` on the one that has it. Throws StartError when it cannot be written or another process has it.
 */
export function openDataFolder(folder: string, options: { shared?: boolean } = {}): DataFolder {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be written (${codeOf(error)}). Give this user the right to write there, or name another folder: DATA_DIR=./data`,
    );
  }
  let lock: DatabaseSync | null = options.shared === true ? null : takeLock(folder);
  const key = masterKey(path.join(folder, "secrets.json"));
  return {
    tryLock() {
      lock ??= lockIfFree(folder);
      return lock !== null;
    },
    engineId: (make = false) => engineIdOf(path.join(folder, "engine.id"), make),
    secret: (name) => Buffer.from(hkdfSync("sha256", key, "", `onewindow:${name}`, 32)),
    release() {
      lock?.close();
      lock = null;
    },
  };
}

/** Folder by folder: the recursive call of Node never returns where a file system refuses new folders with ENOENT. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function takeLock(folder: string): DatabaseSync {
  const lock = lockIfFree(folder);
  if (lock) return lock;
  throw new StartError(
    `The data folder ${folder} is in use by another running server. Stop that one first, or name another folder: DATA_DIR=./data-2`,
  );
}

const BUSY = 5;

function lockIfFree(folder: string): DatabaseSync | null {
  const lock = new DatabaseSync(path.join(folder, "lock.db"));
  try {
    lock.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) return null;
    throw new StartError(
      `The data folder ${folder} cannot be used: ${error instanceof Error ? error.message : String(error)}. Name another folder: DATA_DIR=./data`,
    );
  }
}

const secretsSchema = z.object({ key: z.string().regex(/^[0-9a-f]{64}$/) });

function masterKey(file: string): Buffer {
  if (!existsSync(file)) {
    const key = randomBytes(32);
    writeOnce(file, `${JSON.stringify({ key: key.toString("hex") })}\n`);
  }
  try {
    return Buffer.from(secretsSchema.parse(JSON.parse(readFileSync(file, "utf8"))).key, "hex");
  } catch {
    throw new StartError(
      `${file} is damaged. Restore it from a backup; without it sessions and seals of this folder cannot be checked.`,
    );
  }
}

function engineIdOf(file: string, make: boolean): string | null {
  if (!existsSync(file)) {
    if (!make) return null;
    writeOnce(file, `${randomBytes(16).toString("hex")}\n`);
  }
  return readFileSync(file, "utf8").trim();
}

/** Written whole or not at all: a stop in between must not leave a damaged file. The first of several writers wins. */
function writeOnce(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.new`;
  const handle = openSync(unfinished, "w", 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(unfinished, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") renameSync(unfinished, file);
  }
  rmSync(unfinished, { force: true });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
