/**
 * A backup is one moment of the whole installation. Both databases are fixed in the same turn of the event loop, which
 * no commit can divide: what is copied is what a crash at that moment would have left, and a start knows how to go on
 * from there. Files never change and are kept longer than the databases take to copy, so they are copied around it.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, open, opendir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openSnapshot, type Snapshot } from "@onewindow/engine";
import { OperationError } from "./errors.ts";
import { databases, FILES, MANIFEST, smallFiles, type Manifest } from "./manifest.ts";
import { operationTexts } from "./texts.ts";

/** Much at a time: each piece waits for its turn in a server that may be busy. */
const READ_BYTES = 4 * 1024 * 1024;

export type Step = keyof typeof operationTexts.step;
export type Progress = (step: Step, done: number, total: number) => void;

/** Backs a data folder up into a new folder; answers what it holds. Run by whoever writes in the folder, or by nobody else. */
export async function backUp(dataDir: string, target: string, onProgress: Progress): Promise<Manifest> {
  if (!holdsData(dataDir)) throw refused("nothing", operationTexts.nothing(dataDir));
  if (!path.relative(dataDir, target).startsWith(".."))
    throw refused("inside", operationTexts.targetInside(target));
  if (existsSync(target) && (await readdir(target)).length > 0)
    throw refused("exists", operationTexts.targetExists(target));
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.join(unfinished, FILES), { recursive: true, mode: 0o700 });
  try {
    const manifest = await fill(dataDir, unfinished, onProgress);
    await writeFile(path.join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** With MongoDB the folder has the engine's database only. */
export function holdsData(dataDir: string): boolean {
  return databases.some((name) => existsSync(path.join(dataDir, name)));
}

async function fill(dataDir: string, folder: string, onProgress: Progress): Promise<Manifest> {
  // most files while the clock of the snapshot does not run yet; what came since follows below
  await copyFiles(dataDir, folder, onProgress);
  const names = databases.filter((name) => existsSync(path.join(dataDir, name)));
  const snapshots: Snapshot[] = [];
  try {
    for (const name of names) snapshots.push(openSnapshot(path.join(dataDir, name)));
    for (const [index, name] of names.entries()) {
      await snapshots[index]!.writeTo(path.join(folder, name), (done, total) =>
        onProgress(name, done, total),
      );
      await onDisk(path.join(folder, name));
    }
  } finally {
    for (const snapshot of snapshots) snapshot.close();
  }
  const files = await copyFiles(dataDir, folder, onProgress);
  const small = smallFiles.filter((name) => existsSync(path.join(dataDir, name)));
  for (const name of small) await copyFile(path.join(dataDir, name), path.join(folder, name));
  const parts: Manifest["parts"] = [];
  for (const name of [...names, ...small]) {
    const file = path.join(folder, name);
    parts.push({ name, bytes: (await stat(file)).size, sha256: await hashOf(file) });
  }
  return { format: 1, createdAt: new Date().toISOString(), parts, files };
}

/** Copies what the target lacks; answers what it holds in the end. */
async function copyFiles(
  dataDir: string,
  folder: string,
  onProgress: Progress,
): Promise<{ count: number; bytes: number }> {
  const from = path.join(dataDir, FILES);
  const names: string[] = [];
  for await (const name of storedFiles(from)) names.push(name);
  let bytes = 0;
  let count = 0;
  for (const [index, name] of names.entries()) {
    const target = path.join(folder, FILES, name);
    if (!existsSync(target)) {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await copyFile(path.join(from, name), target);
    }
    if (!name.endsWith(".json")) {
      count += 1;
      bytes += (await stat(target)).size;
    }
    onProgress("files", index + 1, names.length);
  }
  return { count, bytes };
}

/** The names below a folder of files, `ab/cdef…`, descriptions (`.json`) included. */
export async function* storedFiles(root: string): AsyncGenerator<string> {
  if (!existsSync(root)) return;
  for (const folder of (await readdir(root)).filter((name) => /^[0-9a-f]{2}$/.test(name)).toSorted())
    for await (const entry of await opendir(path.join(root, folder)))
      if (/^[0-9a-f]{62}(\.json)?$/.test(entry.name)) yield path.join(folder, entry.name);
}

/** sha-256 of a file's bytes, hex. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), hash);
  return hash.digest("hex");
}

async function onDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const refused = (code: string, text: ConstructorParameters<typeof OperationError>[1]): OperationError =>
  new OperationError(code, text);
