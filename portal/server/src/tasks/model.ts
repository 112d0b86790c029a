import { z } from "zod";
import { lightColour, text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";
import { taskKind } from "./api.ts";

/** A user task as the inbox knows it: made from the engine's records, nothing here is asked of the engine again. */
export const taskDocument = z.object({
  kind: taskKind,
  form: z.string(),
  elementId: z.string(),
  processInstanceKey: z.string(),
  elementInstanceKey: z.string(),
  caseId: z.string(),
  caseItemId: z.string().nullable(),
  roundId: z.string().nullable(),
  /** The act of the item that the task answers: a supply, an extension, a procedure. */
  actId: z.string().nullable().optional(),
  /** The item's id in its package; null for tasks of the whole case. */
  itemId: z.string().nullable(),
  packageId: z.string(),
  department: z.string(),
  groups: z.array(z.string()),
  /** Person who holds it, by id (policy.yaml compares it) and name. */
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  state: z.enum(["open", "completed", "canceled"]),
  createdAt: z.number(),
  endedAt: z.number().nullable(),
  submissionId: z.string().nullable(),
  /** The clocks that this task works against, and the earliest of their due dates (`9999-12-31`: none runs). */
  clockIds: z.array(z.string()),
  sortDue: z.string(),
  colour: lightColour.nullable(),
  title: text,
  applicant: z.string(),
  town: text.nullable(),
  /** Who has opened it. */
  readBy: z.array(z.string()),
  /** Counts what people do to the task: what If-Match speaks of. */
  revision: z.number(),
  draft: z
    .object({ data: z.record(z.string(), z.unknown()), savedAt: z.number(), by: z.string() })
    .nullable(),
  lastEvent: z.object({ at: z.number(), text }),
  /** Grams of number, applicant, item and town (`ngrams`) while it is open; then none. */
  search: z.array(z.string()),
});
export type TaskDocument = z.infer<typeof taskDocument>;
/** The id of a task is the engine's user task key. */
export type StoredTask = TaskDocument & Stored;

export const NO_DUE = "9999-12-31";

export const tasks = defineCollection<TaskDocument>({
  name: "tasks",
  schema: taskDocument,
  indexes: [
    // the inbox: open tasks of my groups, most pressing first; by view and by each filter
    { fields: ["groups", "state", "sortDue", "createdAt"] },
    { fields: ["groups", "state", "assignee", "sortDue", "createdAt"] },
    { fields: ["groups", "state", "town.zh", "sortDue", "createdAt"] },
    { fields: ["groups", "state", "itemId", "sortDue", "createdAt"] },
    { fields: ["groups", "state", "colour", "sortDue", "createdAt"] },
    { fields: ["groups", "state", "colour", "town.zh", "sortDue", "createdAt"] },
    { fields: ["assignee", "state", "sortDue"] },
    { fields: ["sortDue", "createdAt"] },
    { fields: ["department"] },
    { fields: ["colour"] },
    { fields: ["createdAt"] },
    { fields: ["clockIds"] },
    { fields: ["caseId"] },
    { fields: ["caseItemId"] },
    { fields: ["itemId"] },
    { fields: ["town.zh"] },
    { fields: ["search"] },
  ],
  unique: [],
});

/** A scope of a running instance, kept while it lives: who is whose parent, and the few variables that name a task's case. */
export const scopeDocument = z.object({
  parent: z.string().nullable(),
  processInstanceKey: z.string(),
  variables: z.record(z.string(), z.string()),
});
export type ScopeDocument = z.infer<typeof scopeDocument>;
export const scopes = defineCollection<ScopeDocument>({
  name: "process-scopes",
  schema: scopeDocument,
  indexes: [],
  unique: [],
});

/** The process instance of each case. */
export const instanceDocument = z.object({
  process: z.string(),
  caseId: z.string(),
  parent: z.string().nullable(),
  state: z.enum(["running", "ended"]),
});
export type InstanceDocument = z.infer<typeof instanceDocument>;
export const instances = defineCollection<InstanceDocument>({
  name: "process-instances",
  schema: instanceDocument,
  indexes: [{ fields: ["caseId", "process"] }],
  unique: [],
});

/** How far the engine's records are worked in. One row, id `engine`. */
export const readPosition = defineCollection<{ position: number }>({
  name: "read-position",
  schema: z.object({ position: z.number() }),
  indexes: [],
  unique: [],
});
