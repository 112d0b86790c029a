/** The clock of tests: stands at a Monday until it is moved. */
import { createVirtualClock } from "../embedded/clock.ts";
import type { VirtualClock } from "../port.ts";

/** 2026-01-05T00:00:00Z, a Monday. */
export const TEST_START = Date.UTC(2026, 0, 5);

export function createTestClock(startMs: number = TEST_START): VirtualClock {
  return createVirtualClock(startMs);
}
