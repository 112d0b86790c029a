import type { Actor } from "../platform/http/route.ts";

/** Whose message: an applicant's `person:<id>` or `enterprise:<id>`, a group of officials, or one official in the post of a group. */
export type Addressee =
  { owner: string; personIds?: string[] } | { group: string } | { official: string; group: string };

export function addressKey(to: Addressee): string {
  if ("official" in to) return `post:${to.official}:${to.group}`;
  return "group" in to ? `group:${to.group}` : to.owner;
}

/** The official of an address `post:<person>:<department>:<role>`; null: it is none. */
export function officialOf(address: string): string | null {
  return address.startsWith("post:") ? (address.split(":")[1] ?? null) : null;
}

/** Whose choices hold for an address: those of the capacity that it is read in. */
export function choiceKey(address: string): string {
  return address.startsWith("post:") ? `group:${address.split(":").slice(2).join(":")}` : address;
}

/** Whose choices the actor makes in the capacity of now. */
export function choiceKeysOf(actor: Actor): string[] {
  return [...new Set(addressesOf(actor).map(choiceKey))];
}

/** Addresses that the actor reads in the capacity of now; capacities never mix. */
export function addressesOf(actor: Actor): string[] {
  if (actor.capacityKind === "self") return [`person:${actor.personId}`];
  if (actor.capacityKind === "enterprise")
    return actor.enterpriseId === null ? [] : [`enterprise:${actor.enterpriseId}`];
  return actor.groups.flatMap((group) => [`group:${group}`, addressKey({ official: actor.personId, group })]);
}
