/** The table of processors: each checks a command against the state and writes what comes of it. */
import type { Processing } from "./processing.ts";
import { adHocProcessors } from "./processors/ad-hoc.ts";
import { conditionalProcessors } from "./processors/conditional.ts";
import { continuationProcessors } from "./processors/continuation.ts";
import { decisionProcessors } from "./processors/decision.ts";
import { deploymentProcessors } from "./processors/deployment.ts";
import { incidentProcessors } from "./processors/incident.ts";
import { jobProcessors } from "./processors/job.ts";
import { messageProcessors } from "./processors/message.ts";
import { migrationProcessors } from "./processors/migration.ts";
import { modificationProcessors } from "./processors/modification.ts";
import { processInstanceProcessors } from "./processors/process-instance.ts";
import { resourceDeletionProcessors } from "./processors/resource-deletion.ts";
import { signalProcessors } from "./processors/signal.ts";
import { suspensionProcessors } from "./processors/suspension.ts";
import { timerProcessors } from "./processors/timer.ts";
import { userTaskProcessors } from "./processors/user-task.ts";
import { variableProcessors } from "./processors/variable.ts";
import type { CommandName, CommandValues, FollowUp } from "./records.ts";

/** Decides: reads the state, writes events and follow-up commands, or throws a Refusal. */
export type Processor<N extends CommandName> = (p: Processing, key: number, value: CommandValues[N]) => void;
export type Processors<N extends CommandName = CommandName> = { readonly [C in N]: Processor<C> };

const processors: Processors = {
  ...deploymentProcessors,
  ...resourceDeletionProcessors,
  ...processInstanceProcessors,
  ...modificationProcessors,
  ...migrationProcessors,
  ...suspensionProcessors,
  ...adHocProcessors,
  ...variableProcessors,
  ...jobProcessors,
  ...timerProcessors,
  ...messageProcessors,
  ...signalProcessors,
  ...conditionalProcessors,
  ...incidentProcessors,
  ...userTaskProcessors,
  ...decisionProcessors,
  ...continuationProcessors,
};

export function runProcessor(p: Processing, command: FollowUp): void {
  run(p, command.name, command.key, command.value);
}

function run<N extends CommandName>(p: Processing, name: N, key: number, value: CommandValues[N]): void {
  const processor: Processor<N> = processors[name];
  processor(p, key, value);
}
