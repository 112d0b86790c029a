/** Clocks: the system's, and one that a test moves. */
import type { Clock, VirtualClock } from "../port.ts";

export function systemClock(): Clock {
  return { now: () => Date.now() };
}

/** Starts at `startMs` (epoch ms) and stands still until it is moved; it never runs backwards. */
export function createVirtualClock(startMs: number): VirtualClock {
  let time = startMs;
  const listeners = new Set<() => void>();
  const move = (to: number): void => {
    if (!Number.isFinite(to) || to < time) {
      throw new RangeError(`a virtual clock moves forward only: it shows ${time}, asked for ${to}`);
    }
    time = to;
    for (const listener of [...listeners]) listener();
  };
  return {
    now: () => time,
    set: move,
    add: (ms) => move(time + ms),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function isVirtual(clock: Clock): clock is VirtualClock {
  return "onChange" in clock;
}

/** How the engine waits; tests may inject their own. */
export interface TimerHost {
  /** Calls back after `ms`; answers what ends the wait. */
  after(ms: number, callback: () => void): () => void;
}

const LONGEST = 2 ** 31 - 1;

/** Real timers that keep no process alive. */
export const systemTimers: TimerHost = {
  after(ms, callback) {
    const handle = setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST));
    handle.unref();
    return () => clearTimeout(handle);
  },
};
