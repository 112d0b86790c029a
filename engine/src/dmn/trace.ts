/** How a decision came to its result. */
import type { FeelValue } from "../feel/index.ts";

export interface EvaluatedInput {
  id: string | null;
  label: string;
  expression: string;
  value: FeelValue;
}

export interface MatchedRule {
  /** 1-based, as people count the lines of a table. */
  index: number;
  ruleId: string | null;
  annotation: string | null;
  outputs: Record<string, FeelValue>;
}

export interface EvaluatedDecision {
  decision: { id: string; name: string };
  inputs: EvaluatedInput[];
  matchedRules: MatchedRule[];
  output: FeelValue;
}

export interface DecisionFailure {
  code: "HIT_POLICY" | "TABLE_INPUT" | "TYPE" | "ASSERTION";
  decision: { id: string; name: string };
  message: string;
  messageZh: string;
}

/** The inside of a failing evaluation; `evaluate` turns it into `failure`. */
export class EvaluationFailure extends Error {
  readonly code: DecisionFailure["code"];
  readonly messageZh: string;

  constructor(code: DecisionFailure["code"], en: string, zh: string) {
    super(en);
    this.code = code;
    this.messageZh = zh;
  }
}
