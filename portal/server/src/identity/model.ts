import { z } from "zod";
import { text } from "../platform/api.ts";
import { display } from "./api.ts";
import { defineCollection, type Stored } from "../platform/store/port.ts";

/** A password as stored: scrypt with the parameters it was made with. */
export const passwordHash = z.object({
  algorithm: z.literal("scrypt"),
  cost: z.number().int(),
  blockSize: z.number().int(),
  parallelization: z.number().int(),
  salt: z.string(),
  hash: z.string(),
});
export type PasswordHash = z.infer<typeof passwordHash>;

export const personDocument = z.object({
  /** Lower case. */
  username: z.string(),
  name: z.string(),
  language: z.enum(["zh", "en"]),
  password: passwordHash,
  /** Personal data; null for staff. */
  idNumber: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  /** False: may no longer sign in. */
  active: z.boolean(),
  /** The password was given by an administrator: good until then (real time, epoch ms), to choose one's own. */
  temporary: z.object({ until: z.number() }).nullish(),
  /** Demo accounts are named on the sign-in page; what to show there. */
  demo: z.object({ order: z.number(), who: text }).nullable(),
  /** Absent until the person chose. */
  display: display.optional(),
});
export type PersonDocument = z.infer<typeof personDocument>;
export type StoredPerson = PersonDocument & Stored;
export const persons = defineCollection<PersonDocument>({
  name: "persons",
  schema: personDocument,
  indexes: [{ fields: ["demo.order"] }, { fields: ["name"] }],
  unique: [["username"]],
});

export const enterpriseDocument = z.object({
  name: text,
  uscc: z.string(),
  legalRepresentative: z.string(),
  phone: z.string(),
  /** Division code of the town (towns.csv), street address. */
  town: z.string(),
  address: z.string(),
  businessScope: z.string(),
  establishedOn: z.iso.date(),
  /** Who may act for it: its owner, and agents within what their mandate allows and while it runs. */
  members: z.array(
    z.object({
      personId: z.string(),
      role: z.enum(["owner", "agent"]),
      /** Names under `mandates` in policy.yaml; absent: everything that the owner may. */
      scope: z.array(z.string()).optional(),
      from: z.iso.date().nullish(),
      until: z.iso.date().nullish(),
    }),
  ),
});
export type EnterpriseDocument = z.infer<typeof enterpriseDocument>;
export type StoredEnterprise = EnterpriseDocument & Stored;
export const enterprises = defineCollection<EnterpriseDocument>({
  name: "enterprises",
  schema: enterpriseDocument,
  indexes: [{ fields: ["members.personId"] }],
  unique: [["uscc"]],
});

/** A person holds a role in a department. */
export const postDocument = z.object({
  personId: z.string(),
  department: z.string(),
  /** First of `roles`: what the post is called. */
  role: z.string(),
  roles: z.array(z.string()),
  /** `<department>:<role>`, one per role. */
  groups: z.array(z.string()),
  active: z.boolean(),
  /** First and last day; a post of before posts were dated has neither. */
  from: z.iso.date().nullish(),
  until: z.iso.date().nullish(),
  /** Who gave it, when (epoch ms). */
  given: z.object({ by: z.string(), at: z.number() }).nullish(),
  ended: z.object({ by: z.string(), at: z.number(), reason: z.string() }).nullish(),
  /** Waits for a second administrator; it holds nothing meanwhile. */
  waiting: z.boolean().nullish(),
});
export type PostDocument = z.infer<typeof postDocument>;
export type StoredPost = PostDocument & Stored;
export const posts = defineCollection<PostDocument>({
  name: "posts",
  schema: postDocument,
  indexes: [
    { fields: ["personId"] },
    { fields: ["groups"] },
    { fields: ["department"] },
    { fields: ["until"] },
  ],
  unique: [],
});

/** The id is the sha-256 of the cookie's token: who reads the store cannot sign in with it. Times are real, epoch ms. */
export const sessionDocument = z.object({
  personId: z.string(),
  capacityId: z.string(),
  createdAt: z.number(),
  seenAt: z.number(),
  expiresAt: z.number(),
});
export type SessionDocument = z.infer<typeof sessionDocument>;
export type StoredSession = SessionDocument & Stored;
export const sessions = defineCollection<SessionDocument>({
  name: "sessions",
  schema: sessionDocument,
  indexes: [{ fields: ["personId"] }, { fields: ["expiresAt"] }],
  unique: [],
});

/** Failed sign-ins of one account from one address; the id is a hash of both. */
export const attemptDocument = z.object({ failures: z.number(), lastAt: z.number(), waitUntil: z.number() });
export const attempts = defineCollection<z.infer<typeof attemptDocument>>({
  name: "login-attempts",
  schema: attemptDocument,
  indexes: [{ fields: ["lastAt"] }],
  unique: [],
});
