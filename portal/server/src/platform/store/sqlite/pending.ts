/**
 * Entries that are made later. A case has some 250 pieces of text to be found by, each on a page of its own: written with
 * the case they are a megabyte of log, written for a dozen cases at once they are the same megabyte. Until then the
 * document's id stands in a table of those that wait, written with the document itself; whoever asks for members enters
 * them first, so that nobody sees a difference.
 */
import type { Filter } from "../port.ts";
import type { Statements } from "./statements.ts";
import { entriesOf, pendingOf, quoted, type SideTable, type Table } from "./table.ts";

/** Documents that are entered in one go when nobody waits for them: a few milliseconds. */
export const PENDING_AT_ONCE = 16;
/** More than so many do not wait: who brings in a great many documents enters them on the way. */
export const PENDING_AT_MOST = 512;

/** Inside the transaction that inserts the document. */
export function defer(statements: Statements, side: SideTable, id: string): void {
  statements.run(`INSERT INTO ${quoted(pendingOf(side))} (id) VALUES (?)`, [id]);
  side.waiting += 1;
}

/** Whether a document waits: then it has no entries yet, and will get those of what it is by then. */
export const isDeferred = (statements: Statements, side: SideTable, id: string): boolean =>
  side.waiting > 0 &&
  statements.get(`SELECT 1 FROM ${quoted(pendingOf(side))} WHERE id = ?`, [id]) !== undefined;

/** It is gone and needs no entries. */
export const forget = (statements: Statements, side: SideTable, id: string): void =>
  void statements.run(`DELETE FROM ${quoted(pendingOf(side))} WHERE id = ?`, [id]);

/** Enters the members of up to `most` documents that wait, sorted. Call inside a transaction. */
export function enterDeferred(statements: Statements, table: Table, side: SideTable, most: number): void {
  const rows = statements.all(
    `SELECT p.id AS id, t.doc AS doc FROM ${quoted(pendingOf(side))} AS p LEFT JOIN ${quoted(table.name)} AS t ON t.id = p.id LIMIT ?`,
    [most],
  );
  const entries = rows.flatMap((row) =>
    row["doc"] === null
      ? []
      : [...entriesOf(side, JSON.parse(String(row["doc"])) as object).members].map((m) => [m, row["id"]]),
  );
  if (entries.length > 0)
    statements.run(
      `INSERT INTO ${quoted(side.name)} SELECT value ->> 0, value ->> 1 FROM json_each(?) ORDER BY 1, 2`,
      [JSON.stringify(entries)],
    );
  if (rows.length > 0)
    statements.run(`DELETE FROM ${quoted(pendingOf(side))} WHERE id IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(rows.map((row) => row["id"])),
    ]);
  side.waiting = rows.length < most ? 0 : Math.max(1, side.waiting - most);
}

/** Whether a filter says anything about a field. */
export function mentions(filter: Filter | undefined, field: string): boolean {
  if (filter === undefined) return false;
  if ("and" in filter) return filter.and.some((part) => mentions(part, field));
  if ("or" in filter) return filter.or.some((part) => mentions(part, field));
  if ("not" in filter) return mentions(filter.not, field);
  return Object.values(filter).some(([asked]) => asked === field);
}
