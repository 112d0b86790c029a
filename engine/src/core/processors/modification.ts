/** Modification of a running process instance: elements are activated out of turn, instances ended; all or nothing. */
import { activatable, activateAt } from "../behaviours/activate-at.ts";
import { terminate } from "../behaviours/transitions.ts";
import { IncidentError, Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow } from "../state/rows.ts";

export const modificationProcessors: Processors<"PROCESS_INSTANCE_MODIFICATION.MODIFY"> = {
  "PROCESS_INSTANCE_MODIFICATION.MODIFY": (p, _key, command) => {
    const { processInstanceKey, activateInstructions, terminateInstructions } = command;
    const root = p.state.instances.get(processInstanceKey);
    if (root === undefined || root.state === "TERMINATING") {
      throw new Refusal("NOT_FOUND", `no process instance '${processInstanceKey}' is running`);
    }
    const ending = terminateInstructions.map(({ elementInstanceKey }) =>
      running(p, root, elementInstanceKey),
    );
    const used = new Set<number>();
    try {
      for (const { elementId, ancestorScopeKey, variableInstructions } of activateInstructions) {
        const element = activatable(p, root.value.processDefinitionKey, elementId);
        used.add(activateAt(p, root, element, ancestorScopeKey, variableInstructions));
      }
    } catch (error) {
      if (error instanceof IncidentError) throw new Refusal("INVALID_STATE", error.message);
      throw error;
    }
    for (const row of withEmptied(p, ending, used)) terminate(p, row);
    p.event("PROCESS_INSTANCE_MODIFICATION.MODIFIED", p.state.nextKey(), command);
    p.respond(processInstanceKey, null);
  },
};

function running(p: Processing, root: ElementRow, key: number): ElementRow {
  const row = p.state.element(key, root.key);
  if (row?.value.processInstanceKey === root.key) return row;
  throw new Refusal(
    "INVALID_ARGUMENT",
    `no element instance '${key}' of process instance '${root.key}' is active`,
  );
}

/** A scope in which nothing is left ends too, instead of completing; `used` scopes get something new. */
function withEmptied(p: Processing, ending: readonly ElementRow[], used: ReadonlySet<number>): ElementRow[] {
  const all = new Map(ending.map((row) => [row.key, row]));
  for (const row of all.values()) {
    const scope = p.state.flowScope(row);
    if (scope === undefined || all.has(scope.key) || used.has(scope.key) || scope.flows > 0) continue;
    const rest = [...p.state.children.rows(scope.key)].some(([key]) => !all.has(key));
    if (!rest) all.set(scope.key, scope);
  }
  return [...all.values()].filter((row) => !all.has(row.value.flowScopeKey));
}
