import type { LicenceCard } from "./api.ts";
import type { LicenceDocument, StoredLicence } from "./model.ts";
import { statusLabels, texts } from "./texts.ts";
import type { Text } from "../platform/text.ts";

/** Valid today: status 01 and within its dates. `today` is a date in Asia/Shanghai. */
export function isValid(licence: LicenceDocument, today: string): boolean {
  return whyNotValid(licence, today) === null;
}

/** Null when it is valid. */
export function whyNotValid(licence: LicenceDocument, today: string): Text | null {
  if (licence.status !== "01") return texts.notValid(labelOf(licence.status));
  if (licence.validUntil !== null && licence.validUntil < today) return texts.expiredOn(licence.validUntil);
  if (licence.validFrom > today) return texts.validFrom(licence.validFrom);
  return null;
}

export function labelOf(status: string): Text {
  return statusLabels[status] ?? { zh: status, en: status };
}

/** The status as shown: one whose last day has passed is expired, whatever is written down. */
export function statusToday(licence: LicenceDocument, today: string): LicenceDocument["status"] {
  return licence.status === "01" && licence.validUntil !== null && licence.validUntil < today
    ? "05"
    : licence.status;
}

export function cardOf(licence: StoredLicence, today: string, uses: number): LicenceCard {
  const status = statusToday(licence, today);
  return {
    id: licence.id,
    type: licence.type,
    name: licence.name,
    number: licence.number,
    identifier: licence.identifier,
    holder: licence.holder.name,
    issuer: licence.issuer.name,
    issuedOn: licence.issuedOn,
    validFrom: licence.validFrom,
    validUntil: licence.validUntil,
    status,
    statusLabel: labelOf(status),
    statusReason: licence.statusReason ?? (licence.status === "01" ? whyNotValid(licence, today) : null),
    trust: licence.trust,
    uses,
  };
}

/** 小满***馆（示例）: first two and last character of the name proper; a person keeps the family name. */
export function maskedHolder(name: string): string {
  const [, proper = "", tail = ""] = /^(.*?)(（[^（）]*）)?$/.exec(name) ?? [];
  const letters = [...proper];
  const masked =
    letters.length <= 3
      ? (letters[0] ?? "") + "*".repeat(Math.max(1, letters.length - 1))
      : letters.slice(0, 2).join("") + "*".repeat(letters.length - 3) + letters.slice(-1).join("");
  return masked + tail;
}

/** An identity card's number is the person's own: it is never shown whole to others. */
export function maskedNumber(licence: LicenceDocument): string {
  return /^\d{17}[\dX]$/.test(licence.number)
    ? `${licence.number.slice(0, 6)}********${licence.number.slice(-4)}`
    : licence.number;
}
