/** Licence identifiers (GB/T 36904, domain.md 1.9): root . type 21 . issuer . serial . version 3 . check character. */
import { mod3736 } from "./check-characters.ts";

export const identifierRoot = "1.2.156.3005.2";

export interface IdentifierParts {
  typeCode: string;
  issuerCode: string;
  serial: string;
  /** Three digits; 001 first. */
  edition: string;
}

export function makeIdentifier(parts: IdentifierParts): string {
  const check = mod3736(parts.typeCode + parts.issuerCode + parts.serial + parts.edition);
  if (check === null) throw new Error(`no licence identifier can be made of ${JSON.stringify(parts)}`);
  return [identifierRoot, parts.typeCode, parts.issuerCode, parts.serial, parts.edition, check].join(".");
}

export type IdentifierReading =
  | { kind: "right"; identifier: string; parts: IdentifierParts }
  | { kind: "bad-check-digit"; identifier: string }
  /** Not of this scheme. */
  | { kind: "other" };

/** Reads what a person typed or scanned: blanks, case and full-width characters do not matter. */
export function readIdentifier(text: string): IdentifierReading {
  const identifier = text
    .normalize("NFKC")
    .replace(/[\s\u200b。]/g, "")
    .toUpperCase();
  const match =
    /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{6,18})\.([0-9A-Z]{1,20})\.(\d{3})\.([0-9A-Z])$/.exec(
      identifier,
    );
  if (match === null) return { kind: "other" };
  const [, typeCode = "", issuerCode = "", serial = "", edition = "", check] = match;
  if (mod3736(typeCode + issuerCode + serial + edition) !== check)
    return { kind: "bad-check-digit", identifier };
  return { kind: "right", identifier, parts: { typeCode, issuerCode, serial, edition } };
}
