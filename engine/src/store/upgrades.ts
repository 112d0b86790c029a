/** What brings a file of an older version to this one, step by step, in the transaction that opens it. */
import type { DatabaseSync } from "node:sqlite";
import { crc32 } from "node:zlib";
import type { FamilySpec } from "../core/state/backend.ts";
import { decodeSegment } from "./log-codec.ts";
import { countOf, tableOf } from "./schema.ts";

type Step = (db: DatabaseSync, specs: readonly FamilySpec[]) => void;

/** `steps[n]` leads from version n to n + 1. A new file (version 0) has no tables yet. */
const steps: Readonly<Record<number, Step>> = {
  /** Segments of the log carry a checksum and the time of their last command; the rows of keyed families are counted. */
  1(db, specs) {
    db.exec("ALTER TABLE log ADD COLUMN sum INTEGER NOT NULL DEFAULT 0");
    db.exec("ALTER TABLE log ADD COLUMN at INTEGER NOT NULL DEFAULT 0");
    const write = db.prepare("UPDATE log SET sum = ?, at = ? WHERE first = ?");
    const rows = db.prepare("SELECT first, segment FROM log").all() as { first: number; segment: string }[];
    for (const { first, segment } of rows) {
      write.run(crc32(segment), decodeSegment(first, segment).at(-1)?.timestamp ?? 0, first);
    }
    const count = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)");
    for (const { name, kind } of specs) {
      if (kind !== "keyed" || !hasTable(db, tableOf(name))) continue;
      const { n } = db.prepare(`SELECT count(*) AS n FROM ${tableOf(name)}`).get() as { n: number };
      count.run(countOf(name), n);
    }
  },
  /** User tasks with a change under way, conditional events: nothing of what was has to change. */
  2() {},
  /** Instances that have gone over to another process: new events in the log, nothing of what was has to change. */
  3() {},
  /** Forms, linkable files, version tags of decisions: nothing of what was has to change. */
  4() {},
  /** Running instances are counted for each process definition; an index says what is deployed under a name. */
  5(db) {
    if (!hasTable(db, tableOf("instances"))) return;
    const counts = tableOf("instanceCounts");
    db.exec(`CREATE TABLE IF NOT EXISTS ${counts} (k INTEGER PRIMARY KEY, v TEXT NOT NULL)`);
    db.exec(
      `INSERT INTO ${counts} SELECT json_extract(v, '$[4]'), CAST(count(*) AS TEXT) FROM ${tableOf("instances")} GROUP BY 1`,
    );
    const { n } = db.prepare(`SELECT count(*) AS n FROM ${counts}`).get() as { n: number };
    db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)").run(countOf("instanceCounts"), n);
    const index = tableOf("deployedAs");
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${index} (o TEXT NOT NULL, k INTEGER NOT NULL, v TEXT NOT NULL, PRIMARY KEY (o, k)) WITHOUT ROWID`,
    );
    const field = (name: string): string => `json_extract(v, '$.${name}')`;
    const put = (family: string, name: string, owner: string, sub: string): void =>
      db.exec(
        `INSERT OR REPLACE INTO ${index} SELECT ${name} || char(1) || ${owner}, ${sub}, CAST(k AS TEXT) FROM ${tableOf(family)}`,
      );
    put("processes", "'process'", field("bpmnProcessId"), field("version"));
    put("processes", "'file'", field("checksum"), "k");
    put(
      "requirements",
      "'requirements'",
      field("decisionRequirementsId"),
      field("decisionRequirementsVersion"),
    );
    put("requirements", "'file'", field("checksum"), "k");
    put("decisions", "'decision'", field("decisionId"), field("version"));
    if (hasTable(db, tableOf("assets"))) {
      put("assets", field("kind"), field("id"), field("version"));
      put("assets", "'file'", field("checksum"), "k");
    }
    put("decisions", "'of'", field("decisionRequirementsKey"), "k");
  },
  /** Instances that are suspended: nothing of what was has to change. */
  6() {},
};

export function upgrade(db: DatabaseSync, version: number, specs: readonly FamilySpec[]): void {
  for (let at = version; steps[at] !== undefined; at += 1) steps[at]?.(db, specs);
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(name) !== undefined;
}
