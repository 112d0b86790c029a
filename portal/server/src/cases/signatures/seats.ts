/** The rules of a seat: what it shows, what may be done with it, what is lacking. Pure. */
import { isoInstant } from "../../clocks/index.ts";
import type { Text } from "../../platform/text.ts";
import type { PackageSigner } from "../needs.ts";
import type { Seat, SeatStatus } from "./api.ts";
import { active } from "./model.ts";
import type { StoredSignature } from "./model.ts";
import { signatureTexts as texts } from "./texts.ts";

/**
 * What a seat is now, given the hash of the content of now. A signature holds for exactly what was signed, whether or not
 * anybody has noted the change yet; a link that is not used in time has expired.
 */
export function statusOf(seat: StoredSignature, hash: string, now: number): SeatStatus {
  if (seat.state === "signed") return seat.signature?.hash === hash ? "signed" : "void";
  if (seat.state === "declined" || seat.state === "disputed") return seat.state;
  if (seat.way === "link" && seat.until <= now) return "expired";
  return seat.state === "void" ? "void" : "asked";
}

/** May the person sign, decline or object in this state? */
export function answerable(status: SeatStatus): boolean {
  return status === "asked" || status === "void" || status === "disputed";
}

/** What stands in the way of filing for one signer; empty when all whom it asks for have signed. */
export function lackingOf(
  signer: PackageSigner,
  seats: readonly StoredSignature[],
  hash: string,
  now: number,
): Text[] {
  const own = active(seats).filter((seat) => seat.signer === signer.id);
  if (own.length === 0) return [texts.lacks.none(signer.name)];
  return own.flatMap((seat) => {
    const status = statusOf(seat, hash, now);
    return status === "signed" ? [] : [texts.lacks[status](signer.name, seat.party.name)];
  });
}

/** Who signed before and is not asked now. */
export function notAsked<T extends { signer: string; name: string }>(
  signer: PackageSigner,
  known: readonly T[],
  seats: readonly StoredSignature[],
): T[] {
  const asked = active(seats).filter((seat) => seat.signer === signer.id);
  // another person instead of one who signed before is the applicant's to choose
  const left = known.filter(
    (party) => party.signer === signer.id && !asked.some((seat) => sameName(seat.party.name, party.name)),
  );
  return left.slice(
    0,
    Math.max(0, known.filter((party) => party.signer === signer.id).length - asked.length),
  );
}

export function maskedPhone(phone: string): string {
  return phone.length < 7 ? "" : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

export function sameName(a: string, b: string): boolean {
  const plain = (name: string): string =>
    name
      .normalize("NFKC")
      .replace(/[\s·•.]/g, "")
      .toLowerCase();
  return plain(a) !== "" && plain(a) === plain(b);
}

export function wireSeat(seat: StoredSignature, hash: string, now: number, name: string | null): Seat {
  const status = statusOf(seat, hash, now);
  return {
    id: seat.id,
    signer: seat.signer,
    role: seat.role,
    name: seat.party.name,
    phone: maskedPhone(seat.party.phone),
    way: seat.way,
    status,
    until: seat.way === "link" ? isoInstant(seat.until) : null,
    askedAt: isoInstant(seat.askedAt),
    remindedAt: seat.remindedAt === null ? null : isoInstant(seat.remindedAt),
    openedAt: seat.openedAt === null ? null : isoInstant(seat.openedAt),
    contentVersion: seat.contentVersion,
    signedAt: status === "signed" && seat.signature !== null ? isoInstant(seat.signature.at) : null,
    hash: status === "signed" && seat.signature !== null ? seat.signature.hash.slice(0, 12) : null,
    reason: seat.reason,
    mine: seat.way === "here" && name !== null && sameName(seat.party.name, name) ? hash : null,
  };
}
