/** From which day until which a post or a mandate holds; both days count, and a missing one is open. */
import type { Clock } from "@onewindow/engine";
import { instantOf } from "../platform/clock.ts";

export interface Tenure {
  from?: string | null | undefined;
  until?: string | null | undefined;
}

/** The day in Asia/Shanghai, e.g. `2026-03-02`. */
export const today = (clock: Clock): string => instantOf(clock.now()).slice(0, 10);

/** Does it hold on that day? ISO days compare as texts. */
export const holdsOn = ({ from, until }: Tenure, day: string): boolean =>
  (from == null || from <= day) && (until == null || day <= until);
