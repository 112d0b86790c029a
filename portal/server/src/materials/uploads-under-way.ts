/** Uploads that are being received, scanned and inspected: whoever submits waits for those of the same owner. */

export interface UploadsUnderWay {
  /** Runs one, counted until it is over, however it ends. */
  during<T>(owner: string, run: () => Promise<T>): Promise<T>;
  /** Resolves when none of the owner's is left that was under way when this was asked. */
  over(owner: string): Promise<void>;
}

export function createUploadsUnderWay(): UploadsUnderWay {
  const running = new Map<string, Set<Promise<unknown>>>();
  return {
    async during(owner, run) {
      const upload = run();
      const mine = running.get(owner) ?? new Set();
      running.set(owner, mine.add(upload));
      try {
        return await upload;
      } finally {
        mine.delete(upload);
        if (mine.size === 0 && running.get(owner) === mine) running.delete(owner);
      }
    },
    async over(owner) {
      await Promise.allSettled(running.get(owner) ?? []);
    },
  };
}
