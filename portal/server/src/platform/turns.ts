/** Work that must not take all threads at once. */
export type Turns = <T>(run: () => Promise<T>) => Promise<T>;

/** Runs at most `most` at once, the others in their order. With `patience`, who waited longer than `ms` gets `over()`. */
export function createTurns(most: number, patience?: { ms: number; over: () => Error }): Turns {
  const waiting: { since: number; go(): void; refuse(error: Error): void }[] = [];
  let running = 0;
  const next = (): void => {
    for (let first = waiting.shift(); first !== undefined; first = waiting.shift()) {
      if (patience === undefined || performance.now() - first.since <= patience.ms) return first.go();
      first.refuse(patience.over());
    }
    running -= 1;
  };
  return async (run) => {
    if (running < most) running += 1;
    else await new Promise<void>((go, refuse) => waiting.push({ since: performance.now(), go, refuse }));
    try {
      return await run();
    } finally {
      next();
    }
  };
}
