/** Types in FEEL: operators, functions and cells whose operands can give nothing but null, names that do not exist. */
import { checkExpression, ofRef } from "@onewindow/engine/feel";
import type { CheckScope, StaticType } from "@onewindow/engine/feel";
import { componentTypes } from "@onewindow/forms";
import type { Content } from "../content/content.ts";
import type { FaultList, Place } from "../content/fault.ts";
import { packageExpressions } from "./check-expressions.ts";
import { knownData } from "./fields.ts";
import type { KnownData } from "./fields.ts";

/** What the answers to a component are in FEEL; dates and times come as texts. Choices may be of any type. */
const types: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  boolean: "boolean",
  "date-time": "string",
  time: "string",
};

const remedy = {
  zh: "请改正表达式，或换一个字段、类型",
  en: "Correct the expression, or use another field or type",
};

/** What is found is a warning: an expression that gives null still runs. */
export function checkTypes(content: Content, faults: FaultList): void {
  const told = new Set<string>();
  const warn = (kind: string, place: Place, message: { zh: string; en: string }): void => {
    const key = JSON.stringify([place, message]);
    if (!told.has(key)) faults.warn(`feel-${kind}`, place, message, remedy);
    told.add(key);
  };
  for (const { file, folder, model } of content.decisions.values()) {
    const source = content.packages.get(folder);
    const data = source ? knownData(content, source) : null;
    const found = model.check({ typeOf: (path) => (data === null ? undefined : typeOf(path, data)) });
    for (const { kind, line, message, place, placeZh, source: text } of found) {
      warn(
        kind,
        { file, line, column: 1 },
        { zh: `${placeZh}（${text}）：${message.zh}`, en: `${place} (${text}): ${message.en}` },
      );
    }
  }
  for (const source of content.packages.values()) {
    const scope = scopeOf(knownData(content, source));
    for (const { text, place } of packageExpressions(source))
      for (const { kind, message } of checkExpression(text, { dialect: "zeebe", scope }).findings)
        warn(kind, place, { zh: `${text}：${message.zh}`, en: `${text}: ${message.en}` });
  }
}

/** Unknown paths are told by the check of fields. */
function scopeOf(data: KnownData): CheckScope {
  return {
    names: () => [],
    typeOf: (path): StaticType => {
      const type = typeOf(path, data);
      return type === undefined ? null : ofRef({ kind: "name", name: type });
    },
  };
}

function typeOf(path: readonly string[], data: KnownData): string | undefined {
  const field = data.fields.get(path.join("."));
  const kind = field && componentTypes[field.component.type];
  return kind === undefined || !Object.hasOwn(types, kind) ? undefined : types[kind];
}
