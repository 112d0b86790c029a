import { z } from "zod";
import { text } from "../platform/api.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored } from "../platform/store/port.ts";
import { situation } from "../catalogue/api.ts";
import { itemVisit } from "./item-visit.ts";
import { caseOutcome, fieldError, itemStatus, provenance } from "./api.ts";

const data = z.record(z.string(), z.unknown());
const person = z.object({ personId: z.string(), name: z.string() });
export const applicant = z.object({ kind: z.enum(["person", "enterprise"]), id: z.string(), name: text });
export type Applicant = z.infer<typeof applicant>;
/** As packages speak of applicants: `person`, `individual-business`, `enterprise`. */
const applicantKind = z.string();

/** What is saved of one part of a draft. */
export const draftSection = z.object({
  data,
  errors: z.array(fieldError),
  /** A person has saved it: values we filled in ourselves do not make a part done. */
  checked: z.boolean(),
  done: z.number(),
  total: z.number(),
});
export type DraftSection = z.infer<typeof draftSection>;

export const draftDocument = z.object({
  /** `deleted`: may be restored for a while, then it is forgotten. */
  state: z.enum(["open", "submitted", "deleted"]),
  /** `person:<id>` or `enterprise:<id>`: whose application it is, and so who may see it. */
  ownerKey: z.string(),
  startedBy: person,
  applicant,
  applicantKind,
  packageId: z.string(),
  packageVersion: z.string(),
  answers: data,
  situation,
  sections: z.record(z.string(), draftSection),
  provenance,
  caseNo: z.string().nullable(),
  createdAt: z.number(),
  savedAt: z.number(),
  keptUntil: z.string(),
  editors: z.array(z.object({ personId: z.string(), name: z.string(), at: z.number() })),
});
export type DraftDocument = z.infer<typeof draftDocument>;
export type StoredDraft = DraftDocument & Stored;
export const drafts = defineCollection<DraftDocument>({
  name: "drafts",
  schema: draftDocument,
  indexes: [
    { fields: ["ownerKey", "state", "savedAt"] },
    { fields: ["packageId"] },
    { fields: ["state", "keptUntil"] },
  ],
  unique: [],
});

export const acceptMode = z.enum(["ON_SPOT", "COMPLETE", "TOLERANT", "UNDERTAKING", "CORRECTED", "DEEMED"]);
export type AcceptMode = z.infer<typeof acceptMode>;
/** How an item ended, whatever state it is in afterwards. */
export const itemResult = z.enum([
  "checked",
  "granted",
  "refused",
  "not-accepted",
  "terminated",
  "withdrawn",
  "lapsed",
]);
export type ItemResult = z.infer<typeof itemResult>;

export const caseDocument = z.object({
  queryCode: z.string(),
  ownerKey: z.string(),
  filedBy: person,
  applicant,
  applicantKind,
  packageId: z.string(),
  /** The case keeps the version it was filed under. */
  packageVersion: z.string(),
  title: text,
  town: text.nullable(),
  answers: data,
  situation,
  /** `{ <section>: { … } }` */
  data: z.record(z.string(), data),
  provenance,
  declarations: z.array(z.string()),
  /** Items for which the applicant chose 告知承诺. */
  undertakings: z.array(z.string()),
  /** Materials that the applicant promised to supply after acceptance (容缺受理承诺书). */
  promises: z.array(z.object({ materialId: z.string(), at: z.number() })).optional(),
  delivery: z.object({ way: z.enum(["window", "post", "electronic"]), address: z.string().optional() }),
  draftId: z.string(),
  submittedAt: z.number(),
  closedAt: z.number().nullable(),
  outcome: caseOutcome.nullable(),
  /** Derived from the items (1.2a rule 1): the least advanced open one, or the outcome. */
  status: z.string(),
  view: z.enum(["todo", "running", "done"]),
  departments: z.array(z.string()),
  lastEvent: z.object({ at: z.number(), text }),
  /** Pieces and marks that it is found by (case-search.ts). */
  search: z.array(z.string()).optional(),
});
export type CaseDocument = z.infer<typeof caseDocument>;
/** The id of a case is its number. */
export type StoredCase = CaseDocument & Stored;
export const cases = defineCollection<CaseDocument>({
  name: "cases",
  schema: caseDocument,
  indexes: [
    { fields: ["ownerKey", "view", "submittedAt"] },
    { fields: ["departments"] },
    { fields: ["packageId"] },
    { fields: ["status"] },
    { fields: ["search"], deferred: true },
    { fields: ["submittedAt"] },
  ],
  unique: [["draftId"]],
});

