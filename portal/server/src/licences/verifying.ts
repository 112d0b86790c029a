/** The check of a licence by anyone: genuine, in force, or what is wrong. */
import { isoInstant, localDate } from "../clocks/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Verification } from "./api.ts";
import type { LicencesService } from "./contract.ts";
import { readIdentifier } from "./identifier.ts";
import { licences } from "./model.ts";
import type { LicenceContent } from "./ports.ts";
import { texts } from "./texts.ts";
import { cardOf, labelOf, maskedHolder, maskedNumber, statusToday } from "./wire.ts";

export function createVerifying(
  platform: Platform,
  content: LicenceContent,
): Pick<LicencesService, "verify"> {
  const { store, clock } = platform;
  const collection = store.collection(licences);
  return {
    async verify(text) {
      const answer = (
        result: Verification["result"],
        licence: Verification["licence"] = null,
      ): Verification => ({
        result,
        message: texts.verdict[result],
        checkedAt: isoInstant(clock.now()),
        licence,
      });
      const reading = readIdentifier(text);
      if (reading.kind === "other") return answer("foreign");
      if (reading.kind === "bad-check-digit") return answer("bad-check-digit");
      const licence = await collection.first({ filter: { eq: ["identifier", reading.identifier] } });
      if (licence === null) {
        const { typeCode, issuerCode } = reading.parts;
        const ours = content
          .licenceTypes()
          .some((type) => type.code === typeCode && content.organ(type.issuer)?.uscc === issuerCode);
        return answer(ours ? "not-found" : "foreign");
      }
      const day = localDate(clock.now());
      const card = cardOf(licence, day, 0);
      // one that begins later is genuine and not struck off; its first day is said beside it
      return answer(statusToday(licence, day) === "01" ? "valid" : "not-valid", {
        name: licence.name,
        number: maskedNumber(licence),
        identifier: licence.identifier,
        issuer: licence.issuer.name,
        holderMasked: maskedHolder(licence.holder.name.zh),
        issuedOn: licence.issuedOn,
        validFrom: licence.validFrom,
        validUntil: licence.validUntil,
        statusLabel: labelOf(statusToday(licence, day)),
        statusReason: card.statusReason,
      });
    },
  };
}
