/** Codes that prove an address. Pure but for randomness. */
import { createHmac, randomInt, timingSafeEqual } from "node:crypto";

export const CODE_LIFE_MS = 600_000;
export const CODE_TRIES = 5;
export const CODES_AN_HOUR = 5;

export function newCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, "0");
}

/** Only this installation can make the hash, so a copy of the store tells no code. */
export function codeHash(key: Buffer, personId: string, code: string): string {
  return createHmac("sha256", key).update(`${personId}:${code}`).digest("hex");
}

export function codeHolds(key: Buffer, personId: string, code: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(codeHash(key, personId, code)), Buffer.from(hash));
}
