import { z } from "zod";
import { date, instant, light, namedRef, text } from "../platform/api.ts";
import { formDefinition } from "../catalogue/api.ts";
import { fieldFile, fileRef, itemStatus, pointInput, pointTarget, provenance } from "../cases/api.ts";
import { materialSlot } from "../materials/api.ts";

/** What kind of page a task opens. `accept` window acceptance round; `verdict` a department's acceptance verdict; `correction` W5, the merged notice;
 * `review` W3; `decide` W4; `procedure` end of a special procedure; `confirm` register check by hand; `check` what was granted on an undertaking; `visit` a joint site visit (its own page); `extend` the head's approval of an extension; `supply` what followed after acceptance (容缺); `rating-…` what follows a bad rating; `form` any other. */
export const taskKind = z.enum([
  "accept",
  "verdict",
  "correction",
  "review",
  "approve",
  "decide",
  "procedure",
  "confirm",
  "supply",
  "extend",
  "check",
  "visit",
  "rating-verify",
  "rating-appeal",
  "rating-rectify",
  "rating-callback",
  "form",
]);
export type TaskKind = z.infer<typeof taskKind>;

export const taskRow = z.object({
  id: z.string(),
  kind: taskKind,
  name: text,
  item: text,
  caseNo: z.string(),
  applicant: z.string(),
  town: text.nullable(),
  department: namedRef,
  light: light.nullable(),
  holder: z.object({ id: z.string(), name: z.string(), me: z.boolean() }).nullable(),
  waitsFor: text,
  lastEvent: z.object({ at: instant, text }),
  unread: z.boolean(),
  createdAt: instant,
});
export type TaskRow = z.infer<typeof taskRow>;

/** GET /tasks?view=mine|team|today|over&q=&item=&town=&light=&after=&limit= */
export const taskList = z.object({
  rows: z.array(taskRow),
  next: z.string().nullable(),
  /** How many the view has. All numbers of this answer stop at 10,001, which means "more than 10,000". */
  total: z.number(),
  counts: z.object({ mine: z.number(), team: z.number(), today: z.number(), over: z.number() }),
  /** Overdue tasks the person may see that this view with its filters does not show; `q` is not part of that. */
  overdueOutside: z.number(),
  facets: z.object({ items: z.array(namedRef), towns: z.array(namedRef) }),
});
export type TaskList = z.infer<typeof taskList>;

export const ruleResult = z.object({
  id: z.string(),
  text,
  result: z.enum(["met", "not-met", "to-check"]),
  /** Inputs that the rule looked at. */
  inputs: text,
  basis: text.nullable(),
  /** Form field (dotted path) and material that the rule is about. */
  field: z.string().nullable(),
  material: z.string().nullable(),
});
export type RuleResult = z.infer<typeof ruleResult>;

/** What a department may read of the form: fields whose `usedBy` has its item. */
export const taskField = z.object({
  path: z.string(),
  label: text,
  value: text,
  group: text,
  provenance: z.string().nullable(),
  masked: z.boolean(),
  material: z.string().nullable(),
  files: z.array(fieldFile),
});

/** 容缺 of an item: days that may be given to supply, the last day of each if it is accepted today. */
export const toleranceChoice = z.object({
  /** `dues[n - 1]`: the last day of n working days; as many as may be given at most. */
  dues: z.array(date),
  /** Why it cannot be chosen: the applicant broke a promise, or is on a credit list. */
  bar: text.nullable(),
});
export type ToleranceChoice = z.infer<typeof toleranceChoice>;

export const acceptanceItem = z.object({
  caseItemId: z.string(),
  itemId: z.string(),
  name: text,
  department: namedRef,
  status: itemStatus,
  materials: z.array(materialSlot),
  undertaking: z.object({ chosen: z.boolean(), text, replaces: z.array(text) }).nullable(),
  legalDays: z.number().nullable(),
  promisedDays: z.number().nullable(),
  /** Null: nothing may follow. */
  tolerance: toleranceChoice.nullable(),
  /** The department's own verdict, when it is asked. */
  departmentVerdict: z
    .object({
      verdict: z.enum(["accept", "tolerate", "correct", "not-accept"]),
      note: z.string(),
      by: z.string(),
      at: instant,
    })
    .nullable(),
});

