import { z } from "zod";
import { namedRef, text } from "../platform/api.ts";

/** A Form.io definition as stored: declarative subset only. */
export const formDefinition = z
  .object({ id: z.string(), title: text, components: z.array(z.record(z.string(), z.unknown())) })
  .loose();
export type FormDefinition = z.infer<typeof formDefinition>;

export const packageCard = z.object({
  id: z.string(),
  name: text,
  summary: text,
  audience: z.array(z.string()),
  itemCount: z.number(),
  promisedDays: z.number().nullable(),
  fee: text,
  visits: z.number(),
  status: z.enum(["live", "paused"]),
  topic: z.string(),
});
export type PackageCard = z.infer<typeof packageCard>;

export const itemCard = z.object({
  id: z.string(),
  packageId: z.string(),
  name: text,
  department: namedRef,
  promisedDays: z.number().nullable(),
  legalDays: z.number().nullable(),
});

/** GET /services?q=&for=&topic= */
export const serviceSearch = z.object({
  packages: z.array(packageCard),
  items: z.array(itemCard),
  /** When nothing hits: the nearest. */
  nearest: z.array(packageCard),
});
export type ServiceSearch = z.infer<typeof serviceSearch>;

/** GET /home: everyone; the first three are null when signed out. */
export const home = z.object({
  needsYou: z.number().nullable(),
  running: z.number().nullable(),
  ready: z.number().nullable(),
  /** Up to three cases that need the person, most pressing first. */
  attention: z.array(
    z.object({ no: z.string(), title: text, what: text, due: z.string().nullable(), href: z.string() }),
  ),
  lifeEvents: z.array(
    z.object({
      id: z.string(),
      audience: z.enum(["person", "enterprise"]),
      name: text,
      icon: z.string(),
      packageIds: z.array(z.string()),
    }),
  ),
  mostUsed: z.array(packageCard),
  halls: z.array(z.object({ id: z.string(), name: text, address: text, hours: text, phone: z.string() })),
  notices: z.array(z.object({ id: z.string(), date: z.string(), title: text, body: text })),
});
export type Home = z.infer<typeof home>;

export const materialFact = z.object({
  id: z.string(),
  name: text,
  need: z.enum(["required", "optional", "conditional"]),
  condition: text.nullable(),
  source: z.object({ kind: z.enum(["applicant", "licence", "item", "department"]), label: text }),
  usedBy: z.array(z.string()),
  copies: z.object({ original: z.number(), copy: z.number(), electronic: z.number() }),
  accept: z.array(z.string()),
  tolerantDays: z.number().nullable(),
  sample: z.string().nullable(),
});
export type MaterialFact = z.infer<typeof materialFact>;

/** Art. 30 facts of one item. */
export const itemFact = z.object({
  id: z.string(),
  name: text,
  code: z.string(),
  kind: text,
  department: namedRef,
  handling: z.enum(["immediate", "promised", "referred"]),
  legalDays: z.number().nullable(),
  promisedDays: z.number().nullable(),
  deliverDays: z.number().nullable(),
  after: z.array(z.string()),
  optional: z.boolean(),
  condition: text.nullable(),
  undertaking: z.boolean(),
  result: text.nullable(),
  fee: text,
  basis: z.array(z.object({ title: text, document: text })),
  materials: z.array(z.string()),
});
export type ItemFact = z.infer<typeof itemFact>;

/** GET /packages/:id */
export const packageDetail = packageCard.extend({
  version: z.string(),
  lead: namedRef,
  handling: z.enum(["single", "unified", "joint", "concentrated"]),
  keywords: z.array(z.string()),
  basis: z.array(z.object({ title: text, document: text })),
  items: z.array(itemFact),
  materials: z.array(materialFact),
  steps: z.array(z.object({ name: text, time: text })),
  outside: text,
  /** The caller's own open draft of this package, for "Continue". */
  draftId: z.string().nullable(),
});
export type PackageDetail = z.infer<typeof packageDetail>;

/** POST /packages/:id/situation { answers } → what these answers lead to. No sign-in. */
export const situationRequest = z.object({ answers: z.record(z.string(), z.unknown()) });
export const situation = z.object({
  complete: z.boolean(),
  /** The package does not fit: where to go instead. */
  outside: text.nullable(),
  items: z.array(z.object({ id: z.string(), name: text, department: namedRef, reason: text })),
  skipped: z.array(z.object({ id: z.string(), name: text, reason: text })),
  materials: z.array(
    z.object({
      id: z.string(),
      name: text,
      reason: text,
      usedBy: z.array(z.string()),
      need: z.enum(["required", "optional"]),
      found: z.boolean(),
    }),
  ),
  promisedDays: z.number().nullable(),
});
export type Situation = z.infer<typeof situation>;
/** GET /packages/:id/questionnaire */
export const questionnaire = z.object({
  form: formDefinition,
  /** Answers known from a register or licence, with the source shown. */
  known: z.record(
    z.string(),
    z.object({ value: z.unknown(), source: z.enum(["licence", "register", "last", "counter"]), label: text }),
  ),
});
export type Questionnaire = z.infer<typeof questionnaire>;
