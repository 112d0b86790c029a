/** Evaluating a decision on its own. */
import { evaluateDecision, NO_INSTANCE } from "../behaviours/decisions.ts";
import { define } from "../behaviours/variables.ts";
import type { Context } from "../behaviours/variables.ts";
import { Refusal } from "../errors.ts";
import type { Processors } from "../processors.ts";

export const decisionProcessors: Processors<"DECISION_EVALUATION.EVALUATE"> = {
  "DECISION_EVALUATION.EVALUATE": (p, _key, { decisionId, variables }) => {
    const latest = p.state.latestDecision.get(decisionId);
    const decision = latest && p.state.decisions.get(latest.key);
    if (decision === undefined) {
      throw new Refusal(
        "NOT_FOUND",
        `Expected to evaluate decision '${decisionId}', but no decision found for id '${decisionId}'`,
      );
    }
    const context: Context = {};
    for (const [name, json] of variables) define(context, name, JSON.parse(json));
    p.respond(decision.decisionKey, evaluateDecision(p, decision, context, NO_INSTANCE));
  },
};
