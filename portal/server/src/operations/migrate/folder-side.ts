/** The data folder: app.db and files. */
import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openDiskFiles } from "../../platform/files/disk.ts";
import { quoted } from "../../platform/store/sqlite/table.ts";
import { formatOf, steps } from "../../platform/store/upgrade/steps.ts";
import { upgradeSqlite } from "../../platform/store/upgrade/sqlite-upgrade.ts";
import { storedFiles } from "../backup.ts";
import { OperationError } from "../errors.ts";
import { FILES } from "../manifest.ts";
import { operationTexts } from "../texts.ts";
import type { Moved, MovedCell, Side, Target } from "./side.ts";

export const APP = "app.db";
const UNFINISHED = ".migrating";

/** Throws OperationError when the folder has no documents. */
export async function folderSource(dataDir: string): Promise<Side> {
  const file = path.join(dataDir, APP);
  if (!existsSync(file)) throw new OperationError("nothing", operationTexts.migrate.noSource(file));
  await upgradeSqlite(file, { log: { info: () => undefined }, now: new Date() });
  return sideOf(new DatabaseSync(file, { readOnly: true }), path.join(dataDir, FILES));
}

/** Builds beside the folder's own names; `finish` gives them. Throws OperationError when there are data already. */
export async function folderTarget(dataDir: string): Promise<Target> {
  const file = path.join(dataDir, APP);
  const files = path.join(dataDir, FILES);
  const stored = (await storedFiles(files).next()).done !== true;
  if (existsSync(file) || stored)
    throw new OperationError("not-empty", operationTexts.migrate.notEmpty(existsSync(file) ? file : files));
  for (const name of await readdir(dataDir))
    if (name.includes(UNFINISHED)) await rm(path.join(dataDir, name), { recursive: true, force: true });
  const database = new DatabaseSync(`${file}${UNFINISHED}`);
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE _counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL); CREATE TABLE _cells (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
  );
  const side = await sideOf(database, `${files}${UNFINISHED}`);
  const inOne = (run: () => void): void => {
    database.exec("BEGIN IMMEDIATE");
    run();
    database.exec("COMMIT");
  };
  return {
    ...side,
    async write(collection, documents) {
      // as the store makes it; indexes follow when the server opens it
      database.exec(
        `CREATE TABLE IF NOT EXISTS ${quoted(collection)} (id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, doc TEXT NOT NULL)`,
      );
      const insert = database.prepare(
        `INSERT INTO ${quoted(collection)} (id, version, doc) VALUES (?, ?, ?)`,
      );
      inOne(() => {
        for (const { id, version, fields } of documents) insert.run(id, version, JSON.stringify(fields));
      });
    },
    async writeCells(cells) {
      inOne(() => {
        for (const { id, value } of cells) {
          const [kind, name] = [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)];
          database
            .prepare(`INSERT INTO ${kind === "counter" ? "_counters" : "_cells"} (name, value) VALUES (?, ?)`)
            .run(name, value);
        }
      });
    },
    async finish() {
      // what was read is of this format: a source is brought to it first
      database.exec(`PRAGMA user_version = ${formatOf(steps)}; PRAGMA wal_checkpoint(TRUNCATE)`);
      database.close();
      await rm(files, { recursive: true, force: true });
      await rename(`${files}${UNFINISHED}`, files);
      await rename(`${file}${UNFINISHED}`, file);
    },
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
}

/** Puts what was moved away out of the server's and the backups' sight; nothing is deleted. Answers the new names. */
export async function setAside(dataDir: string, at: Date): Promise<string[]> {
  const kept: string[] = [];
  for (const name of [APP, `${APP}-wal`, `${APP}-shm`, FILES]) {
    const from = path.join(dataDir, name);
    if (!existsSync(from)) continue;
    const to = `${from}.migrated-${at.toISOString().replace(/[:.]/g, "-")}`;
    await rename(from, to);
    kept.push(to);
  }
  return kept;
}

async function sideOf(database: DatabaseSync, filesFolder: string): Promise<Side> {
  const files = await openDiskFiles(filesFolder);
  return {
    files,
    async collections() {
      return database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .all()
        .map((row) => String(row["name"]))
        .filter((name) => /^[a-z][a-z0-9-]*$/.test(name));
    },
    async count(collection) {
      return Number(database.prepare(`SELECT count(*) AS n FROM ${quoted(collection)}`).get()?.["n"] ?? 0);
    },
    async *documents(collection): AsyncGenerator<Moved> {
      const rows = database
        .prepare(`SELECT id, version, doc FROM ${quoted(collection)} ORDER BY id`)
        .iterate();
      for (const row of rows)
        yield {
          id: String(row["id"]),
          version: Number(row["version"]),
          fields: JSON.parse(String(row["doc"])) as Record<string, unknown>,
        };
    },
    async cells() {
      const read = (table: string, kind: string): MovedCell[] =>
        database
          .prepare(`SELECT name, value FROM ${table} ORDER BY name`)
          .all()
          .map((row) => ({
            id: `${kind}:${String(row["name"])}`,
            value: kind === "counter" ? Number(row["value"]) : String(row["value"]),
          }));
      return [...read("_counters", "counter"), ...read("_cells", "cell")];
    },
    close: async () => database.close(),
  };
}
