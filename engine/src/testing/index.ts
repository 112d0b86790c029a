/** The test kit: a BPMN builder, a virtual clock, a trace of what happened, and Camunda's test cases. */
export { processModel, ProcessBuilder, ScopeBuilder, toXml } from "./bpmn-builder.ts";
export type { ProcessOptions } from "./bpmn-builder.ts";
export type { ActivityOptions, EventOptions, JobOptions, UserTaskOptions } from "./bpmn-parts.ts";
export { createTestClock, TEST_START } from "./test-clock.ts";
export { createHarness, Harness } from "./harness.ts";
export type { HarnessOptions } from "./harness.ts";
export { Trace } from "./trace.ts";
export type {
  TracedDecision,
  TracedElement,
  TracedIncident,
  TracedJob,
  TracedState,
  TracedSubscription,
  TracedUserTask,
} from "./trace.ts";
export { runTestCases } from "./cases/run.ts";
export type { RunOptions, TestCaseResult, TestRunResult } from "./cases/run.ts";
export { readTestCases, TestCaseError } from "./cases/read.ts";
export type { TestCase, TestInstruction } from "./cases/instructions.ts";
export type { TestFailure, TokenPath, TokenPlace } from "./cases/failure.ts";
export { joinDecisionCoverage } from "./cases/decision-coverage.ts";
export type { DecisionCoverage } from "./cases/decision-coverage.ts";
export { joinProcessCoverage } from "./cases/coverage.ts";
export type { ProcessCoverage } from "./cases/coverage.ts";
