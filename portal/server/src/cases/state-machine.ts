/** The states of an item (domain.md 1.2, 1.2a) as one table: who may go where, and what guards the way. Pure. */
import type { ItemStatus } from "./api.ts";

export interface ItemFacts {
  acceptance: "window" | "department" | "none";
  /** The item has an accepted-at moment. */
  accepted: boolean;
  /** A decision stands. */
  decision: "grant" | "refuse" | null;
  /** 容缺 materials are still missing. */
  missingMaterials: number;
}

/** Null: the way is free; otherwise the name of the rule that bars it. */
type Guard = (facts: ItemFacts) => string | null;

const free: Guard = () => null;
const systemCheck: Guard = (facts) => (facts.acceptance === "none" ? null : "needs-acceptance");
const humanItem: Guard = (facts) => (facts.acceptance === "none" ? "system-check" : null);
const granted: Guard = (facts) =>
  facts.decision !== "grant" ? "needs-grant" : facts.missingMaterials > 0 ? "materials-missing" : null;
const refused: Guard = (facts) => (facts.decision === "refuse" ? null : "needs-refusal");

/** Ends from which nothing follows. */
export const finalStates: ReadonlySet<ItemStatus> = new Set([
  "NOT_ACCEPTED",
  "CLOSED",
  "WITHDRAWN",
  "LAPSED",
  "TERMINATED",
]);
/** A decision stands: neither withdrawal nor termination any more. */
export const decidedStates: ReadonlySet<ItemStatus> = new Set([
  "GRANTED",
  "REFUSED",
  "CERTIFYING",
  "READY",
  "DELIVERED",
  "CLOSED",
]);

const beforeDecision: Partial<Record<ItemStatus, Guard>> = { WITHDRAWN: free, TERMINATED: free };

export const transitions: Readonly<Record<ItemStatus, Partial<Record<ItemStatus, Guard>>>> = {
  WAITING: { RECEIVED: humanItem, IN_REVIEW: systemCheck, ...beforeDecision },
  SUBMITTED: {
    RECEIVED: humanItem,
    WAITING: free,
    IN_REVIEW: systemCheck,
    ACCEPTED: humanItem,
    ...beforeDecision,
  },
  RECEIVED: { SUPPLEMENT: humanItem, NOT_ACCEPTED: humanItem, ACCEPTED: humanItem, ...beforeDecision },
  SUPPLEMENT: { RECEIVED: humanItem, ACCEPTED: humanItem, LAPSED: free, ...beforeDecision },
  ACCEPTED: { IN_REVIEW: free, APPROVAL: free, ...beforeDecision },
  IN_REVIEW: { SUSPENDED: humanItem, APPROVAL: humanItem, CLOSED: systemCheck, ...beforeDecision },
  SUSPENDED: { IN_REVIEW: free, ...beforeDecision },
  APPROVAL: { IN_REVIEW: free, GRANTED: granted, REFUSED: refused, ...beforeDecision },
  GRANTED: { CERTIFYING: free, READY: free },
  REFUSED: { READY: free },
  CERTIFYING: { READY: free },
  READY: { DELIVERED: free },
  DELIVERED: { CLOSED: free },
  CLOSED: {},
  NOT_ACCEPTED: {},
  WITHDRAWN: {},
  LAPSED: {},
  TERMINATED: {},
};

export type Verdict = { allowed: true } | { allowed: false; rule: string };

/** May an item go from one state to another? `rule` names what bars it: `no-way`, or the guard. */
export function mayGo(from: ItemStatus, to: ItemStatus, facts: ItemFacts): Verdict {
  const guard = transitions[from][to];
  if (guard === undefined) return { allowed: false, rule: "no-way" };
  const rule = guard(facts);
  return rule === null ? { allowed: true } : { allowed: false, rule };
}

/** Least advanced first: the case shows the first of these that an open item is in. */
const order: readonly ItemStatus[] = [
  "SUPPLEMENT",
  "SUBMITTED",
  "RECEIVED",
  "ACCEPTED",
  "SUSPENDED",
  "IN_REVIEW",
  "APPROVAL",
  "GRANTED",
  "REFUSED",
  "CERTIFYING",
  "READY",
  "DELIVERED",
  "WAITING",
];

/** The case's status while items are open: the least advanced one (1.2a rule 1); null when all have ended. */
export function derivedStatus(statuses: readonly ItemStatus[]): ItemStatus | null {
  return order.find((status) => statuses.includes(status)) ?? null;
}

export type Ending =
  "checked" | "granted" | "refused" | "not-accepted" | "terminated" | "withdrawn" | "lapsed";

/** 办结 when all succeeded, 未办成 when none that somebody decides did, 部分办结 otherwise. */
export function derivedOutcome(results: readonly Ending[]): "DONE" | "PARTLY_DONE" | "NOT_DONE" {
  if (results.every((result) => result === "granted" || result === "checked")) return "DONE";
  return results.includes("granted") ? "PARTLY_DONE" : "NOT_DONE";
}
