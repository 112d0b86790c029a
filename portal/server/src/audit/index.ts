/** The audit area: every change and every read of personal data leaves a row. */
import { verifyChain } from "./chain.ts";
import { HEAD_CELL, chained, headOf } from "./chain.ts";
import type { AuditArea, AuditEntry } from "./contract.ts";
import { auditRows } from "./model.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";

export type { AuditArea, AuditEntry } from "./contract.ts";
export { verifyChain } from "./chain.ts";
export { auditRows } from "./model.ts";
export { csv } from "./csv.ts";
export { createAuditReading, type AuditReading } from "./reading.ts";
export { registerAuditRoutes } from "./routes.ts";

export function createAuditArea(platform: Pick<Platform, "store" | "clock">): AuditArea {
  const { store, clock } = platform;
  store.collection(auditRows);

  const record = (tx: Transaction, entry: AuditEntry): void => {
    const at = clock.now();
    const { actor } = entry;
    tx.cell(HEAD_CELL, (head) => {
      const row = chained(head, {
        at,
        actor: actor
          ? { personId: actor.personId, capacityId: actor.capacityId, department: actor.department }
          : null,
        by: entry.by ?? null,
        action: entry.action,
        thing: { kind: entry.thing.kind, id: entry.thing.id },
        data: entry.data ?? {},
      });
      tx.insert(auditRows, { ...row, id: String(row.seq).padStart(12, "0") });
      return headOf(row);
    });
  };

  return {
    record,
    recordRead: (entry) => store.transaction((tx) => record(tx, entry)),
    verify: (onProgress) => verifyChain(store, onProgress),
  };
}
