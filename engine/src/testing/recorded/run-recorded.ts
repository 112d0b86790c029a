/** Runs a recorded case on our engine. */
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { createTestClock } from "../test-clock.ts";
import { runScenario } from "./run-scenario.ts";
import type { RecordedCase, RecordedFamily, TracedStep } from "./scenario.ts";
import { filesOf } from "./store.ts";

/** The trace; throws when a precondition of the state was violated on the way. */
export async function runRecorded(recorded: RecordedFamily, testCase: RecordedCase): Promise<TracedStep[]> {
  const clock = createTestClock();
  const engine = await createEmbeddedEngine({ inMemory: true, clock, strict: true });
  try {
    const trace = await runScenario({
      engine,
      clock,
      deploy: filesOf(recorded, testCase.deploy),
      later: filesOf(recorded, testCase.later),
      instructions: testCase.instructions,
      definitions: recorded.definitions,
    });
    if (engine.stateViolations > 0) throw new Error(`${engine.stateViolations} preconditions were violated`);
    return JSON.parse(JSON.stringify(trace)) as TracedStep[];
  } finally {
    await engine.close();
  }
}
