import { z } from "zod";
import { date, instant, light, namedRef, text } from "../platform/api.ts";
import { formDefinition, situation } from "../catalogue/api.ts";
import { materialSlot } from "../materials/api.ts";

/** States of an item (domain.md 1.2, 1.2a). */
export const itemStatus = z.enum([
  "WAITING",
  "SUBMITTED",
  "RECEIVED",
  "SUPPLEMENT",
  "NOT_ACCEPTED",
  "ACCEPTED",
  "IN_REVIEW",
  "SUSPENDED",
  "APPROVAL",
  "GRANTED",
  "REFUSED",
  "CERTIFYING",
  "READY",
  "DELIVERED",
  "CLOSED",
  "WITHDRAWN",
  "LAPSED",
  "TERMINATED",
]);
export type ItemStatus = z.infer<typeof itemStatus>;
/** How a case ended: all granted, some, none. */
export const caseOutcome = z.enum(["DONE", "PARTLY_DONE", "NOT_DONE"]);

export const provenanceSource = z.enum(["licence", "register", "last", "counter"]);
/** Where a value came from; a field without an entry was typed by the applicant. Keys are dotted paths. */
export const provenance = z.record(
  z.string(),
  z.object({ source: provenanceSource, label: text, locked: z.boolean(), at: instant }),
);
export type Provenance = z.infer<typeof provenance>;

export const partState = z.enum(["not-started", "incomplete", "completed", "problem", "locked"]);
export const draftPart = z.object({
  /** `situation`, a section id of the package, `materials`, `signatures`, `check`. */
  id: z.string(),
  kind: z.enum(["situation", "form", "materials", "signatures", "check"]),
  name: text,
  state: partState,
  /** What opens a locked part, or what the problem is. */
  note: text.nullable(),
  done: z.number(),
  total: z.number(),
  readers: z.array(namedRef),
});
export type DraftPart = z.infer<typeof draftPart>;

export const draft = z.object({
  id: z.string(),
  version: z.number(),
  packageId: z.string(),
  packageName: text,
  packageVersion: z.string(),
  /** Another package version is live by now. */
  outdated: z.boolean(),
  applicant: z.object({ kind: z.enum(["person", "enterprise"]), id: z.string(), name: text }),
  answers: z.record(z.string(), z.unknown()),
  situation,
  parts: z.array(draftPart),
  savedAt: instant,
  keptUntil: date,
  editors: z.array(z.object({ name: z.string(), at: instant })),
  /** Why 容缺 and 告知承诺 are closed to this applicant now; null: they are open. */
  barred: text.nullable(),
});
export type Draft = z.infer<typeof draft>;
export const createDraftRequest = z.object({
  packageId: z.string(),
  answers: z.record(z.string(), z.unknown()),
});
/** PUT /drafts/:id/answers (If-Match): with `confirm` false answers what would drop and changes nothing. */
export const changeAnswersRequest = z.object({
  answers: z.record(z.string(), z.unknown()),
  confirm: z.boolean(),
});
export const answersChange = z.object({
  applied: z.boolean(),
  drops: z.array(z.object({ kind: z.enum(["item", "material", "part"]), name: text })),
  adds: z.array(z.object({ kind: z.enum(["item", "material", "part"]), name: text })),
  draft,
});

/** GET /drafts/:id/parts/:part */
export const formPart = z.object({
  draftVersion: z.number(),
  part: draftPart,
  form: formDefinition,
  data: z.record(z.string(), z.unknown()),
  provenance,
  /** Items that read each field (dotted path) and why, by item id; departments that do not read it follow from `items`. */
  readers: z.record(z.string(), z.array(z.object({ item: z.string(), why: text.nullable() }))),
  items: z.array(z.object({ id: z.string(), name: text, department: namedRef })),
  next: z.string().nullable(),
});
export type FormPart = z.infer<typeof formPart>;
/** PUT /drafts/:id/parts/:part (If-Match). Always saves what has the right shape; `check` also validates as on submit. */
export const savePartRequest = z.object({
  data: z.record(z.string(), z.unknown()),
  check: z.boolean().default(false),
});
export const fieldError = z.object({ path: z.string(), code: z.string(), message: text });
export type FieldError = z.infer<typeof fieldError>;
export const savedPart = z.object({
  draftVersion: z.number(),
  part: draftPart,
  errors: z.array(fieldError),
  savedAt: instant,
});

