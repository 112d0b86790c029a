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
};

export function upgrade(db: DatabaseSync, version: number, specs: readonly FamilySpec[]): void {
  for (let at = version; steps[at] !== undefined; at += 1) steps[at]?.(db, specs);
}

function hasTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(name) !== undefined;
}
