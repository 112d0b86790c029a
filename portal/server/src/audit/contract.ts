/** What other areas call. Every change and every read of personal data is a row, chained by hash. */
import type { Actor } from "../platform/http/route.ts";
import type { Transaction } from "../platform/store/port.ts";

export interface AuditEntry {
  /** Null: the system itself (a worker, a clock); then `by` names it, e.g. `worker:clocks.start`. */
  actor: Actor | null;
  by?: string;
  /** `<area>.<verb>`, e.g. `cases.submit`, `materials.read`. */
  action: string;
  /** What was touched, e.g. { kind: "case", id: "37078326030200017" }. */
  thing: { kind: string; id: string };
  /** Facts, never personal data in clear: before/after of states, field paths read, hashes. */
  data?: Record<string, unknown>;
}

export interface AuditArea {
  /** Adds the row to the caller's transaction: change and row are one. */
  record(tx: Transaction, entry: AuditEntry): void;
  /** A read of personal data: written by itself, soon, in order; lost never once resolved. */
  recordRead(entry: AuditEntry): Promise<void>;
  /** Walks the chain. `brokenAt` names the first row whose hash does not fit. */
  verify(
    onProgress?: (done: number, total: number) => void,
  ): Promise<{ rows: number; brokenAt: number | null }>;
}
