import { z } from "zod";
import { date, instant, text } from "../platform/api.ts";

/** What a person may act as, one at a time; rights never add up. */
export const capacity = z.object({
  id: z.string(),
  kind: z.enum(["self", "enterprise", "post"]),
  /** 以 张某某·本人 身份 */
  label: text,
  enterprise: z.object({ id: z.string(), name: text, uscc: z.string() }).nullable(),
  post: z
    .object({
      id: z.string(),
      department: z.string(),
      departmentName: text,
      role: z.string(),
      roleName: text,
    })
    .nullable(),
  /** Where this capacity starts: `/`, `/w/inbox`, `/a/health`. */
  landing: z.string(),
  /** Last day of a dated post or mandate. */
  until: date.nullable(),
  /** What an agent may do for the enterprise; null: no bounds of a mandate. */
  scope: text.nullable(),
});
export type Capacity = z.infer<typeof capacity>;

/** How a person wants pages shown, on every device; null until something was chosen. */
export const display = z.object({
  /** Per cent of the standard size. */
  textSize: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(175), z.literal(200)]),
  /** 长辈版: large type, large targets, nothing that pops up; the citizen's pages only. */
  elder: z.boolean(),
  /** Whether a single letter may be a key (WCAG 2.1.4). */
  singleKeys: z.boolean(),
});
export type Display = z.infer<typeof display>;

export const session = z.object({
  person: z.object({ id: z.string(), name: z.string(), initial: z.string(), language: z.enum(["zh", "en"]) }),
  actingAs: capacity,
  capacities: z.array(capacity),
  /** Sent back as header `X-CSRF-Token` with every write. */
  csrfToken: z.string(),
  expiresAt: instant,
  unreadMessages: z.number(),
  /** What this capacity may do, for menus and buttons: `tasks.decide`, `health.view`, … */
  abilities: z.array(z.string()),
  display: display.nullable(),
});
export type Session = z.infer<typeof session>;

/** GET /session: for pages that visitors read, too; nobody signed in is an answer like another. */
export const sessionAnswer = z.object({ session: session.nullable() });
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const loginRequest = z.object({
  username: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
  /** Chosen at the first sign-in with a password that an administrator gave. */
  newPassword: z.string().max(200).optional(),
});
export const actAsRequest = z.object({ capacityId: z.string() });

/** GET /server: public facts of this installation. `demoAccounts` is empty unless the demo county is seeded. */
export const serverInfo = z.object({
  county: text,
  serverTime: instant,
  virtualClock: z.boolean(),
  hotline: z.string(),
  demoAccounts: z.array(z.object({ username: z.string(), password: z.string(), who: text })),
});
export type ServerInfo = z.infer<typeof serverInfo>;
