/** Is a data folder, or a backup of one, whole? Reads everything, changes nothing. */
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { verifyChain } from "../audit/index.ts";
import { openSqliteStore } from "../platform/store/sqlite.ts";
import type { Text } from "../platform/text.ts";
import { hashOf, holdsData, storedFiles, type Progress } from "./backup.ts";
import { OperationError } from "./errors.ts";
import { databases, FILES, MANIFEST, manifestSchema, type Manifest } from "./manifest.ts";
import { operationTexts } from "./texts.ts";

export interface Verified {
  faults: Text[];
  auditRows: number;
  files: number;
}

/** Throws OperationError where the folder is no backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), "utf8")));
  } catch {
    throw new OperationError("no-backup", operationTexts.noBackup(folder));
  }
}

/** Checks a folder; with a manifest, also that all of the backup is there and unchanged. */
export async function verifyFolder(
  folder: string,
  manifest: Manifest | null,
  onProgress: Progress,
): Promise<Verified> {
  if (manifest === null && !holdsData(folder))
    throw new OperationError("nothing", operationTexts.nothing(folder));
  const faults: Text[] = [];
  if (manifest !== null) faults.push(...(await partFaults(folder, manifest)));
  for (const name of databases) {
    const file = path.join(folder, name);
    if (!existsSync(file)) continue;
    const why = damageOf(file);
    if (why !== null) faults.push(operationTexts.fault.damaged(name, why));
  }
  const files = await fileFaults(folder, faults, onProgress);
  if (manifest !== null && files !== manifest.files.count)
    faults.push(operationTexts.fault.fileCount(files, manifest.files.count));
  const auditRows = faults.length === 0 ? await auditFaults(folder, faults, onProgress) : 0;
  return { faults, auditRows, files };
}

async function partFaults(folder: string, manifest: Manifest): Promise<Text[]> {
  const faults: Text[] = [];
  for (const { name, bytes, sha256 } of manifest.parts) {
    const file = path.join(folder, path.basename(name));
    if (!existsSync(file)) faults.push(operationTexts.fault.missing(name));
    else if ((await stat(file)).size !== bytes || (await hashOf(file)) !== sha256)
      faults.push(operationTexts.fault.changed(name));
  }
  return faults;
}

/** SQLite's own check of every page and index; null when all is well. */
function damageOf(file: string): string | null {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
    try {
      const row = database.prepare("PRAGMA integrity_check(1)").get() as { integrity_check: string };
      return row.integrity_check === "ok" ? null : row.integrity_check;
    } finally {
      database.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function fileFaults(folder: string, faults: Text[], onProgress: Progress): Promise<number> {
  const root = path.join(folder, FILES);
  const names: string[] = [];
  for await (const name of storedFiles(root)) if (!name.endsWith(".json")) names.push(name);
  for (const [index, name] of names.entries()) {
    const hash = name.replace(/[/\\]/, "");
    if (!existsSync(`${path.join(root, name)}.json`))
      faults.push(operationTexts.fault.missing(`${name}.json`));
    else if ((await hashOf(path.join(root, name))) !== hash) faults.push(operationTexts.fault.fileHash(hash));
    onProgress("verify", index + 1, names.length);
  }
  return names.length;
}

async function auditFaults(folder: string, faults: Text[], onProgress: Progress): Promise<number> {
  if (!existsSync(path.join(folder, "app.db"))) return 0;
  const store = openSqliteStore({ file: path.join(folder, "app.db"), readOnly: true });
  try {
    const { rows, brokenAt } = await verifyChain(store, (done, total) => onProgress("audit", done, total));
    if (brokenAt !== null) faults.push(operationTexts.fault.audit(brokenAt));
    return rows;
  } finally {
    await store.close();
  }
}
