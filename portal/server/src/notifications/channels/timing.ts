/** When a message leaves the house. Pure; civil time of the county (+08:00). Instants are epoch ms. */
import { addDays, localDate, localInstant } from "../../clocks/index.ts";

/** What a message is about: you must act, your wait changed, an act is served on you, you asked for it just now. */
export type MessageEvent = "act" | "progress" | "service" | "asked";

export interface Pace {
  /** Nothing is sent from 21:00 to 08:00. */
  quiet: boolean;
  /** News once a day at 18:00, as one message. */
  digest: boolean;
}

const QUIET_FROM = "21:00";
const QUIET_UNTIL = "08:00";
const DIGEST_AT = "18:00";

/** What may wait for the day's digest: only news. */
export function inDigest(event: MessageEvent, pace: Pace, urgent: boolean): boolean {
  return pace.digest && event === "progress" && !urgent;
}

/** The moment from which a message may be sent. Urgent ones and what was asked for just now wait for nothing. */
export function sendAt(now: number, event: MessageEvent, pace: Pace, urgent: boolean): number {
  if (urgent || event === "asked") return now;
  if (inDigest(event, pace, urgent)) {
    const today = localInstant(localDate(now), DIGEST_AT);
    return now <= today ? today : localInstant(addDays(localDate(now), 1), DIGEST_AT);
  }
  if (!pace.quiet) return now;
  const today = localDate(now);
  if (now < localInstant(today, QUIET_UNTIL)) return localInstant(today, QUIET_UNTIL);
  if (now >= localInstant(today, QUIET_FROM)) return localInstant(addDays(today, 1), QUIET_UNTIL);
  return now;
}

const WAITS_MS = [30_000, 120_000, 600_000, 3_600_000, 14_400_000];
/** The last try; after it a message is a dead letter. */
export const TRIES = WAITS_MS.length + 1;

/** When to try again after so many tries; null: no more. */
export function retryAt(now: number, tries: number): number | null {
  const wait = WAITS_MS[tries - 1];
  return wait === undefined ? null : now + wait;
}
