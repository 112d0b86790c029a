/** Runs one scenario on an engine and gives its normalized trace, step by step. */
import type { Resource, VirtualClock } from "../../port.ts";
import { RejectionError } from "../../port.ts";
import { Mismatch } from "../cases/failure.ts";
import { dispatch } from "../cases/run.ts";
import type { CaseContext, CaseEngine } from "../cases/context.ts";
import type { TestInstruction } from "../cases/instructions.ts";
import { readProcessModels } from "../cases/models.ts";
import { Trace } from "../trace.ts";
import type { TracedStep } from "./scenario.ts";
import { TraceLines } from "./trace-lines.ts";

export interface ScenarioRun {
  readonly engine: CaseEngine;
  readonly clock: VirtualClock;
  readonly deploy: readonly Resource[];
  readonly later: readonly Resource[];
  readonly instructions: readonly TestInstruction[];
  /** Waits until the step of this number stands still (0 is the deployment); `lines` are those of it so far. */
  settle?(step: number, lines: () => TracedStep["scopes"]): Promise<void>;
  /** Deployed and deleted definitions show in the trace. */
  readonly definitions?: true | undefined;
}

/** Keys differ from run to run. */
const LONG_KEY = /\d{16,}/g;

/** A refusal by the engine is part of the trace, and so is that there was nothing to act on. */
export async function runScenario(run: ScenarioRun): Promise<TracedStep[]> {
  const { engine, clock, deploy, later, instructions } = run;
  const lines = new TraceLines(clock.now(), run.definitions);
  const trace = Trace.follow(engine, "scenario");
  const reader = engine.subscribe({
    name: "lines",
    from: 1,
    onRecords: (records) => records.forEach((record) => lines.take(record)),
  });
  const all = [...deploy, ...later];
  const files = new Map(all.map(({ name, content }) => [name, content]));
  const context: CaseContext = { engine, clock, trace, models: [], files, workers: [] };
  const steps: TracedStep[] = [];
  const step = async (act: () => Promise<void>): Promise<boolean> => {
    let rejected: { rejected: string; reason?: string } | undefined;
    try {
      await act();
    } catch (error) {
      if (error instanceof RejectionError) {
        rejected = { rejected: error.code, reason: error.message.replace(LONG_KEY, "…") };
      } else if (error instanceof Mismatch) rejected = { rejected: "NOTHING_TO_ACT_ON" };
      else throw error;
    }
    if (run.settle === undefined) await engine.idle();
    else await run.settle(steps.length, () => lines.peek());
    const scopes = lines.step();
    steps.push({ ...rejected, scopes });
    return rejected === undefined;
  };
  try {
    await step(async () => {
      await engine.deploy([...deploy]);
    });
    const models = steps[0]?.rejected === undefined ? await readProcessModels(all) : [];
    for (const [index, instruction] of instructions.entries()) {
      await step(() => dispatch({ ...context, models }, instruction)).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`instruction ${index + 1} (${instruction.type}): ${reason}`, { cause: error });
      });
    }
    return steps;
  } finally {
    await trace.close();
    await reader.close();
  }
}
