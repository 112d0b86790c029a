/** Decision tables (DMN 1.5, 8): inputs, rules, hit policies. */
import { compileExpression, compileUnaryTests, newContext } from "../feel/index.ts";
import type { ModelExpression } from "./compiler.ts";
import type { Dialect, FeelContext, FeelUnaryTests, FeelValue, Runtime } from "../feel/index.ts";
import { compileLiteral, feelOptions } from "./literal.ts";
import type { Boxed, Env } from "./literal.ts";
import { hitPolicyOf, reduce } from "./hit-policy.ts";
import type { HitPolicy, Hit, TableOutput } from "./hit-policy.ts";
import type { Place } from "./place.ts";
import { TableIndex } from "./table-index.ts";
import { EvaluationFailure } from "./trace.ts";
import type { EvaluatedDecision } from "./trace.ts";
import { child, childrenOf, textOf, typeRefOf } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

export interface TableInput {
  id: string | null;
  label: string;
  expression: string;
  code: Boxed;
  /** The allowed values of the column, where they are enforced. */
  values: FeelUnaryTests | null;
  /** The text of the allowed values: also where they only say what the author has in mind. */
  allowed: string | null;
  /** The declared type of the expression. */
  type: string | undefined;
}

export interface TableRule {
  id: string | null;
  annotation: string | null;
  tests: FeelUnaryTests[];
  outputs: Boxed[];
  outputTexts: string[];
}

export interface DecisionTable {
  dialect: Dialect;
  hitPolicy: HitPolicy;
  inputs: TableInput[];
  outputs: TableOutput[];
  rules: TableRule[];
  /** Which rules can match; null for tables that are scanned. */
  index: TableIndex | null;
}

export function compileTable(element: XmlElement, env: Env, place: Place): Boxed {
  const table = readTable(element, env, place);
  env.compiler.registerTable(table, env, place);
  return (scope, rt, trace) => evaluate(table, scope, rt, trace, place);
}

function readTable(element: XmlElement, env: Env, place: Place): DecisionTable {
  const inputs = childrenOf(element, "input").map((input, i) =>
    readInput(input, env, place.in(`input ${i + 1}`, input)),
  );
  const columns = childrenOf(element, "output");
  const outputs = columns.map((output, i) => readOutput(output, i, columns.length, element, env, place));
  if (outputs.length === 0)
    throw place.error("TABLE", { zh: "决策表没有输出列。", en: "the table has no output." });
  const hitPolicy = hitPolicyOf(element, outputs.length, place);
  const rules = childrenOf(element, "rule").map((rule, i) =>
    readRule(rule, inputs, outputs, env, place.in(`rule ${i + 1}`, rule)),
  );
  const index = TableIndex.build(
    rules.map((rule) => rule.tests),
    inputs.length,
  );
  return { dialect: env.compiler.dialect, hitPolicy, inputs, outputs, rules, index };
}

function tests(
  holder: XmlElement | undefined,
  env: Env,
  place: Place,
  kind: string,
  column?: ModelExpression["column"],
): FeelUnaryTests {
  if (holder) env.compiler.checkLanguage(holder, place);
  const source = textOf(holder) ?? "";
  const compiled = env.compiler.feel(
    place,
    () => compileUnaryTests(source, feelOptions(env)),
    () => compileUnaryTests("? != ?"),
  );
  if (!compiled.wildcard) env.compiler.register({ kind, expression: compiled, env, place, column });
  return compiled;
}

function readInput(input: XmlElement, env: Env, place: Place): TableInput {
  const expression = child(input, "inputExpression");
  if (!expression || !textOf(expression)) {
    throw place.error("MISSING", { zh: "缺少输入表达式。", en: "the input expression is missing." });
  }
  const literal = compileLiteral(expression, env, place, "input");
  const type = env.compiler.type(typeRefOf(expression), env.namespace);
  const allowed = child(input, "inputValues");
  return {
    id: input.attributes["id"] ?? null,
    label: input.attributes["label"] ?? textOf(expression) ?? "",
    expression: textOf(expression) ?? "",
    code: type ? (scope, rt) => env.compiler.fit(literal(scope, rt, null), type, rt) : literal,
    values:
      env.compiler.dialect === "dmn" && textOf(allowed) ? tests(allowed, env, place, "inputValues") : null,
    allowed: textOf(allowed) || (env.compiler.allowedText(typeRefOf(expression), env.namespace) ?? null),
    type: typeRefOf(expression),
  };
}

