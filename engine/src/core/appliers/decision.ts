/** Evaluated decisions are history only. */
import type { Appliers } from "../appliers.ts";

type Names = "DECISION_EVALUATION.EVALUATED" | "DECISION_EVALUATION.FAILED";

export const decisionAppliers: Appliers<Names> = {
  "DECISION_EVALUATION.EVALUATED": () => undefined,
  "DECISION_EVALUATION.FAILED": () => undefined,
};
