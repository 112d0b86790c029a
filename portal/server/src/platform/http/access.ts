/** What routes ask before they run; the identity area answers. */
import type { Request } from "express";
import type { Actor } from "./route.ts";

export interface AccessPort {
  /** The caller by the request's session, or null without a valid one. */
  actorOf(req: Request): Promise<Actor | null>;
  /** Whether the write carries the token of its own session. */
  csrfHolds(req: Request, actor: Actor): boolean;
  /** Whether the caller has any rule at all for this. */
  may(actor: Actor, action: string, subject: string): boolean;
}
