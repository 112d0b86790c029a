/** The chain: each row's hash takes in the row before it, so that nothing can be changed, put in or taken out unseen. */
import { createHash } from "node:crypto";
import type { Store } from "../platform/store/port.ts";
import { auditRows, type AuditRow } from "./model.ts";

export const FIRST_PREVIOUS = "0".repeat(64);
/** Cell of the store that holds the last row's number and hash: `<seq>:<hash>`. */
export const HEAD_CELL = "audit";
const PAGE = 1000;

/** JSON with sorted keys: the same facts give the same bytes. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** The row with its place in the chain. */
export function chained(head: string | null, row: Omit<AuditRow, "seq" | "previous" | "hash">): AuditRow {
  const { seq, hash } = readHead(head);
  // through JSON, as the store will keep it
  const facts = JSON.parse(JSON.stringify({ ...row, seq: seq + 1, previous: hash })) as Omit<
    AuditRow,
    "hash"
  >;
  return { ...facts, hash: hashOf(facts) };
}

export const headOf = (row: AuditRow): string => `${row.seq}:${row.hash}`;

function readHead(head: string | null): { seq: number; hash: string } {
  if (head === null) return { seq: 0, hash: FIRST_PREVIOUS };
  const at = head.indexOf(":");
  return { seq: Number(head.slice(0, at)), hash: head.slice(at + 1) };
}

export function hashOf(row: Omit<AuditRow, "hash">): string {
  return createHash("sha256").update(canonical(row)).digest("hex");
}

/** Walks the chain from its first row to the head that the store holds. `brokenAt`: number of the first row that does not fit. */
export async function verifyChain(
  store: Store,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<{ rows: number; brokenAt: number | null }> {
  const rows = store.collection(auditRows);
  const total = await rows.count();
  const head = readHead(await store.cell(HEAD_CELL));
  let previous = FIRST_PREVIOUS;
  let done = 0;
  let after: string | undefined;
  do {
    const page = await rows.find({ sort: ["seq"], limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const { id: _id, version: _version, hash, ...facts } of page.rows) {
      if (facts.seq !== done + 1 || facts.previous !== previous || hash !== hashOf(facts)) {
        return { rows: total, brokenAt: done + 1 };
      }
      previous = hash;
      done += 1;
    }
    onProgress(done, total);
    // a breath, so that a server that runs this goes on answering
    await new Promise((resolve) => setImmediate(resolve));
    after = page.next ?? undefined;
  } while (after !== undefined);
  // rows cut off at the end; rows written while we walked are no fault
  const cut = head.seq > done || (head.seq === done && head.hash !== previous);
  return { rows: total, brokenAt: cut ? done + 1 : null };
}
