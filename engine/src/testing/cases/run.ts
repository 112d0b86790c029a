/** Runs test cases, each on an engine of its own with a clock that it moves. */
import type { Resource, VirtualClock, WorkflowEngine } from "../../port.ts";
import { Trace } from "../trace.ts";
import { createTestClock } from "../test-clock.ts";
import { actions } from "./actions.ts";
import { assertions } from "./assertions.ts";
import { ownActions } from "./own-actions.ts";
import type { CaseContext } from "./context.ts";
import { coverageOf } from "./coverage.ts";
import type { ProcessCoverage } from "./coverage.ts";
import { decisionCoverageOf, readTableModels } from "./decision-coverage.ts";
import type { DecisionCoverage } from "./decision-coverage.ts";
import { describeFailure, Mismatch, tokenPaths, tokenPlaces } from "./failure.ts";
import type { TestFailure } from "./failure.ts";
import type { TestCase, TestInstruction } from "./instructions.ts";
import { readProcessModels } from "./models.ts";
import type { ProcessModel } from "./models.ts";

export interface RunOptions {
  /** Deployed together before each case. */
  resources: readonly Resource[];
  cases: readonly TestCase[];
  /** A fresh engine for one case, on the given clock, e.g. `createEmbeddedEngine({ inMemory: true, clock })`. */
  engineFactory(options: { clock: VirtualClock }): WorkflowEngine | Promise<WorkflowEngine>;
  /** Called when the resources of a case are deployed: opens real workers; returns what closes them. */
  setUp?(engine: WorkflowEngine): void | (() => Promise<void>) | Promise<void | (() => Promise<void>)>;
  /** Where the clock of each case starts, epoch ms. */
  startTime?: number;
}

export interface TestCaseResult {
  readonly name: string;
  readonly passed: boolean;
  readonly failure: TestFailure | null;
}

export interface TestRunResult {
  readonly results: readonly TestCaseResult[];
  readonly passed: number;
  readonly failed: number;
  /** Over all cases together, one entry per executable process of the resources. */
  readonly coverage: readonly ProcessCoverage[];
  /** Over all cases together, one entry per decision table of the resources. */
  readonly decisionCoverage: readonly DecisionCoverage[];
}

/** Runs the cases one after another. Rejects only when the resources cannot be read or deployed. */
export async function runTestCases(options: RunOptions): Promise<TestRunResult> {
  const models = await readProcessModels(options.resources);
  const tables = readTableModels(options.resources);
  const results: TestCaseResult[] = [];
  const traces: Trace[] = [];
  for (const testCase of options.cases) {
    const { failure, trace } = await runCase(testCase, models, options);
    results.push({ name: testCase.name, passed: failure === null, failure });
    traces.push(trace);
  }
  const passed = results.filter((result) => result.passed).length;
  return {
    results,
    passed,
    failed: results.length - passed,
    coverage: coverageOf(models, traces),
    decisionCoverage: decisionCoverageOf(tables, traces),
  };
}

async function runCase(
  testCase: TestCase,
  models: readonly ProcessModel[],
  options: RunOptions,
): Promise<{ failure: TestFailure | null; trace: Trace }> {
  const clock = createTestClock(options.startTime);
  const engine = await options.engineFactory({ clock });
  const trace = Trace.follow(engine);
  const context: CaseContext = { engine, clock, trace, models, workers: [] };
  let tearDown: void | (() => Promise<void>) = undefined;
  try {
    await engine.deploy([...options.resources]);
    tearDown = await options.setUp?.(engine);
    for (const [index, instruction] of testCase.instructions.entries()) {
      try {
        await perform(context, instruction);
      } catch (error) {
        const tokens = tokenPlaces(trace, models);
        const paths = tokenPaths(trace, models);
        return { failure: describeFailure(error, index + 1, instruction.type, tokens, paths), trace };
      }
    }
    return { failure: null, trace };
  } finally {
    await Promise.all(context.workers.map((worker) => worker.close()));
    await tearDown?.();
    await trace.close();
    await engine.close();
  }
}

/** How often an instruction that finds nothing yet is tried again once the engine is idle. */
const ROUNDS = 20;

async function perform(context: CaseContext, instruction: TestInstruction): Promise<void> {
  for (let round = 1; ; round += 1) {
    await settle(context);
    try {
      await dispatch(context, instruction);
      await settle(context);
      return;
    } catch (error) {
      if (!(error instanceof Mismatch) || round === ROUNDS) throw error;
    }
  }
}

/** Waits for the engine, and gives handlers of workers their turn. */
async function settle({ engine }: CaseContext): Promise<void> {
  await engine.idle();
  await new Promise<void>((resolve) => setImmediate(resolve));
  await engine.idle();
}

type Perform = (context: CaseContext, instruction: TestInstruction) => void | Promise<void>;
/** Each entry takes the instruction of its own type, which `dispatch` picks it by. */
const TABLE = { ...actions, ...ownActions, ...assertions } as unknown as Readonly<
  Record<TestInstruction["type"], Perform>
>;

export async function dispatch(context: CaseContext, instruction: TestInstruction): Promise<void> {
  await TABLE[instruction.type](context, instruction);
}
