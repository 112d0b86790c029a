import type { Actor } from "../platform/http/route.ts";

/** Whose matter it is when this actor acts: capacities are never mixed. A post owns nothing. */
export function ownerKeyOf(actor: Actor): string | null {
  if (actor.capacityKind === "self") return `person:${actor.personId}`;
  if (actor.capacityKind === "enterprise" && actor.enterpriseId !== null)
    return `enterprise:${actor.enterpriseId}`;
  return null;
}