/** GET /drafts/:id/materials */
export const draftMaterials = z.object({ draftVersion: z.number(), slots: z.array(materialSlot) });

/** GET /drafts/:id/check */
/** A file that a field of the form holds; GET /files/:id reads it. */
export const fieldFile = z.object({ id: z.string(), name: z.string() });
export const reviewRow = z.object({
  path: z.string(),
  label: text,
  value: text,
  provenance: provenanceSource.nullable(),
  masked: z.boolean(),
  /** What a file field holds; its names are the value. */
  files: z.array(fieldFile).default([]),
});
export const checkPage = z.object({
  draft,
  parts: z.array(z.object({ id: z.string(), name: text, rows: z.array(reviewRow) })),
  materials: z.array(materialSlot),
  readers: z.array(z.object({ department: namedRef, items: z.array(z.string()), fields: z.number() })),
  declarations: z.array(z.object({ id: z.string(), text, required: z.boolean() })),
  /** Items that may be granted on an undertaking (告知承诺), with its text; chosen at submit. */
  undertakings: z.array(z.object({ itemId: z.string(), itemName: text, text, replaces: z.array(text) })),
  /** Missing materials that may follow after acceptance; promised at submit (容缺受理承诺书). */
  tolerances: z.array(z.object({ materialId: z.string(), name: text, days: z.number() })),
  promise: text,
  delivery: z.array(z.enum(["window", "post", "electronic"])),
  /** "If accepted on … due …" */
  example: z.object({ accepted: date, due: date }),
  blockers: z.array(z.object({ part: z.string(), text })),
});
export type CheckPage = z.infer<typeof checkPage>;
/** POST /drafts/:id/submit, header Idempotency-Key, If-Match. */
export const submitRequest = z.object({
  declarations: z.array(z.string()),
  undertakings: z.array(z.string()),
  /** Missing materials that the applicant promises to supply after acceptance. */
  promises: z.array(z.string().max(60)).max(50).default([]),
  delivery: z.object({
    way: z.enum(["window", "post", "electronic"]),
    address: z.string().max(300).optional(),
  }),
});
export const submitted = z.object({ no: z.string(), queryCode: z.string() });

