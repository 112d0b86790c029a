import { z } from "zod";
import { date, instant, light, namedRef, text } from "../platform/api.ts";
import { caseProgress, fileRef, lane, provenanceSource } from "../cases/api.ts";
import { materialSlot } from "../materials/api.ts";
import { taskKind } from "../tasks/api.ts";

/** A field of a version of the form, beside what it was in the version before. */
export const versionRow = z.object({
  path: z.string(),
  label: text,
  value: text,
  /** What it was; null where this version left it as it was. */
  was: text.nullable(),
  masked: z.boolean(),
  provenance: provenanceSource.nullable(),
});
export type VersionRow = z.infer<typeof versionRow>;

/** The form as it stood after a hand-in: the application itself, then each round of a correction. */
export const formVersion = z.object({
  n: z.number().int(),
  at: instant,
  by: z.string(),
  what: text,
  parts: z.array(z.object({ id: z.string(), name: text, rows: z.array(versionRow) })),
  /** Documents that this version replaced. */
  files: z.array(z.object({ label: text, before: z.array(fileRef), after: z.array(fileRef) })),
  /** Fields that the reader's department does not read. */
  sealed: z.number().int(),
});
export type FormVersion = z.infer<typeof formVersion>;

export const caseClock = z.object({
  id: z.string(),
  item: text,
  department: namedRef,
  kind: light.shape.kind,
  light,
  /** The law that sets the limit's end is named with each stop; these are its runs, this one last. */
  runs: z.array(z.object({ from: date, to: date.nullable() })),
  stops: z.array(
    z.object({
      id: z.string(),
      who: z.enum(["applicant", "law"]),
      reason: text,
      law: text,
      since: date,
      until: date.nullable(),
      resumedOn: date.nullable(),
      /** Working days that do not count. */
      days: z.number(),
    }),
  ),
});
export type CaseClock = z.infer<typeof caseClock>;

export const sealedPart = z.object({
  part: z.enum(["applicant", "contact", "identity", "data", "materials", "documents"]),
  name: text,
  reason: text,
});
export type SealedPart = z.infer<typeof sealedPart>;

export const dossierTask = z.object({
  id: z.string(),
  kind: taskKind,
  item: text,
  department: namedRef,
  holder: z.string().nullable(),
  light: light.nullable(),
  mayAssign: z.boolean(),
  mayOpen: z.boolean(),
});
export type DossierTask = z.infer<typeof dossierTask>;

/** GET /case-files/:no (W6): the whole case as far as the reader may see it. */
export const caseFile = z.object({
  no: z.string(),
  version: z.number(),
  title: text,
  applicant: text.nullable(),
  submittedAt: instant,
  closedAt: instant.nullable(),
  status: caseProgress.shape.status,
  worst: light.nullable(),
  due: date.nullable(),
  lanes: z.array(lane),
  days: caseProgress.shape.days,
  timeline: z.array(
    z.object({
      id: z.string(),
      at: instant,
      text,
      by: text,
      item: text.nullable(),
      documentId: z.string().nullable(),
      /** Not shown to the applicant. */
      internal: z.boolean(),
    }),
  ),
  versions: z.array(formVersion),
  materials: z.array(materialSlot),
  documents: caseProgress.shape.documents,
  clocks: z.array(caseClock),
  messages: caseProgress.shape.messages,
  tasks: z.array(dossierTask),
  links: z.array(z.object({ no: z.string(), reason: z.string(), by: z.string(), at: instant })),
  sealed: z.array(sealedPart),
  may: z.object({
    note: z.boolean(),
    urge: z.boolean(),
    link: z.boolean(),
    print: z.boolean(),
    trace: z.boolean(),
  }),
});
export type CaseFile = z.infer<typeof caseFile>;

/** GET /case-files/:no/diagram?instance= */
export const caseDiagram = z.object({
  processes: z.array(
    z.object({
      id: z.string(),
      /** As the process file names it, in Chinese. */
      name: z.string(),
      item: text.nullable(),
      parent: z.string().nullable(),
      state: z.enum(["running", "completed", "terminated"]),
      startedAt: instant,
      stopped: z.boolean(),
    }),
  ),
  shown: z.string(),
  xml: z.string(),
  elements: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      depth: z.number().int(),
      state: z.enum(["done", "current", "stopped", "ended", "todo"]),
      entered: z.number().int(),
      active: z.number().int(),
      completed: z.number().int(),
      lastAt: instant.nullable(),
    }),
  ),
  flows: z.array(z.string()),
});
export type CaseDiagram = z.infer<typeof caseDiagram>;

/** POST /case-files/:no/notes */
export const noteRequest = z.object({ text: z.string().trim().min(1).max(500) });
/** POST /case-files/:no/urge: whose turn it is hears of it. */
export const urgeRequest = z.object({ taskId: z.string().max(40), text: z.string().trim().max(200) });
/** POST /case-files/:no/links */
export const linkRequest = z.object({ no: z.string().max(40), reason: z.string().trim().min(1).max(200) });
export const dossierAct = z.object({ at: instant });
export type DossierAct = z.infer<typeof dossierAct>;

/** POST /case-files/:no/dossiers: one line each; the last one has `id`, or `failed`. */
export const printLine = z.union([
  z.object({ step: text, done: z.number(), total: z.number() }),
  z.object({ id: z.string(), pages: z.number() }),
  z.object({ failed: z.literal(true) }),
]);
export type PrintLine = z.infer<typeof printLine>;
