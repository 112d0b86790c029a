/** A clock that stands still until a test moves it. */
import type { VirtualClock } from "../port.ts";

/** 2026-01-05T00:00:00Z, a Monday. */
export const TEST_START = Date.UTC(2026, 0, 5);

export function createVirtualClock(startMs: number = TEST_START): VirtualClock {
  let now = startMs;
  const listeners = new Set<() => void>();
  const moveTo = (epochMs: number): void => {
    now = epochMs;
    for (const listener of [...listeners]) listener();
  };
  return {
    now: () => now,
    set: moveTo,
    add: (ms) => moveTo(now + ms),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
