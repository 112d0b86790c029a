import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";

const person = z.object({ personId: z.string(), name: z.string() });
const inspector = person.extend({ department: z.string() });
export type Inspector = z.infer<typeof inspector>;

/** What the visit found for one item; `until`: the day by which it is to be put right. */
export const finding = z.object({
  caseItemId: z.string(),
  result: z.enum(["pass", "rectify", "fail"]),
  finding: z.string(),
  points: z.string(),
  until: z.string().nullable(),
});
export type Finding = z.infer<typeof finding>;

/** A visit to one place for all items of a case that asked before its appointment. */
export const visitDocument = z.object({
  caseId: z.string(),
  state: z.enum(["gathering", "appointed", "done", "cancelled"]),
  at: z.number(),
  /** Counts what people change: what If-Match speaks of. */
  revision: z.number().int(),
  items: z.array(
    z.object({
      caseItemId: z.string(),
      name: text,
      department: z.string(),
      /** What is to be looked at. */
      purpose: z.string(),
      at: z.number(),
      by: person,
    }),
  ),
  /** Departments concerned: those of the items, and those asked along. */
  departments: z.array(z.string()),
  appointment: z
    .object({
      /** Begins and ends; instants. */
      from: z.number(),
      to: z.number(),
      place: z.string(),
      prepare: z.string(),
      inspectors: z.array(inspector),
      at: z.number(),
      by: person,
    })
    .nullable(),
  /** Requests of the applicant for another time. */
  moves: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      wanted: z.string(),
      reason: z.string(),
      answer: z.object({ moved: z.boolean(), note: z.string(), at: z.number(), by: person }).nullable(),
    }),
  ),
  record: z
    .object({
      on: z.number(),
      findings: z.array(finding),
      /** Inspectors who were there, by person. */
      present: z.array(z.string()),
      /** What the applicant says to it. */
      opinion: z.string(),
      at: z.number(),
      by: person,
    })
    .nullable(),
  photos: z.array(
    z.object({
      id: z.string(),
      hash: z.string(),
      name: z.string(),
      mediaType: z.string(),
      size: z.number(),
      at: z.number(),
      by: person,
      /** Where the phone was, when the inspector allowed it. */
      place: z.object({ lat: z.number(), lon: z.number() }).nullable(),
    }),
  ),
  /** Each over the fingerprint of record and photos as they were. */
  signatures: z.array(inspector.extend({ at: z.number(), hash: z.string() })),
  documentId: z.string().nullable(),
  cancelled: z.object({ at: z.number(), by: person, reason: z.string() }).nullable(),
});
export type VisitDocument = z.infer<typeof visitDocument>;
export type StoredVisit = VisitDocument & Stored;

export const visits = defineCollection<VisitDocument>({
  name: "visits",
  schema: visitDocument,
  indexes: [{ fields: ["caseId", "at"] }, { fields: ["photos.hash"] }],
  unique: [],
});
