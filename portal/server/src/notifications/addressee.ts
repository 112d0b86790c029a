import type { Actor } from "../platform/http/route.ts";

/** Whose message: an applicant's `person:<id>` or `enterprise:<id>`, or a group of officials. */
export type Addressee = { owner: string; personIds?: string[] } | { group: string };

export function addressKey(to: Addressee): string {
  return "group" in to ? `group:${to.group}` : to.owner;
}

/** Addresses that the actor reads in the capacity of now; capacities never mix. */
export function addressesOf(actor: Actor): string[] {
  if (actor.capacityKind === "self") return [`person:${actor.personId}`];
  if (actor.capacityKind === "enterprise")
    return actor.enterpriseId === null ? [] : [`enterprise:${actor.enterpriseId}`];
  return actor.groups.map((group) => `group:${group}`);
}
