import { z } from "zod";
import { defineCollection } from "../platform/store/port.ts";

export const auditRow = z.object({
  /** 1, 2, 3 … without gaps. */
  seq: z.number().int().positive(),
  /** Server time, epoch ms. */
  at: z.number(),
  /** Who, as ids: a person in a capacity; null for the system. */
  actor: z
    .object({ personId: z.string(), capacityId: z.string(), department: z.string().nullable() })
    .nullable(),
  /** What part of the system, where there is no actor. */
  by: z.string().nullable(),
  action: z.string(),
  thing: z.object({ kind: z.string(), id: z.string() }),
  data: z.record(z.string(), z.unknown()),
  /** Hash of the row before; 64 zeros before the first. */
  previous: z.string(),
  /** sha-256 over the canonical JSON of all fields above. */
  hash: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditRows = defineCollection<AuditRow>({
  name: "audit",
  schema: auditRow,
  indexes: [
    { fields: ["thing.kind", "thing.id", "seq"] },
    { fields: ["actor.personId", "seq"] },
    { fields: ["action", "seq"] },
    { fields: ["at"] },
    { fields: ["thing.kind", "seq"] },
  ],
  unique: [["seq"]],
});
