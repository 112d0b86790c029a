/** Who applies, and what identity holds of them. */
import type { IdentityArea } from "../identity/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { AccountNeeds } from "./needs.ts";
import { errorTexts } from "./texts.ts";

/** Second place of a credit code that market supervision gave: 1 enterprise, 2 individual business (GB 32100). */
const INDIVIDUAL_BUSINESS = "92";

export function createAccounts(
  identity: Pick<IdentityArea, "personFacts" | "enterprise" | "enterprisesOf">,
): AccountNeeds {
  return {
    async facts(actor: Actor) {
      const person = await identity.personFacts(actor.personId);
      const facts = {
        name: person?.name,
        phone: person?.phone,
        idNumber: person?.idNumber,
        address: person?.address,
      };
      return Object.fromEntries(
        Object.entries(facts).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
    },
    async applicant(actor) {
      if (actor.enterpriseId === null)
        return { kind: "person", id: actor.personId, name: { zh: actor.name, en: actor.name } };
      const enterprise = await identity.enterprise(actor.enterpriseId);
      if (enterprise === null) throw new NotFoundError(errorTexts.noApplicant);
      return { kind: "enterprise", id: enterprise.id, name: enterprise.name };
    },
    async kindOf(applicant) {
      if (applicant.kind === "person") return "person";
      const enterprise = await identity.enterprise(applicant.id);
      return enterprise?.uscc.startsWith(INDIVIDUAL_BUSINESS) ? "individual-business" : "enterprise";
    },
    async isOwn(personId, applicant) {
      if (applicant.kind === "person") return applicant.id === personId;
      return (await identity.enterprisesOf(personId)).some((enterprise) => enterprise.id === applicant.id);
    },
  };
}
