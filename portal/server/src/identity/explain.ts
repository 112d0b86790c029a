/** Why the policy allows something or not: the rules that were asked, each condition with what it wants and what it met. */
import type { MongoAbility } from "@casl/ability";
import { matches, valuesAt } from "../platform/store/filter.ts";
import type { Scalar } from "../platform/store/port.ts";
import { filterOf, type Condition } from "./condition.ts";

export interface ConditionTrace {
  field: string;
  operator: string;
  wanted: Scalar[];
  /** What stands in the document. */
  actual: Scalar[];
  holds: boolean;
}
export interface RuleTrace {
  actions: string[];
  /** Parts that the rule opens; null: all. */
  fields: string[] | null;
  conditions: ConditionTrace[];
  /** The rule as a whole: asked by the same filter that a query would use. */
  holds: boolean;
}

/** The rules of this ability about an action on a subject. `document` null: nothing meets any condition. */
export function explained(
  ability: MongoAbility,
  action: string,
  subject: string,
  document: object | null,
): RuleTrace[] {
  return ability.rulesFor(action, subject).map((rule) => {
    const ast = (rule.ast ?? null) as Condition | null;
    return {
      actions: [rule.action].flat(),
      fields: rule.fields === undefined ? null : [...rule.fields],
      conditions: partsOf(ast).map((part) => ({
        field: part.field ?? "",
        operator: part.operator,
        wanted: [part.value].flat() as Scalar[],
        actual: document === null ? [] : valuesAt(document, part.field ?? ""),
        holds: document !== null && matches(document, filterOf(part)),
      })),
      holds: ast === null || (document !== null && matches(document, filterOf(ast))),
    };
  });
}

function partsOf(condition: Condition | null): Condition[] {
  if (condition === null) return [];
  return condition.operator === "and" ? (condition.value as Condition[]).flatMap(partsOf) : [condition];
}