const limit = z.object({ legalDays: z.number(), promisedDays: z.number().nullable() }).nullable();
export const decisionRecord = z.object({
  outcome: z.enum(["grant", "refuse"]),
  submissionId: z.string(),
  at: z.number(),
  by: z.string(),
});

/** 容缺: accepted though these are missing. `agreed`: the applicant's promise; `asker`: the group that asked. */
export const tolerance = z.object({
  at: z.number(),
  /** Working days to supply, from acceptance. */
  days: z.number().int(),
  asker: z.string(),
  /** Key of the notice that tells it; one for all items of an organ that were settled together. */
  notice: z.string().optional(),
  agreed: z.object({ at: z.number(), by: person }).nullable(),
  materials: z.array(
    z.object({
      id: z.string(),
      name: text,
      /** What is lacking, in the clerk's words; empty: the whole paper. */
      what: z.string(),
      /** `open`: the applicant's turn; `supplied`: the asker's. */
      state: z.enum(["open", "supplied", "confirmed"]),
      /** Files with a later id were added since it was asked for. */
      after: z.string(),
      /** Why the last supply was returned. */
      note: z.string().nullable(),
    }),
  ),
  supplies: z.array(
    z.object({
      id: z.string(),
      at: z.number(),
      materials: z.array(z.string()),
      answer: z.object({ accepted: z.boolean(), note: z.string(), at: z.number() }).nullable(),
    }),
  ),
});
export type Tolerance = z.infer<typeof tolerance>;

/** A question to the applicant after acceptance, and its answer (1.2a rule 10). */
export const clarification = z.object({
  id: z.string(),
  taskId: z.string(),
  /** Whose inbox hears of the answer. */
  group: z.string(),
  question: z.string(),
  at: z.number(),
  by: person,
  answer: z.object({ text: z.string(), at: z.number(), by: z.string() }).nullable(),
});
export type Clarification = z.infer<typeof clarification>;
/** The check after a grant by undertaking: each finding of it. */
export const undertakingCheck = z.object({
  state: z.enum(["open", "kept", "to-correct", "revoked"]),
  /** Working days, from the grant. */
  days: z.number().int(),
  at: z.number(),
  findings: z.array(
    z.object({
      submissionId: z.string(),
      outcome: z.enum(["ok", "correct", "revoke"]),
      at: z.number(),
      by: person,
      way: z.string(),
      result: z.string(),
      /** Working days to put it right. */
      days: z.number().int().nullable(),
    }),
  ),
});
export type UndertakingCheck = z.infer<typeof undertakingCheck>;

/** 延期: asked by a clerk, answered by the head. `from`, `until`: the legal limit before and after. */
export const extension = z.object({
  id: z.string(),
  at: z.number(),
  by: person,
  reason: z.string(),
  days: z.number().int(),
  from: z.string(),
  until: z.string().nullable(),
  state: z.enum(["asked", "approved", "refused"]),
  answer: z.object({ at: z.number(), by: person, note: z.string() }).nullable(),
});
export type Extension = z.infer<typeof extension>;

