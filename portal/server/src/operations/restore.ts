/** A backup becomes the data folder again: checked first, copied beside it, then put in its place in one step. */
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { openDataFolder } from "../platform/config/data-folder.ts";
import { StartError } from "../platform/config/start-error.ts";
import type { Text } from "../platform/text.ts";
import { storedFiles, type Progress } from "./backup.ts";
import { OperationError } from "./errors.ts";
import { FILES } from "./manifest.ts";
import { operationTexts } from "./texts.ts";
import { readManifest, verifyFolder } from "./verify.ts";

export interface Restored {
  /** Where the data that was there before is kept; null when there was none. */
  kept: string | null;
  faults: Text[];
}

/** Restores into `dataDir`; a backup with faults is not restored (its faults are answered, nothing has changed). */
export async function restore(
  backup: string,
  dataDir: string,
  at: Date,
  onProgress: Progress,
): Promise<Restored> {
  const manifest = await readManifest(backup);
  const { faults } = await verifyFolder(backup, manifest, onProgress);
  if (faults.length > 0) return { kept: null, faults };
  const occupied = existsSync(dataDir) && (await readdir(dataDir)).length > 0;
  if (occupied) assertUnused(dataDir);
  const unfinished = `${dataDir}.restoring`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(path.join(unfinished, FILES), { recursive: true, mode: 0o700 });
  for (const { name } of manifest.parts) {
    await copyFile(path.join(backup, name), path.join(unfinished, name));
    await chmod(path.join(unfinished, name), 0o600);
  }
  let done = 0;
  for await (const name of storedFiles(path.join(backup, FILES))) {
    const target = path.join(unfinished, FILES, name);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await copyFile(path.join(backup, FILES, name), target);
    done += 1;
    onProgress("restore", done, manifest.files.count * 2);
  }
  const kept = occupied ? `${dataDir}.before-${at.toISOString().replace(/[:.]/g, "-")}` : null;
  if (kept !== null) await rename(dataDir, kept);
  else await rm(dataDir, { recursive: true, force: true });
  await rename(unfinished, dataDir);
  return { kept, faults: [] };
}

function assertUnused(dataDir: string): void {
  try {
    openDataFolder(dataDir).release();
  } catch (error) {
    if (error instanceof StartError) throw new OperationError("in-use", operationTexts.inUse(dataDir));
    throw error;
  }
}
