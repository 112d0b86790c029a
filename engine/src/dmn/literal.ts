/** Literal expressions, and the scope in which all boxed expressions stand. */
import { compileExpression, newContext } from "../feel/index.ts";
import type { CompileOptions, FeelContext, FeelValue, NameTree, Runtime } from "../feel/index.ts";
import type { ModelCompiler, ModelExpression } from "./compiler.ts";
import type { Place } from "./place.ts";
import type { EvaluatedDecision } from "./trace.ts";
import { textOf, typeRefOf } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

/** What stands around a boxed expression. */
export interface Env {
  readonly compiler: ModelCompiler;
  /** Names in scope, for FEEL texts. */
  readonly names: NameTree;
  /** Names that are bound inside of the decision (parameters, context entries) with their types: no free inputs. */
  readonly bound: ReadonlyMap<string, string | undefined>;
  /** The decision or knowledge model that this belongs to. */
  readonly owner: string;
  /** The namespace of the file that this stands in: types are named as that file names them. */
  readonly namespace: string;
}

/** A compiled boxed expression. `trace` takes inputs and matched rules of a decision's own table. */
export type Boxed = (scope: FeelContext, rt: Runtime, trace: EvaluatedDecision | null) => FeelValue;

const expressionNames = new Set([
  "literalExpression",
  "decisionTable",
  "context",
  "invocation",
  "list",
  "relation",
  "functionDefinition",
  "conditional",
  "filter",
  "for",
  "some",
  "every",
]);

export function isExpression(element: XmlElement): boolean {
  return expressionNames.has(element.name);
}

/** The expression element inside an element, if any. */
export function expressionIn(element: XmlElement): XmlElement | undefined {
  return element.children.find(isExpression);
}

/** More names in scope; the third of each is the reference of its type. */
export function withNames(env: Env, entries: [string, NameTree | null, string?][]): Env {
  const names: { [name: string]: NameTree | null } = Object.assign(Object.create(null), env.names);
  for (const [name, tree] of entries) names[name] = tree;
  const bound = new Map([...env.bound, ...entries.map(([name, , type]) => [name, type] as const)]);
  return { ...env, names, bound };
}

/** A scope with one more name. */
export function extend(scope: FeelContext, name: string, value: FeelValue): FeelContext {
  const next = Object.assign(newContext(), scope);
  next[name] = value;
  return next;
}

/** How FEEL texts are compiled here; Zeebe knows no names beforehand. */
export function feelOptions(env: Env): CompileOptions {
  const { dialect } = env.compiler;
  return dialect === "dmn" ? { dialect, names: env.names } : { dialect };
}

/** A FEEL text. Its language must be FEEL. */
export function compileLiteral(
  element: XmlElement,
  env: Env,
  place: Place,
  kind: string,
  declared: string | undefined = typeRefOf(element),
  column?: ModelExpression["column"],
): Boxed {
  env.compiler.checkLanguage(element, place);
  const source = textOf(element);
  if (source === undefined || source === "") {
    if (env.compiler.dialect === "dmn") return () => null;
    throw place.error("EXPRESSION", { zh: "表达式为空。", en: "the expression is empty." });
  }
  const expression = env.compiler.feel(
    place,
    () => compileExpression(source, feelOptions(env)),
    () => compileExpression("null"),
  );
  env.compiler.register({ kind, expression, env, place, declared, column });
  return (scope, rt) => {
    const value = expression.run(scope, rt);
    if (rt.assertion !== null) rt.assertion.source ??= source;
    return value;
  };
}
