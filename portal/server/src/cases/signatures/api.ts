import { z } from "zod";
import { date, instant, text } from "../../platform/api.ts";
import { reviewRow } from "../api.ts";

/** As screens show it: `expired` is `asked` after its time. */
export const seatStatus = z.enum(["asked", "expired", "signed", "declined", "disputed", "void"]);
export type SeatStatus = z.infer<typeof seatStatus>;

export const seat = z.object({
  id: z.string(),
  signer: z.string(),
  role: text,
  name: z.string(),
  /** Masked. */
  phone: z.string(),
  way: z.enum(["link", "here"]),
  status: seatStatus,
  until: instant.nullable(),
  askedAt: instant,
  remindedAt: instant.nullable(),
  openedAt: instant.nullable(),
  /** Version of the content that is asked for. */
  contentVersion: z.number(),
  signedAt: instant.nullable(),
  /** Hash of what was signed, the first characters. */
  hash: z.string().nullable(),
  reason: z.string().nullable(),
  /** The caller is the person who is to sign here: what they would sign, to send back. */
  mine: z.string().nullable(),
});
export type Seat = z.infer<typeof seat>;

/** GET /drafts/:id/signatures */
export const signaturePage = z.object({
  subject: z.string(),
  title: text,
  applicant: text,
  signers: z.array(
    z.object({
      id: z.string(),
      name: text,
      why: text,
      signs: z.array(text),
      statement: text,
      several: z.boolean(),
      ways: z.array(z.enum(["link", "here"])),
      /** Who it is by the form. */
      person: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
      /** What is to be finished before anybody is asked. */
      blocked: text.nullable(),
      seats: z.array(seat),
    }),
  ),
  complete: z.boolean(),
});
export type SignaturePage = z.infer<typeof signaturePage>;

/** POST /drafts/:id/signatures */
export const askRequest = z.object({
  signer: z.string().max(60),
  name: z.string().max(100),
  phone: z.string().max(30).default(""),
  way: z.enum(["link", "here"]),
});
export type AskRequest = z.infer<typeof askRequest>;
/** POST …/:seat/replace */
export const replaceRequest = askRequest.omit({ signer: true });
/** Answer of asking, reminding, replacing: the link is shown this once. */
export const asked = z.object({ page: signaturePage, link: z.string().nullable() });
export type Asked = z.infer<typeof asked>;

/** GET /sign/:token; only what this person is asked to sign. */
export const signPage = z.object({
  status: seatStatus,
  role: text,
  name: z.string(),
  why: text,
  title: text,
  applicant: text,
  askedBy: z.string(),
  until: date.nullable(),
  contentVersion: z.number(),
  /** To send back: what was read is what is signed. */
  hash: z.string(),
  parts: z.array(z.object({ id: z.string(), name: text, rows: z.array(reviewRow) })),
  materials: z.array(
    z.object({
      id: z.string(),
      name: text,
      licence: z.boolean(),
      files: z.array(z.object({ id: z.string(), name: z.string(), mediaType: z.string() })),
    }),
  ),
  declarations: z.array(text),
  signedAt: instant.nullable(),
  reason: z.string().nullable(),
});
export type SignPage = z.infer<typeof signPage>;
/** POST /sign/:token, and …/signatures/:seat/sign */
export const signRequest = z.object({ hash: z.string().max(64), name: z.string().max(100) });
export type SignRequest = z.infer<typeof signRequest>;
/** POST /sign/:token/answer: `decline` or “something is wrong”. */
export const answerRequest = z.object({
  answer: z.enum(["decline", "dispute"]),
  reason: z.string().max(500),
});
export type AnswerRequest = z.infer<typeof answerRequest>;
