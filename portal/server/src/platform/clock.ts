/** The two clocks of the server: the machine's, and one that a test holds in its hand. */
import type { Clock, VirtualClock } from "@onewindow/engine";

export const systemClock: Clock = { now: () => Date.now() };

/** Stands still until it is moved. Never goes back: the law does not either. */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  const listeners = new Set<() => void>();
  const set = (epochMs: number): void => {
    if (epochMs < now) throw new RangeError(`The clock stands at ${now} and cannot go back to ${epochMs}.`);
    now = epochMs;
    for (const listener of [...listeners]) listener();
  };
  return {
    now: () => now,
    set,
    add: (ms) => set(now + ms),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Epoch milliseconds as they stand on the wire: `2026-03-02T09:00:00.000+08:00` (China has no summer time). */
export function instantOf(epochMs: number): string {
  return `${new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, -1)}+08:00`;
}
