/** A scenario test: a sentence, and what is done with a fresh engine, whose log is replayed after every step. */
import { test } from "node:test";
import { createHarness } from "../harness.ts";
import type { Harness } from "../harness.ts";

export function scenario(sentence: string, run: (engine: Harness) => Promise<void>): void {
  test(sentence, async () => {
    const harness = await createHarness();
    try {
      await run(harness);
      await harness.settle();
    } finally {
      await harness.close();
    }
  });
}
