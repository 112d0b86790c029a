/** Brings app.db to the format of today before the store opens it; what was there is kept beside it. */
import { chmodSync, existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import { StartError } from "../../config/start-error.ts";
import { quoted } from "../sqlite/table.ts";
import { formatOf, steps as allSteps, tooNew, type Documents, type UpgradeStep } from "./steps.ts";

/**
 * A new file gets the number of today. Throws StartError for one of a newer version; a step that fails throws what it
 * threw, and the file is as it was.
 */
export async function upgradeSqlite(
  file: string,
  options: { log: Pick<Logger, "info">; now: Date; steps?: readonly UpgradeStep[] },
): Promise<void> {
  const { log, now, steps = allSteps } = options;
  const known = formatOf(steps);
  const fresh = !existsSync(file);
  const database = new DatabaseSync(file);
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    const found = fresh
      ? known
      : Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
    if (found > known) throw new StartError(tooNew(file, found, known));
    if (fresh) {
      database.exec(`PRAGMA user_version = ${known}`);
      log.info({ event: "data-new", file, format: known }, "a new database is made");
      return;
    }
    if (found === known) {
      log.info({ event: "data-format", file, format: found }, "the data are of this version's format");
      return;
    }
    const copy = `${file}.format-${found}-${now.toISOString().replace(/[:.]/g, "-")}`;
    database.prepare("VACUUM INTO ?").run(copy);
    chmodSync(copy, 0o600);
    log.info(
      { event: "data-upgrade", from: found, to: known, copy },
      "data of an older version are brought up",
    );
    database.exec("BEGIN IMMEDIATE");
    try {
      for (const step of steps.filter(({ to }) => to > found)) {
        await step.run(documentsOf(database));
        log.info({ event: "data-upgraded", format: step.to, what: step.what }, "one format further");
      }
      database.exec(`PRAGMA user_version = ${known}`);
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  } finally {
    database.close();
  }
}

function documentsOf(database: DatabaseSync): Documents {
  return {
    async rewrite(collection, change) {
      const tables = database
        .prepare(
          "SELECT name FROM sqlite_master WHERE type = 'table' AND (name = ? OR substr(name, 1, ?) = ?)",
        )
        .all(collection, collection.length + 1, `${collection}/`)
        .map((row) => String(row["name"]));
      if (!tables.includes(collection)) return 0;
      const update = database.prepare(
        `UPDATE ${quoted(collection)} SET doc = ?, version = version + 1 WHERE id = ?`,
      );
      let changed = 0;
      for (const row of database.prepare(`SELECT id, doc FROM ${quoted(collection)}`).all()) {
        const next = change(JSON.parse(String(row["doc"])) as Record<string, unknown>);
        if (next === null) continue;
        update.run(JSON.stringify(next), String(row["id"]));
        changed += 1;
      }
      // members of arrays are kept beside the documents: the store fills these tables anew when they are gone
      if (changed > 0)
        for (const name of tables) if (name !== collection) database.exec(`DROP TABLE ${quoted(name)}`);
      return changed;
    },
  };
}
