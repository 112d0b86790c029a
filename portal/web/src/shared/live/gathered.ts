/**
 * Hints that come thick and fast: the first of a kind counts at once, those that follow within the pause count together
 * at its end; while they go on the pauses grow. On a busy day an inbox is so read again every few seconds, not for each
 * of a hundred tasks, and on a quiet one at once.
 */
export interface Gathered {
  add(key: readonly string[]): void;
  /** Drops what still waits. */
  stop(): void;
}

const SHORTEST_MS = 250;
const LONGEST_MS = 4_000;

export function gathered(apply: (key: readonly string[]) => void): Gathered {
  const paused = new Map<string, { timer: ReturnType<typeof setTimeout>; again: boolean }>();
  const now = (key: readonly string[], name: string, pauseMs = SHORTEST_MS): void => {
    const timer = setTimeout(() => {
      const { again } = paused.get(name) ?? { again: false };
      paused.delete(name);
      if (again) now(key, name, Math.min(pauseMs * 2, LONGEST_MS));
    }, pauseMs);
    paused.set(name, { timer, again: false });
    apply(key);
  };
  return {
    add(key) {
      const name = JSON.stringify(key);
      const running = paused.get(name);
      if (running === undefined) now(key, name);
      else running.again = true;
    },
    stop() {
      for (const { timer } of paused.values()) clearTimeout(timer);
      paused.clear();
    },
  };
}
