import { z } from "zod";
import { instant, text } from "../platform/api.ts";

const person = z.object({ personId: z.string(), name: z.string() });

/** A change to a stuck process that waits for a second person, or was decided. Values are JSON text. */
export const repairChange = z.object({
  id: z.string(),
  kind: z.enum(["value", "move"]),
  state: z.enum(["open", "applying", "applied", "declined", "failed"]),
  incidentKey: z.string(),
  caseNo: z.string().nullable(),
  process: z.string(),
  element: z.string(),
  /** kind `value`: the variable, what it was, what it shall be. */
  name: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** kind `move`: the step that the token goes to. */
  to: z.string().nullable(),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  result: text.nullable(),
  /** Whether the reader may confirm it: a second person. */
  mayConfirm: z.boolean(),
});
export type RepairChange = z.infer<typeof repairChange>;

/** GET /incidents (A8): one group a cause. */
export const incidentGroups = z.object({
  total: z.int(),
  groups: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      /** What it means, in plain words; `message` is the engine's own. */
      plain: text,
      message: z.string(),
      process: z.string(),
      processName: z.string(),
      element: z.string(),
      elementName: z.string(),
      since: instant,
      incidents: z.array(z.object({ key: z.string(), caseNo: z.string().nullable(), since: instant })),
    }),
  ),
  changes: z.array(repairChange),
});
export type IncidentGroups = z.infer<typeof incidentGroups>;

/** GET /incidents/:key */
export const incidentDetail = z.object({
  key: z.string(),
  caseNo: z.string().nullable(),
  /** What the applicant notices of it. */
  effect: text,
  variables: z.array(z.object({ name: z.string(), value: z.string(), own: z.boolean() })),
  /** Steps of the process that the token can be moved to. */
  targets: z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
});
export type IncidentDetail = z.infer<typeof incidentDetail>;

/** POST /incidents/retry */
export const retryMany = z.strictObject({ keys: z.array(z.string().max(40)).min(1).max(200) });
export const retryResults = z.object({
  results: z.array(
    z.object({ key: z.string(), caseNo: z.string().nullable(), resolved: z.boolean(), message: text }),
  ),
});
export type RetryResults = z.infer<typeof retryResults>;

const reason = z.string().trim().min(1).max(500);
/** POST /incidents/:key/changes */
export const proposedChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("value"),
    name: z.string().min(1).max(200),
    /** JSON text. */
    value: z.string().min(1).max(10_000),
    reason,
  }),
  z.strictObject({ kind: z.literal("move"), to: z.string().min(1).max(200), reason }),
]);
export type ProposedChange = z.infer<typeof proposedChange>;