/** What may be asked for of an item: the fields that it reads, the documents that it uses. */
export const correctionTarget = z.object({ target: pointTarget, label: text, group: text.nullable() });
export type CorrectionTarget = z.infer<typeof correctionTarget>;
export const correctionItem = z.object({
  caseItemId: z.string(),
  itemId: z.string(),
  name: text,
  department: namedRef,
  targets: z.array(correctionTarget),
  /** Points of the item's first notice; then only those may be asked again. */
  first: z.array(pointInput.extend({ id: z.string(), label: text, handedIn: z.boolean() })).nullable(),
});
export type CorrectionItem = z.infer<typeof correctionItem>;
/** Corrections on a task of acceptance: what may be asked (accept, verdict), what is to be sent (correction). */
export const taskCorrection = z.object({
  items: z.array(correctionItem),
  /** A check of what was supplied: only this may be judged. */
  recheck: z.boolean(),
  /** Points that were asked for and wait to be sent, with who asked. */
  pending: z.array(
    pointInput.extend({ key: z.string(), caseItemId: z.string(), department: namedRef, label: text }),
  ),
  /** Who is asked and has not spoken: wait, or send without them. */
  silent: z.array(z.object({ caseItemId: z.string(), item: text, who: namedRef })),
  /** Common wording, for a field or a document. */
  phrases: z.array(
    z.object({
      for: z.enum(["field", "material"]),
      name: text,
      problem: z.string(),
      ask: z.string(),
      basis: z.string(),
    }),
  ),
  /** Last day to supply if the notice goes out today, and its working days. */
  due: date,
  days: z.number(),
  numberPreview: z.string(),
  dueAt: instant,
});
export type TaskCorrection = z.infer<typeof taskCorrection>;
/** What the applicant supplied for a point that this post asked for. */
export const suppliedPoint = z.object({
  id: z.string(),
  caseItemId: z.string(),
  item: text,
  label: text,
  group: text.nullable(),
  problem: z.string(),
  ask: z.string(),
  page: z.number().nullable(),
  target: pointTarget,
  before: text.nullable(),
  after: text.nullable(),
  filesBefore: z.array(fileRef),
  files: z.array(fileRef),
  note: z.string(),
  at: instant,
});
export type SuppliedPoint = z.infer<typeof suppliedPoint>;

/** GET /tasks/:id */
export const taskDetail = taskRow.extend({
  version: z.number(),
  status: z.enum(["open", "completed", "canceled"]),
  /** Why the caller cannot act now, or null. */
  blocked: text.nullable(),
  form: formDefinition.nullable(),
  /** Half-filled answers, kept on the server. */
  draft: z.object({ data: z.record(z.string(), z.unknown()), savedAt: instant }).nullable(),
  outcomes: z.array(
    z.object({
      id: z.string(),
      label: text,
      tone: z.enum(["primary", "default", "danger"]),
      needsReason: z.boolean(),
    }),
  ),
  fields: z.array(taskField),
  allFieldCount: z.number(),
  provenance,
  materials: z.array(materialSlot),
  rules: z.array(ruleResult),
  coReview: z.array(z.object({ department: namedRef, state: z.enum(["done", "open", "waiting"]), text })),
  history: z.array(z.object({ at: instant, text, by: text })),
  opinions: z.array(z.object({ by: z.string(), post: text, at: instant, outcome: text, text: z.string() })),
  correction: taskCorrection.nullable(),
  supplied: z.array(suppliedPoint),
  /** Questions to the applicant about this item; null where the task is about no accepted item. */
  clarification: z
    .object({
      canAsk: z.boolean(),
      questions: z.array(
        z.object({
          id: z.string(),
          question: z.string(),
          by: z.string(),
          at: instant,
          answer: z.object({ text: z.string(), at: instant }).nullable(),
        }),
      ),
    })
    .nullable(),
  /** Kind `verdict`: what may follow after acceptance (容缺); null where nothing may. */
  tolerance: toleranceChoice.nullable(),
  acceptance: z.object({ items: z.array(acceptanceItem), dueAt: instant }).nullable(),
  decision: z
    .object({
      templates: z.object({ grant: z.string(), refuse: z.string() }),
      /** Checks before issue; a failed one blocks that choice. */
      checks: z.array(
        z.object({
          id: z.string(),
          text,
          ok: z.boolean(),
          blocks: z.enum(["grant", "refuse", "both", "none"]),
        }),
      ),
      /** The number that each decision would bear, its serial still open. */
      numberPreviews: z.object({ grant: z.string(), refuse: z.string() }),
      seal: text,
      service: z.array(text),
      validity: z.object({ from: date, to: date.nullable(), rule: text }).nullable(),
      articles: z.array(text),
    })
    .nullable(),
  /** Extension of the item's limit: by how many working days, and why not now. */
  extension: z
    .object({
      mayAsk: z.boolean(),
      days: z.number(),
      bar: text.nullable(),
      /** Kind `extend`: who asked, why, and the limit that it would move. */
      asked: z.object({ by: z.string(), reason: z.string(), from: date, until: date }).nullable(),
    })
    .nullable(),
  /** What was promised (kind `check`): the text of the undertaking. */
  undertaking: text.nullable(),
  /** The site visit that the task is, or that its item has or may ask for. */
  visit: z
    .object({
      id: z.string().nullable(),
      /** The item that may ask. */
      caseItemId: z.string().nullable(),
      canAsk: z.boolean(),
      /** Why the item cannot be passed yet. */
      bar: text.nullable(),
      /** Departments of the case that may be asked along. */
      along: z.array(namedRef),
    })
    .nullable(),
  /** The rating that the task is about (kinds `rating-…`). */
  ratingId: z.string().nullable(),
  /** What the applicant has supplied now (kind `supply`). */
  supply: z.object({ materials: z.array(text), what: z.array(z.string()) }).nullable(),
  procedure: z
    .object({
      canPause: z.boolean(),
      kinds: z.array(z.object({ id: z.string(), name: text, law: text, days: z.number() })),
    })
    .nullable(),
});
export type TaskDetail = z.infer<typeof taskDetail>;

