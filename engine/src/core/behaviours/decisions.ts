/** Evaluating a deployed decision and recording how it came to its result. */
import type { DecisionResult } from "../../port.ts";
import type { Processing } from "../processing.ts";
import type { DecisionValue, InstanceReference } from "../records.ts";
import { toJsonText } from "./variables.ts";
import type { Context } from "./variables.ts";

/** Evaluated outside any process instance. */
export const NO_INSTANCE: InstanceReference = {
  bpmnProcessId: "",
  processDefinitionKey: -1,
  processInstanceKey: -1,
  elementId: "",
  elementInstanceKey: -1,
};

export function evaluateDecision(
  p: Processing,
  decision: DecisionValue,
  context: Context,
  reference: InstanceReference,
): DecisionResult {
  const result = p.decisions(decision.decisionRequirementsKey).evaluate(decision.decisionId, context, p.now);
  const failed = result.failure !== null;
  p.event(failed ? "DECISION_EVALUATION.FAILED" : "DECISION_EVALUATION.EVALUATED", p.state.nextKey(), {
    ...reference,
    decisionKey: decision.decisionKey,
    decisionId: decision.decisionId,
    decisionName: decision.decisionName,
    decisionVersion: decision.version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    decisionOutput: toJsonText(result.output),
    evaluatedDecisions: toJsonText(result.evaluated),
    failedDecisionId: failed ? result.decisionId : "",
    evaluationFailureMessage: result.failure ?? "",
  });
  return result;
}
