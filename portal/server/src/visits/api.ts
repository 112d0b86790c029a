import { z } from "zod";
import { date, instant, namedRef, text } from "../platform/api.ts";

const words = (max: number): z.ZodString => z.string().trim().max(max);
export const visitResult = z.enum(["pass", "rectify", "fail"]);

/** POST /visits: an item asks for a visit; before the appointment, all items of a case share one. */
export const visitRequest = z.object({
  no: z.string().max(40),
  caseItemId: z.string().max(60),
  purpose: words(500),
  /** Departments of the case that are asked to come along. */
  along: z.array(z.string().max(60)).max(20).default([]),
});
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** PUT /visits/:id/appointment (If-Match). Also another time, until the record is begun. */
export const appointmentRequest = z.object({
  date,
  from: clockTime,
  to: clockTime,
  place: words(200),
  prepare: words(500),
  inspectors: z.array(z.string().max(60)).max(30),
  /** What the applicant is told when a request for another time is not followed. */
  note: words(300).default(""),
});
/** PUT /visits/:id/record (If-Match): what was found. Signatures over an earlier text become void. */
export const recordRequest = z.object({
  present: z.array(z.string().max(60)).max(30),
  findings: z
    .array(
      z.object({
        caseItemId: z.string().max(60),
        result: visitResult,
        finding: words(2000),
        points: words(2000).default(""),
        until: date.nullable().default(null),
      }),
    )
    .max(50),
  opinion: words(1000).default(""),
});
/** POST /visits/:id/sign: over the record as the signer saw it. */
export const visitSignRequest = z.object({ hash: z.string().max(80) });
export const visitCancelRequest = z.object({ reason: words(300) });
/** POST /cases/:no/visits/:id/move */
export const moveRequest = z.object({ wanted: words(100), reason: words(300) });

const move = z.object({
  id: z.string(),
  at: instant,
  wanted: z.string(),
  reason: z.string(),
  answer: z.object({ moved: z.boolean(), note: z.string(), at: instant }).nullable(),
});
const appointment = z.object({
  date,
  from: clockTime,
  to: clockTime,
  when: text,
  place: z.string(),
  prepare: z.string(),
  inspectors: z.array(z.object({ id: z.string(), name: z.string(), department: namedRef })),
});
const finding = z.object({
  caseItemId: z.string(),
  result: visitResult,
  resultLabel: text,
  finding: z.string(),
  points: z.string(),
  until: date.nullable(),
});
const state = z.enum(["gathering", "appointed", "done", "cancelled"]);

/** GET /visits/:id, for officials of the departments concerned. */
export const visitPage = z.object({
  id: z.string(),
  version: z.number(),
  caseNo: z.string(),
  title: text,
  applicant: text,
  state,
  stateLabel: text,
  items: z.array(
    z.object({
      caseItemId: z.string(),
      name: text,
      department: namedRef,
      purpose: z.string(),
      by: z.string(),
      /** Its limit goes on during the visit. */
      due: date.nullable(),
      /** The item has ended meanwhile. */
      over: z.boolean(),
    }),
  ),
  departments: z.array(namedRef),
  /** Who may be sent. */
  candidates: z.array(z.object({ id: z.string(), name: z.string(), post: text, department: namedRef })),
  earliest: date,
  place: z.string(),
  appointment: appointment.nullable(),
  moves: z.array(move),
  record: z
    .object({ findings: z.array(finding), present: z.array(z.string()), opinion: z.string() })
    .nullable(),
  photos: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      at: instant,
      by: z.string(),
      place: z.object({ lat: z.number(), lon: z.number() }).nullable(),
    }),
  ),
  /** Fingerprint of record and photos, to be signed; null: nothing to sign yet. */
  hash: z.string().nullable(),
  signatures: z.array(z.object({ id: z.string(), name: z.string(), department: namedRef, at: instant })),
  /** Still to sign. */
  unsigned: z.array(z.string()),
  documentId: z.string().nullable(),
  cancelled: z.string().nullable(),
  can: z.object({ appoint: z.boolean(), record: z.boolean(), sign: z.boolean(), cancel: z.boolean() }),
});
export type VisitPage = z.infer<typeof visitPage>;

/** GET /cases/:no/visits, for the applicant. */
export const caseVisits = z.object({
  no: z.string(),
  title: text,
  visits: z.array(
    z.object({
      id: z.string(),
      state,
      stateLabel: text,
      items: z.array(text),
      departments: z.array(namedRef),
      appointment: appointment.nullable(),
      moves: z.array(move),
      /** Another time may be asked for until then; null: not, or no more. */
      moveUntil: date.nullable(),
      findings: z.array(
        z.object({ item: text, resultLabel: text, points: z.string(), until: date.nullable() }),
      ),
      documentId: z.string().nullable(),
    }),
  ),
});
export type CaseVisits = z.infer<typeof caseVisits>;