function readOutput(
  output: XmlElement,
  index: number,
  count: number,
  table: XmlElement,
  env: Env,
  place: Place,
): TableOutput {
  const name = output.attributes["name"] ?? null;
  const at = place.in(`output ${name === null ? index + 1 : `"${name}"`}`, output);
  if (name === null && count > 1) {
    throw at.error("TABLE", {
      zh: "多个输出列时每列都要有名称。",
      en: "each of several outputs needs a name.",
    });
  }
  const values = child(output, "outputValues");
  const fallback = child(output, "defaultOutputEntry");
  const ownType = typeRefOf(output) ?? (count === 1 ? typeRefOf(table) : undefined);
  const listed = textOf(values) ?? env.compiler.allowedText(ownType, env.namespace);
  return {
    name: name ?? "",
    order: listed ? readOrder(listed, env, at) : [],
    values: env.compiler.dialect === "dmn" && textOf(values) ? tests(values, env, at, "outputValues") : null,
    fallback:
      fallback && textOf(fallback) ? compileLiteral(fallback, env, at, "defaultOutput", ownType) : null,
    type: ownType,
    allowed: listed ?? null,
  };
}

/** The output values in their order of priority; a text that is no list of values has none. */
function readOrder(text: string, env: Env, place: Place): FeelValue[] {
  try {
    const list = compileExpression(`[${text}]`, feelOptions(env)).evaluate({});
    return Array.isArray(list) ? [...(list as FeelValue[])] : [];
  } catch (error) {
    if (env.compiler.dialect === "dmn") return [];
    const reason = error instanceof Error ? error.message : String(error);
    throw place.error(
      "EXPRESSION",
      { zh: `输出值有误：${reason}`, en: `the output values are wrong: ${reason}` },
      error,
    );
  }
}

function readRule(
  rule: XmlElement,
  inputs: TableInput[],
  outputs: TableOutput[],
  env: Env,
  place: Place,
): TableRule {
  const cells = childrenOf(rule, "inputEntry");
  const results = childrenOf(rule, "outputEntry");
  if (cells.length !== inputs.length || results.length !== outputs.length) {
    throw place.error("TABLE", {
      zh: `应有 ${inputs.length} 个输入、${outputs.length} 个输出单元格，实有 ${cells.length} 与 ${results.length} 个。`,
      en: `${inputs.length} input and ${outputs.length} output cells are needed, ${cells.length} and ${results.length} found.`,
    });
  }
  return {
    id: rule.attributes["id"] ?? null,
    annotation: annotationOf(rule),
    tests: cells.map((cell, i) =>
      tests(cell, env, place.in(`input ${i + 1}`, cell), "inputEntry", inputs[i]),
    ),
    outputs: results.map((cell, i) => outputEntry(cell, env, place.in(`output ${i + 1}`, cell), outputs[i])),
    outputTexts: results.map((cell) => textOf(cell) ?? ""),
  };
}

function outputEntry(cell: XmlElement, env: Env, place: Place, column: TableOutput | undefined): Boxed {
  const text = textOf(cell);
  if (env.compiler.dialect === "dmn" && (!text || text === "-")) return () => null;

  const { type, allowed = null } = column ?? { type: undefined };
  return compileLiteral(cell, env, place, "outputEntry", type, { expression: "", type, allowed });
}

function annotationOf(rule: XmlElement): string | null {
  const entries = childrenOf(rule, "annotationEntry")
    .map((entry) => textOf(entry) ?? "")
    .filter(Boolean);
  const description = child(rule, "description")?.text.trim();
  return entries.length > 0 ? entries.join("; ") : description || null;
}

