import { z } from "zod";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

/** What became of one element of a process so far: how often it was entered, left, broken off, and stands still. */
export const traceElement = z.object({
  id: z.string(),
  entered: z.number().int(),
  completed: z.number().int(),
  terminated: z.number().int(),
  /** Incidents that are open here. */
  stuck: z.array(z.string()),
  lastAt: z.number(),
});
export type TraceElement = z.infer<typeof traceElement>;

/** The way of one process instance, from the engine's records: what the engine itself forgets when an element ends. */
export const traceDocument = z.object({
  process: z.string(),
  definitionKey: z.string(),
  /** The instance that called it; null for a package's own process. */
  parent: z.string().nullable(),
  caseId: z.string(),
  caseItemId: z.string().nullable(),
  state: z.enum(["running", "completed", "terminated"]),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  elements: z.array(traceElement),
  /** Sequence flows taken, once each. */
  flows: z.array(z.string()),
});
export type TraceDocument = z.infer<typeof traceDocument>;
/** The id of a trace is the key of the process instance. */
export type StoredTrace = TraceDocument & Stored;
export const traces = defineCollection<TraceDocument>({
  name: "process-traces",
  schema: traceDocument,
  indexes: [{ fields: ["caseId", "startedAt"] }],
  unique: [],
});

/** How far the engine's records are worked in. One row, id `engine`. */
export const tracePosition = defineCollection<{ position: number }>({
  name: "trace-position",
  schema: z.object({ position: z.number() }),
  indexes: [],
  unique: [],
});

/** Two cases that are about the same thing: one row for both. */
export const caseLinkDocument = z.object({
  /** Case numbers, the smaller first. */
  caseIds: z.array(z.string()).length(2),
  reason: z.string(),
  by: z.object({ personId: z.string(), name: z.string() }),
  at: z.number(),
});
export type CaseLinkDocument = z.infer<typeof caseLinkDocument>;
/** The id of a link is both numbers, `<smaller>+<larger>`. */
export const caseLinks = defineCollection<CaseLinkDocument>({
  name: "case-links",
  schema: caseLinkDocument,
  indexes: [{ fields: ["caseIds"] }],
  unique: [],
});