export const caseItemDocument = z.object({
  caseId: z.string(),
  itemId: z.string(),
  name: text,
  department: z.string(),
  process: z.string(),
  status: itemStatus,
  /** Ids of the items of this case that must have succeeded before. */
  after: z.array(z.string()),
  acceptance: z.enum(["window", "department", "none"]),
  limits: z.object({ completeness: limit, handling: limit, delivery: limit }),
  undertaking: z.boolean(),
  licence: z.string().nullable(),
  roundId: z.string().nullable(),
  receivedAt: z.number().nullable(),
  /** When all points of its last correction were in: from then a deemed acceptance counts. */
  suppliedAt: z.number().optional(),
  clarifications: z.array(clarification).optional(),
  /** Its correction notices, first one first; the last is the one it waits for. */
  corrections: z.array(z.string()).optional(),
  acceptedAt: z.number().nullable(),
  acceptMode: acceptMode.nullable(),
  /** Key of the notice that lists its acceptance; absent: none yet. */
  acceptanceNotice: z.string().nullable().optional(),
  decision: decisionRecord.nullable(),
  result: itemResult.nullable(),
  reasons: text.nullable(),
  remedies: text.nullable(),
  /** When each state was entered first, for the lane's steps. */
  reached: z.record(z.string(), z.number()),
  /** State to return to when a special procedure ends. */
  procedures: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      days: z.number(),
      reason: z.string(),
      at: z.number(),
      by: person,
    }),
  ),
  /** The applicant's withdrawal; items withdrawn together share its id. `from`: the state it was in. */
  withdrawal: z
    .object({ id: z.string(), at: z.number(), reason: z.string(), from: itemStatus, by: person })
    .optional(),
  tolerance: tolerance.optional(),
  extensions: z.array(extension).optional(),
  visits: z.array(itemVisit).optional(),
  check: undertakingCheck.optional(),
  /** How the result goes that waits to be delivered. */
  resultWay: z.enum(["window", "post", "electronic"]).optional(),
  /** Electronic service: when the applicant read the result, and who did (domain.md 1.2: served when read). */
  resultRead: z.object({ at: z.number(), by: person }).optional(),
});
export type CaseItemDocument = z.infer<typeof caseItemDocument>;
/** The id of an item of a case is its number, e.g. `37078326030200017-02`. */
export type StoredItem = CaseItemDocument & Stored;
export const caseItems = defineCollection<CaseItemDocument>({
  name: "case-items",
  schema: caseItemDocument,
  indexes: [
    { fields: ["caseId"] },
    { fields: ["department", "status"] },
    { fields: ["status"] },
    { fields: ["roundId"] },
  ],
  unique: [],
});

/** An acceptance round: items whose papers the window checks together. */
export const roundDocument = z.object({
  caseId: z.string(),
  items: z.array(z.string()),
  at: z.number(),
  settledAt: z.number().nullable(),
  /** After a correction: who is asked about each item. Absent: the window, and the department where the package says so. */
  voices: z.record(z.string(), z.array(z.enum(["window", "department"]))).optional(),
  /** How many merged notices the window was asked to send. */
  asked: z.number().optional(),
});
export type RoundDocument = z.infer<typeof roundDocument>;
export type StoredRound = RoundDocument & Stored;
export const rounds = defineCollection<RoundDocument>({
  name: "acceptance-rounds",
  schema: roundDocument,
  indexes: [{ fields: ["caseId"] }],
  unique: [],
});

/** What a person handed in for a task. Never changes but for its state; unique per task. */
export const submissionDocument = z.object({
  taskId: z.string(),
  caseId: z.string(),
  caseItemId: z.string().nullable(),
  roundId: z.string().nullable(),
  /** The act of the item that the task answers. */
  actId: z.string().nullable().optional(),
  kind: z.string(),
  form: z.string(),
  outcome: z.string(),
  data,
  by: z.object({
    personId: z.string(),
    name: z.string(),
    department: z.string().nullable(),
    capacityId: z.string(),
  }),
  at: z.number(),
  idempotencyKey: z.string().nullable(),
  /** `stored` → `applied` when the engine says the task completed with it, `void` when the task ended otherwise. */
  state: z.enum(["stored", "applied", "void"]),
});
export type SubmissionDocument = z.infer<typeof submissionDocument>;
export type StoredSubmission = SubmissionDocument & Stored;
export const submissions = defineCollection<SubmissionDocument>({
  name: "submissions",
  schema: submissionDocument,
  indexes: [
    { fields: ["caseId", "at"] },
    { fields: ["caseItemId", "at"] },
    { fields: ["roundId"] },
    { fields: ["state"] },
  ],
  unique: [["taskId"]],
});

/** One line of a case's timeline. */
export const caseEventDocument = z.object({
  caseId: z.string(),
  caseItemId: z.string().nullable(),
  at: z.number(),
  kind: z.string(),
  text,
  by: text,
  documentId: z.string().nullable(),
  /** The applicant sees it. */
  public: z.boolean(),
});
export type CaseEventDocument = z.infer<typeof caseEventDocument>;
export const caseEvents = defineCollection<CaseEventDocument>({
  name: "case-events",
  schema: caseEventDocument,
  indexes: [{ fields: ["caseId", "at"] }, { fields: ["caseItemId", "at"] }],
  unique: [],
});
