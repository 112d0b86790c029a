/** Conditional events: those inside of instances, and those that start processes when they are asked. */
import { lookAtConditions, triggerConditional } from "../behaviours/conditionals.ts";
import { startByEvent } from "../behaviours/start-instance.ts";
import { define } from "../behaviours/variables.ts";
import type { Context } from "../behaviours/variables.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type {
  ConditionalEvaluationValue,
  ConditionalSubscriptionValue,
  VariableDocument,
} from "../records.ts";

type Names =
  | "CONDITIONAL_EVALUATION.EVALUATE"
  | "CONDITIONAL_SUBSCRIPTION.TRIGGER"
  | "CONDITIONAL_SUBSCRIPTION.EVALUATE";

export const conditionalProcessors: Processors<Names> = {
  "CONDITIONAL_SUBSCRIPTION.TRIGGER": (p, key, { elementInstanceKey }) => {
    const subscription = p.state.conditionals.get(elementInstanceKey, key);
    if (subscription !== undefined) triggerConditional(p, key, subscription);
  },
  "CONDITIONAL_SUBSCRIPTION.EVALUATE": (p, _key, { processInstanceKey, changes }) => {
    lookAtConditions(p, processInstanceKey, changes);
  },
  "CONDITIONAL_EVALUATION.EVALUATE": (p, _key, { processDefinitionKey, variables }) => {
    if (processDefinitionKey !== -1 && p.state.processes.get(processDefinitionKey) === undefined) {
      throw new Refusal("NOT_FOUND", `no process definition '${processDefinitionKey}' is deployed`);
    }
    const context: Context = {};
    for (const [name, json] of variables) define(context, name, JSON.parse(json));
    const started: ConditionalEvaluationValue["startedProcessInstances"][number][] = [];
    for (const [, start] of [...p.state.conditionals.rows(-1)]) {
      if (processDefinitionKey !== -1 && start.processDefinitionKey !== processDefinitionKey) continue;
      const processInstanceKey = startIfTrue(p, start, context, variables);
      if (processInstanceKey === undefined) continue;
      started.push({ processDefinitionKey: start.processDefinitionKey, processInstanceKey });
    }
    const key = p.state.nextKey();
    p.event("CONDITIONAL_EVALUATION.EVALUATED", key, { variables, startedProcessInstances: started });
    p.respond(key, started);
  },
};

function startIfTrue(
  p: Processing,
  start: ConditionalSubscriptionValue,
  context: Context,
  variables: VariableDocument,
): number | undefined {
  const process = p.state.processes.get(start.processDefinitionKey);
  const event = p.process(start.processDefinitionKey).byId(start.catchEventId)?.event;
  if (process === undefined || event?.kind !== "conditional") return undefined;
  const holds = event.condition.evaluate(context, { clock: () => p.now });
  return holds === true ? startByEvent(p, process, start.catchEventId, variables) : undefined;
}