/** POST /tasks/:id/claim, /release, /read; POST /tasks/:id/assign { personId } */
export const assignRequest = z.object({ personId: z.string() });
/** GET /tasks/:id/assignees: who may take it, with their load. */
export type TaskField = z.infer<typeof taskField>;
export type AcceptanceItem = z.infer<typeof acceptanceItem>;
export const assignees = z.array(
  z.object({ id: z.string(), name: z.string(), post: text, open: z.number() }),
);
export type Assignees = z.infer<typeof assignees>;
/** PUT /tasks/:id/draft (If-Match) */
export const taskDraftRequest = z.object({ data: z.record(z.string(), z.unknown()) });
/** Answer of PUT /tasks/:id/draft and of claim, release, assign, read: the task's new version. */
export const savedTask = z.object({ id: z.string(), version: z.number(), savedAt: instant });
export type SavedTask = z.infer<typeof savedTask>;
/** POST /tasks/:id/complete (If-Match, Idempotency-Key) */
export const completeTaskRequest = z.object({ outcome: z.string(), data: z.record(z.string(), z.unknown()) });
/** `applied` false: stored, and applied when the engine's record says so (a moment later). `documents`: what was issued so far. */
export const completedTask = z.object({ id: z.string(), outcome: z.string(), applied: z.boolean() });
export type CompletedTask = z.infer<typeof completedTask>;
/** POST /tasks/:id/pause: art. 45 special procedure of the item. */
export const pauseRequest = z.object({
  kind: z.string(),
  days: z.number().int().min(1).max(365),
  reason: z.string().min(2).max(500),
});
/** POST /tasks/:id/clarify: asks the applicant to explain something; stops no clock. */
export const clarifyTaskRequest = z.object({ question: z.string().max(1000) });
/** POST /tasks/:id/extend: asks the head for the item's statutory extension. */
export const extendRequest = z.object({ reason: z.string().min(2).max(500) });
/** POST /tasks/:id/preview { outcome, data } → the document as it would be issued: HTML for the screen; `missing` fields block. */
export const previewRequest = z.object({ outcome: z.string(), data: z.record(z.string(), z.unknown()) });
export const preview = z.object({
  html: z.string(),
  title: text,
  missing: z.array(text),
  pages: z.number().nullable(),
  previewId: z.string(),
});
export type Preview = z.infer<typeof preview>;
