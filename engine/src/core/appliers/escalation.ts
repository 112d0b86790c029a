/** Thrown escalations are history only: what they led to has its own events. */
import type { Appliers } from "../appliers.ts";

type Names = Extract<keyof Appliers, `ESCALATION${string}`>;

export const escalationAppliers: Appliers<Names> = {
  "ESCALATION.ESCALATED": () => undefined,
  "ESCALATION.NOT_ESCALATED": () => undefined,
};
