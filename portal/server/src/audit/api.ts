import { z } from "zod";
import { instant, text } from "../platform/api.ts";

/** A row as people read it; `intact`: its hash fits its facts and the row before. */
export const auditLine = z.object({
  seq: z.number().int(),
  at: instant,
  /** Name of the person, or the part of the system. */
  who: text,
  /** The capacity it acted in; null for the system. */
  as: text.nullable(),
  action: z.string(),
  what: text,
  thing: z.object({ kind: z.string(), id: z.string() }),
  thingName: text,
  before: z.string().nullable(),
  after: z.string().nullable(),
  purpose: z.string().nullable(),
  /** The other facts, in short. */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  hash: z.string(),
  intact: z.boolean(),
});
export type AuditLine = z.infer<typeof auditLine>;
export const auditPage = z.object({ rows: z.array(auditLine), next: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPage>;

/** GET /audit?who=&action=&kind=&thing=&from=&to=&after=: newest first. */
export const auditQuery = z.object({
  who: z.string().max(60).optional(),
  action: z.string().max(60).optional(),
  kind: z.string().max(40).optional(),
  thing: z.string().max(120).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** GET /audit/facets */
export const auditFacets = z.object({
  actions: z.array(z.object({ id: z.string(), name: text })),
  kinds: z.array(z.object({ id: z.string(), name: text })),
  rows: z.number(),
});
export type AuditFacets = z.infer<typeof auditFacets>;

/** GET /audit/verify: one line of JSON each; the last has `brokenAt`. */
export const verifyLine = z.object({
  done: z.number(),
  total: z.number(),
  /** Absent: still at work; null: intact to the last row. */
  brokenAt: z.number().nullable().optional(),
});
export type VerifyLine = z.infer<typeof verifyLine>;