/** GET /cases/:no/receipt */
export const receipt = z.object({
  no: z.string(),
  queryCode: z.string(),
  receivedAt: instant,
  packageName: text,
  applicant: text,
  next: z.array(z.object({ date: date.nullable(), holder: text, what: text })),
  documentId: z.string().nullable(),
  qr: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const caseCard = z.object({
  no: z.string(),
  title: text,
  applicant: text,
  status: z.object({
    code: z.string(),
    label: text,
    tone: z.enum(["blue", "orange", "green", "red", "grey", "line"]),
  }),
  /** What the person must do now, or null. */
  todo: text.nullable(),
  todoHref: z.string().nullable(),
  light: light.nullable(),
  holder: text,
  lastEvent: z.object({ at: instant, text }),
  submittedAt: instant,
});
export type CaseCard = z.infer<typeof caseCard>;
/** GET /cases?view=todo|running|done */
export const caseList = z.object({
  counts: z.object({ todo: z.number(), running: z.number(), done: z.number() }),
  rows: z.array(caseCard),
  drafts: z.array(
    z.object({
      id: z.string(),
      packageName: text,
      done: z.number(),
      total: z.number(),
      savedAt: instant,
      keptUntil: date,
    }),
  ),
});

export const laneStep = z.object({
  id: z.string(),
  name: text,
  state: z.enum(["done", "current", "stopped", "todo", "skipped"]),
  at: instant.nullable(),
});
export const lane = z.object({
  caseItemId: z.string(),
  itemId: z.string(),
  name: text,
  department: namedRef,
  status: itemStatus,
  statusLabel: text,
  tone: z.enum(["blue", "orange", "green", "red", "grey", "line"]),
  steps: z.array(laneStep),
  /** Where it is now, in a sentence: who holds it, what comes next. */
  now: text,
  light: light.nullable(),
  /** Refusal, termination: reasons and remedies. */
  reasons: text.nullable(),
  remedies: text.nullable(),
  /** Granted on an undertaking: what of its check. */
  check: text.nullable(),
  acceptedAt: instant.nullable(),
  acceptMode: z.enum(["ON_SPOT", "COMPLETE", "TOLERANT", "UNDERTAKING", "CORRECTED", "DEEMED"]).nullable(),
});
export type Lane = z.infer<typeof lane>;

/** GET /cases/:no: the same truth on both sides of the counter. */
export const caseProgress = z.object({
  no: z.string(),
  version: z.number(),
  title: text,
  packageId: z.string(),
  applicant: text,
  submittedAt: instant,
  status: z.object({
    code: z.string(),
    label: text,
    tone: z.enum(["blue", "orange", "green", "red", "grey", "line"]),
  }),
  outcome: caseOutcome.nullable(),
  worst: light.nullable(),
  due: date.nullable(),
  needsYou: z.array(z.object({ text, detail: text, href: z.string() })),
  /** Items whose electronic result is served once it is read. */
  unread: z.array(z.string()),
  lanes: z.array(lane),
  days: z.object({
    office: z.number(),
    applicant: z.number(),
    stopped: z.number(),
    left: z.number().nullable(),
    cells: z.array(z.object({ date, who: z.enum(["office", "applicant", "stopped", "today", "left"]) })),
  }),
  timeline: z.array(
    z.object({ id: z.string(), at: instant, text, by: text, documentId: z.string().nullable() }),
  ),
  documents: z.array(
    z.object({
      id: z.string(),
      title: text,
      number: z.string(),
      issuedAt: instant,
      by: text,
      caseItemId: z.string().nullable(),
      licenceId: z.string().nullable(),
    }),
  ),
  materials: z.array(materialSlot),
  answers: z.array(z.object({ id: z.string(), name: text, rows: z.array(reviewRow) })),
  messages: z.array(z.object({ id: z.string(), at: instant, title: text, body: text })),
  updatedAt: instant,
});
export type CaseProgress = z.infer<typeof caseProgress>;

/** GET /cases/:no/withdrawal: what may be withdrawn, what falls with it, what was withdrawn before. */
export const withdrawalPage = z.object({
  no: z.string(),
  title: text,
  packageId: z.string(),
  items: z.array(
    z.object({
      caseItemId: z.string(),
      name: text,
      department: namedRef,
      statusLabel: text,
      tone: z.enum(["blue", "orange", "green", "red", "grey", "line"]),
      /** Why it cannot be withdrawn; null when it can. */
      bar: text.nullable(),
      /** Items (caseItemId) that wait for it and end with it. */
      dependants: z.array(z.string()),
    }),
  ),
  made: z.array(
    z.object({
      id: z.string(),
      at: instant,
      reason: z.string(),
      items: z.array(text),
      /** Its receipt, once it is made. */
      documentId: z.string().nullable(),
    }),
  ),
});
export type WithdrawalPage = z.infer<typeof withdrawalPage>;
/** POST /cases/:no/withdraw; `lastDigits`: the last four of the case number, to confirm. */
export const withdrawRequest = z.object({
  items: z.array(z.string().max(40)).max(100),
  reason: z.string().max(500),
  lastDigits: z.string().max(10),
});
export type WithdrawRequest = z.infer<typeof withdrawRequest>;
export const withdrawn = z.object({ id: z.string(), at: instant });
export type Withdrawn = z.infer<typeof withdrawn>;

/** GET /cases/:no/supply/:item: what may follow after acceptance (容缺), until when, and the promise. */
export const tolerancePage = z.object({
  no: z.string(),
  title: text,
  caseItemId: z.string(),
  item: text,
  /** The item has a result: nothing more is to be supplied. */
  over: z.boolean(),
  due: date,
  light: light.nullable(),
  promise: text,
  /** When the applicant agreed to the promise; null: not yet. */
  agreedAt: instant.nullable(),
  materials: z.array(
    z.object({
      id: z.string(),
      name: text,
      what: z.string(),
      state: z.enum(["open", "supplied", "confirmed"]),
      /** Why it was returned. */
      note: z.string().nullable(),
      slot: materialSlot,
      /** Files added since it was asked for; they may be taken away until it is handed in. */
      fresh: z.array(z.string()),
    }),
  ),
});
export type TolerancePage = z.infer<typeof tolerancePage>;
/** POST /cases/:no/supply/:item */
export const supplyRequest = z.object({ materials: z.array(z.string().max(60)).max(50) });
export type SupplyRequest = z.infer<typeof supplyRequest>;

/** POST /cases/lookup: a case by number and query code, without sign-in: status and lanes only. */
export const lookupRequest = z.object({ no: z.string().max(40), queryCode: z.string().max(12) });
export const lookupResult = z.object({
  no: z.string(),
  title: text,
  status: z.object({ label: text, tone: z.string() }),
  lanes: z.array(z.object({ name: text, department: namedRef, statusLabel: text, tone: z.string() })),
});
export type CaseList = z.infer<typeof caseList>;
export type LookupResult = z.infer<typeof lookupResult>;
export type AnswersChange = z.infer<typeof answersChange>;
export type SavedPart = z.infer<typeof savedPart>;
export type DraftMaterials = z.infer<typeof draftMaterials>;
export type SubmitRequest = z.infer<typeof submitRequest>;
export type Submitted = z.infer<typeof submitted>;
export type ReviewRow = z.infer<typeof reviewRow>;
export type LaneStep = z.infer<typeof laneStep>;
export type ProvenanceSource = z.infer<typeof provenanceSource>;

/** The only thing that a point opens: a field of the form, by dotted path with its section, or a material. */
export const pointTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("field"), path: z.string().min(1).max(200) }),
  z.object({ kind: z.literal("material"), materialId: z.string().min(1).max(60) }),
]);
export type PointTarget = z.infer<typeof pointTarget>;