function evaluate(
  table: DecisionTable,
  scope: FeelContext,
  rt: Runtime,
  trace: EvaluatedDecision | null,
  place: Place,
): FeelValue {
  const values = table.inputs.map((input) => input.code(scope, rt, null));
  if (trace) {
    trace.inputs = table.inputs.map(({ id, label, expression }, i) => ({
      id,
      label,
      expression,
      value: values[i] ?? null,
    }));
  }
  checkInputs(table, values, scope, rt, place);
  const hits = findHits(table, values, scope, rt);
  if (trace) trace.matchedRules = hits.map((hit) => describeHit(table, hit));
  for (const hit of hits) checkOutputs(table, hit, scope, rt, place);
  if (hits.length === 0) return fallback(table, scope, rt);
  return reduce(table.hitPolicy, table.outputs, hits, place, rt.dialect);
}

/** The matching rules in their order, each with its outputs; for FIRST only the first. */
function findHits(table: DecisionTable, values: FeelValue[], scope: FeelContext, rt: Runtime): Hit[] {
  const hits: Hit[] = [];
  const { rules, index } = table;
  const first = table.hitPolicy.kind === "FIRST";
  const bits = index?.candidates(values, index.scratch());
  for (let r = 0; r < rules.length; r++) {
    if (bits) {
      const word = (bits[r >> 5] as number) >>> (r & 31);
      if (word === 0) {
        r |= 31;
        continue;
      }
      r += 31 - Math.clz32(word & -word);
    }
    const rule = rules[r] as TableRule;
    rt.step();
    if (!matches(rule, values, scope, rt)) continue;
    hits.push({ rule: r, outputs: rule.outputs.map((output) => output(scope, rt, null)) });
    if (first) break;
  }
  return hits;
}

function matches(rule: TableRule, values: FeelValue[], scope: FeelContext, rt: Runtime): boolean {
  const { tests: cells } = rule;
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as FeelUnaryTests;
    if (!cell.wildcard && cell.run(values[i] ?? null, scope, rt) !== true) return false;
  }
  return true;
}

function describeHit(table: DecisionTable, hit: Hit): EvaluatedDecision["matchedRules"][number] {
  const rule = table.rules[hit.rule] as TableRule;
  const outputs: Record<string, FeelValue> = Object.create(null);
  table.outputs.forEach((output, i) => (outputs[output.name || "output"] = hit.outputs[i] ?? null));
  return { index: hit.rule + 1, ruleId: rule.id, annotation: rule.annotation, outputs };
}

/** In DMN a value outside of the allowed ones makes the decision fail; Zeebe does not look at them. */
function checkInputs(
  table: DecisionTable,
  values: FeelValue[],
  scope: FeelContext,
  rt: Runtime,
  place: Place,
): void {
  table.inputs.forEach((input, i) => {
    if (input.values && input.values.run(values[i] ?? null, scope, rt) !== true) {
      throw new EvaluationFailure(
        "TABLE_INPUT",
        `${place.path}: the value of "${input.label}" is not among ${input.values.source}.`,
        `${place.pathZh}：“${input.label}”的值不在允许范围 ${input.values.source} 内。`,
      );
    }
  });
}

function checkOutputs(table: DecisionTable, hit: Hit, scope: FeelContext, rt: Runtime, place: Place): void {
  table.outputs.forEach((output, i) => {
    if (output.values && output.values.run(hit.outputs[i] ?? null, scope, rt) !== true) {
      throw new EvaluationFailure(
        "TABLE_INPUT",
        `${place.path}, rule ${hit.rule + 1}: the output is not among ${output.values.source}.`,
        `${place.pathZh}，规则 ${hit.rule + 1}：输出不在允许范围 ${output.values.source} 内。`,
      );
    }
  });
}

/** Without a matching rule: the default outputs, or null. */
function fallback(table: DecisionTable, scope: FeelContext, rt: Runtime): FeelValue {
  const defined = table.outputs.filter((output) => output.fallback);
  const [only] = defined;
  if (!only?.fallback) return null;
  if (defined.length === 1 && (table.outputs.length === 1 || rt.dialect === "zeebe")) {
    return only.fallback(scope, rt, null);
  }
  const result = newContext();
  for (const output of rt.dialect === "zeebe" ? defined : table.outputs) {
    result[output.name] = output.fallback ? output.fallback(scope, rt, null) : null;
  }
  return result;
}
