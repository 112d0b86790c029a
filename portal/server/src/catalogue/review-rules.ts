/** The rules that an item is reviewed by, each with its result over the case's data (W3). */
import type { RuleResult } from "../tasks/api.ts";
import type { LoadedPackage } from "./loaded-package.ts";
import type { CaseFacts } from "./model.ts";
import { texts } from "./texts.ts";

const order = { "not-met": 0, "to-check": 1, met: 2 } as const;
type Result = keyof typeof order;

/**
 * Not met first, then to be checked, then met; inside, the package's order. A rule that the decision said nothing
 * about is to be checked by a person.
 */
export function reviewRulesOf(loaded: LoadedPackage, itemId: string, facts: CaseFacts): RuleResult[] {
  const { content } = loaded;
  const key = content.items.find((item) => item.id === itemId)?.review.rules ?? null;
  const set = key === null ? undefined : content.rules[key];
  if (set === undefined) return [];
  const decided = loaded.evaluate(set.decision, facts).value;
  const rows = (Array.isArray(decided) ? decided : [decided]) as (Record<string, unknown> | null)[];
  return set.rules
    .map((rule): RuleResult => {
      const row = rows.find((entry) => entry?.["rule"] === rule.id) ?? null;
      const zh = row?.["inputsZh"];
      const en = row?.["inputsEn"];
      return {
        id: rule.id,
        text: rule.text,
        result: isResult(row?.["result"]) ? row["result"] : "to-check",
        inputs: typeof zh === "string" ? { zh, en: typeof en === "string" ? en : zh } : texts.inputsUnknown,
        basis: rule.basis,
        field: rule.field,
        material: rule.material,
      };
    })
    .sort((a, b) => order[a.result] - order[b.result]);
}

function isResult(value: unknown): value is Result {
  return typeof value === "string" && Object.hasOwn(order, value);
}
