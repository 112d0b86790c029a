import { z } from "zod";
import { date, text } from "../platform/api.ts";

/** GET /why?who=&what=&action=: `what` is a kind (`health`) or a kind and an id (`case:37078326030200017`). */
export const whyQuery = z.object({
  who: z.string().max(60).optional(),
  what: z.string().max(120),
  action: z.string().max(40).default("read"),
  /** By the posts of that day; absent: today. */
  on: date.optional(),
});

export const whyCondition = z.object({
  field: z.string(),
  name: text,
  wanted: z.array(z.string()),
  /** Null: not told to whoever may not see the thing. */
  actual: z.array(z.string()).nullable(),
  holds: z.boolean(),
});
export const whyRule = z.object({
  actions: z.array(z.string()),
  fields: z.array(z.string()).nullable(),
  conditions: z.array(whyCondition),
  holds: z.boolean(),
});
/** One capacity of the person: rights never add up, each is asked by itself. */
export const whyCapacity = z.object({
  id: z.string(),
  label: text,
  allowed: z.boolean(),
  because: text,
  rules: z.array(whyRule),
  /** Parts of the thing, and which of them are open. */
  masks: z.array(z.object({ part: z.string(), name: text, open: z.boolean() })),
});
export type WhyCapacity = z.infer<typeof whyCapacity>;
export const why = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  what: z.object({ kind: z.string(), name: text, id: z.string().nullable() }),
  action: z.object({ id: z.string(), name: text }),
  /** The posts are those of this day; `notes` say what is not known of it. */
  on: date,
  notes: z.array(text),
  allowed: z.boolean(),
  sentence: text,
  capacities: z.array(whyCapacity),
  change: z.object({ where: text, holders: z.array(z.string()) }),
});
export type Why = z.infer<typeof why>;

/** GET /why/options */
export const whyOptions = z.object({
  others: z.boolean(),
  kinds: z.array(
    z.object({
      id: z.string(),
      name: text,
      hasId: z.boolean(),
      actions: z.array(z.object({ id: z.string(), name: text })),
    }),
  ),
});
export type WhyOptions = z.infer<typeof whyOptions>;
