import { z } from "zod";
import { instant } from "../platform/api.ts";

/** What people may look at together. */
export const presenceKind = z.enum(["task", "case", "draft"]);
export type PresenceKind = z.infer<typeof presenceKind>;
/** POST /presence/:kind/:id: says that the caller looks, again and again; answers who else does. */
export const presence = z.object({
  others: z.array(
    z.object({
      name: z.string(),
      since: instant,
      /** The caller's own, in another browser. */
      me: z.boolean(),
    }),
  ),
});
export type Presence = z.infer<typeof presence>;
