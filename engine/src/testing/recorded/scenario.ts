/** A scenario that both engines run, and what came of it. */
import type { Resource } from "../../port.ts";
import type { TestInstruction } from "../cases/instructions.ts";

export interface Scenario {
  /** A sentence; unique in its family. */
  readonly name: string;
  /** Deployed together first; those that only `DEPLOY` names are in `later`. */
  readonly resources: readonly Resource[];
  readonly later?: readonly Resource[];
  readonly instructions: readonly TestInstruction[];
}

export interface Family {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
  /** The texts of refusals are recorded and compared too. */
  readonly reasons?: true;
  /** What is deployed and deleted shows in the trace, with its version. */
  readonly definitions?: true;
}

/** What one instruction led to: lines in order by scope, `rejected` when it was refused. */
export interface TracedStep {
  readonly rejected?: string;
  /** The text of the refusal, where it is compared. */
  readonly reason?: string;
  readonly scopes: Readonly<Record<string, readonly string[]>>;
}

/** A family as data: its files once, its cases in Camunda's format, and the traces of the real engine. */
export interface RecordedFamily {
  /** The real engine that was recorded. */
  readonly engine: string;
  readonly definitions?: true;
  readonly resources: Readonly<Record<string, string>>;
  readonly testCases: readonly RecordedCase[];
}

export interface RecordedCase {
  readonly name: string;
  /** Names of `resources`, deployed together first. */
  readonly deploy: readonly string[];
  readonly later?: readonly string[];
  readonly instructions: readonly TestInstruction[];
  /** The first step is the deployment. */
  readonly trace: readonly TracedStep[];
}