/** One point as an official writes it: what is wrong, what to do, by which rule, a sample. */
export const pointInput = z.object({
  target: pointTarget,
  problem: z.string().max(500),
  ask: z.string().max(500),
  basis: z.string().max(300),
  sample: z.string().max(500).nullish(),
  /** Page of the document that it is about. */
  page: z.number().int().min(1).max(9999).nullish(),
  /** Mark on a page of the document: the place that it is about. */
  mark: z.string().max(60).nullish(),
  /** In a later notice: the point of the item's first notice that it repeats. */
  first: z.string().max(20).nullish(),
});
export type PointInput = z.infer<typeof pointInput>;
export const fileRef = z.object({ id: z.string(), name: z.string(), mediaType: z.string() });

/** GET /cases/:no/clarifications: questions after acceptance, in words only. */
export const clarificationPage = z.object({
  no: z.string(),
  title: text,
  questions: z.array(
    z.object({
      id: z.string(),
      item: text,
      department: namedRef,
      question: z.string(),
      askedAt: instant,
      /** An answer may still matter. */
      open: z.boolean(),
      answer: z.object({ text: z.string(), at: instant }).nullable(),
    }),
  ),
});
export type ClarificationPage = z.infer<typeof clarificationPage>;
/** POST /cases/:no/clarifications/:id */
export const clarifyRequest = z.object({ answer: z.string().max(2000) });
