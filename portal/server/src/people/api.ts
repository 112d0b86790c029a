import { z } from "zod";
import { date, instant, text } from "../platform/api.ts";

export const postState = z.enum(["current", "future", "ended", "waiting"]);

/** GET /people (A1) */
export const peopleQuery = z.object({
  /** Beginning of the user name or the name. */
  q: z.string().trim().max(60).optional(),
  department: z.string().max(60).optional(),
  role: z.string().max(60).optional(),
  state: postState.optional(),
  after: z.string().max(400).optional(),
});
export const peoplePage = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      name: z.string(),
      active: z.boolean(),
      posts: z.array(z.object({ label: text, state: postState, until: date.nullable() })),
    }),
  ),
  total: z.int(),
  next: z.string().nullable(),
  /** Departments with the roles that the policy knows in each. */
  departments: z.array(
    z.object({
      id: z.string(),
      name: text,
      roles: z.array(z.object({ id: z.string(), name: text })),
    }),
  ),
});
export type PeoplePage = z.infer<typeof peoplePage>;

/** A right in words: may do what, with what, on which condition, which parts of it. */
export const rightInWords = z.object({
  actions: z.array(text),
  thing: text,
  conditions: z.array(text),
  parts: z.array(text).nullable(),
});

export const personPost = z.object({
  id: z.string(),
  label: text,
  state: postState,
  from: date.nullable(),
  until: date.nullable(),
  given: z.object({ by: z.string(), at: instant }).nullable(),
  ended: z.object({ by: z.string(), at: instant, reason: z.string() }).nullable(),
  rights: z.array(rightInWords),
  /** Whether the reader may confirm it as the second person. */
  mayConfirm: z.boolean(),
});
export type PersonPost = z.infer<typeof personPost>;

/** GET /people/:id */
export const personDetail = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  active: z.boolean(),
  self: z.boolean(),
  temporaryUntil: instant.nullable(),
  posts: z.array(personPost),
});
export type PersonDetail = z.infer<typeof personDetail>;

/** GET /people/holders?department=&role= */
export const holdersQuery = z.object({ department: z.string().max(60), role: z.string().max(60) });
export const postHolders = z.object({
  label: text,
  rights: z.array(rightInWords),
  holders: z.array(
    z.object({ id: z.string(), name: z.string(), from: date.nullable(), until: date.nullable() }),
  ),
});
export type PostHolders = z.infer<typeof postHolders>;

/** POST /people */
export const newPerson = z.strictObject({
  username: z.string().max(100),
  name: z.string().max(100),
});
/** A password for one sign-in, shown once. */
export const givenPassword = z.object({
  id: z.string(),
  username: z.string(),
  password: z.string(),
  until: instant,
});
export type GivenPassword = z.infer<typeof givenPassword>;

/** POST /people/:id/posts, and its preview */
export const newPost = z.strictObject({
  department: z.string().max(60),
  roles: z.array(z.string().max(60)).min(1).max(6),
  from: date.nullish(),
  until: date.nullish(),
});
export type NewPost = z.infer<typeof newPost>;
export const postPreview = z.object({
  label: text,
  /** How many of each the person cannot see in any present capacity, and could then. */
  newly: z.object({ cases: z.int(), tasks: z.int() }),
  rights: z.array(rightInWords),
  secondPerson: z.boolean(),
});
export type PostPreview = z.infer<typeof postPreview>;

/** GET /posts/:id/end: what would follow. */
export const endPreview = z.object({
  openTasks: z.int(),
  /** Why it cannot be ended now; null: it can. */
  barred: text.nullable(),
});
export type EndPreview = z.infer<typeof endPreview>;
/** POST /posts/:id/end. `until`: last day; null: now. */
export const endPost = z.strictObject({
  until: date.nullable(),
  reason: z.string().trim().min(1).max(500),
});
export type EndPost = z.infer<typeof endPost>;
