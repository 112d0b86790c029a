/** The table of appliers: only these change the state, in processing and in replay alike. */
import { compensationAppliers } from "./appliers/compensation.ts";
import { conditionalAppliers } from "./appliers/conditional.ts";
import { decisionAppliers } from "./appliers/decision.ts";
import { definitionAppliers } from "./appliers/definition.ts";
import { deletionAppliers } from "./appliers/deletion.ts";
import { escalationAppliers } from "./appliers/escalation.ts";
import { incidentAppliers } from "./appliers/incident.ts";
import { jobAppliers } from "./appliers/job.ts";
import { messageAppliers } from "./appliers/message.ts";
import { migrationAppliers } from "./appliers/migration.ts";
import { modificationAppliers } from "./appliers/modification.ts";
import { processInstanceAppliers } from "./appliers/process-instance.ts";
import { signalAppliers } from "./appliers/signal.ts";
import { suspensionAppliers } from "./appliers/suspension.ts";
import { timerAppliers } from "./appliers/timer.ts";
import { userTaskAppliers } from "./appliers/user-task.ts";
import { variableAppliers } from "./appliers/variable.ts";
import type { EventName, EventValues } from "./records.ts";
import type { State } from "./state/state.ts";

/** Changes the state as the event says; `key` is the record's. */
export type Applier<N extends EventName> = (state: State, key: number, value: EventValues[N]) => void;
export type Appliers<N extends EventName = EventName> = { readonly [E in N]: Applier<E> };

const appliers: Appliers = {
  ...processInstanceAppliers,
  ...modificationAppliers,
  ...migrationAppliers,
  ...suspensionAppliers,
  ...variableAppliers,
  ...jobAppliers,
  ...timerAppliers,
  ...messageAppliers,
  ...signalAppliers,
  ...conditionalAppliers,
  ...escalationAppliers,
  ...compensationAppliers,
  ...incidentAppliers,
  ...userTaskAppliers,
  ...definitionAppliers,
  ...deletionAppliers,
  ...decisionAppliers,
};

export function applyEvent<N extends EventName>(
  state: State,
  name: N,
  key: number,
  value: EventValues[N],
): void {
  const applier: Applier<N> = appliers[name];
  applier(state, key, value);
}
