/**
 * FEEL, the expression language of DMN, compiled once to closures.
 *
 * `compileExpression` and `compileUnaryTests` refuse a wrong text with `FeelSyntaxError`. Evaluation never throws but
 * for `FeelLimitError`: bad data gives null, and a warning to who listens.
 */
import { builtins, builtinSignatures } from "./builtins/registry.ts";
import { createCompiler } from "./compile/compile.ts";
import { Frame } from "./compile/scope.ts";
import { compileUnary } from "./compile/tests.ts";
import { printTests, printTree } from "./print.ts";
import { limited, Runtime } from "./runtime.ts";
import type { EvaluateOptions } from "./runtime.ts";
import { cellShape } from "./syntax/cell-shape.ts";
import type { CellShape } from "./syntax/cell-shape.ts";
import { keepsDigits, readExpression, readUnaryTests } from "./syntax/read.ts";
import type { Dialect, Names } from "./syntax/names.ts";
import { freeVariables } from "./variables.ts";
import { fromHost } from "./values.ts";
import type { FeelContext, FeelValue } from "./values.ts";

/** What an evaluation reads: plain JSON or FEEL values under their names. Anything else in it is null for FEEL. */
export interface HostContext {
  readonly [name: string]: unknown;
}

export interface CompileOptions {
  /** `zeebe` (default) behaves as Zeebe 8.8 does, `dmn` as DMN 1.5 says. */
  dialect?: Dialect | undefined;
  /** Names in scope that hold blanks or signs; a tree gives the entries of contexts. */
  names?: Names | undefined;
}

export interface FeelExpression {
  readonly source: string;
  /** Paths read from the context, e.g. `[["applicant", "age"]]`. */
  readonly variables: string[][];
  /** Names inside filters that are read from the context where the element has no such entry. */
  readonly possibleVariables: string[][];
  /** The value over a context of plain JSON or FEEL values. @throws FeelLimitError */
  evaluate(context: HostContext, options?: EvaluateOptions): FeelValue;
  /** As `evaluate`, inside of a running evaluation (shares its limits). */
  run(context: FeelContext, rt: Runtime): FeelValue;
}

export interface FeelUnaryTests {
  readonly source: string;
  readonly variables: string[][];
  readonly possibleVariables: string[][];
  /** Every value passes (`-` or empty). */
  readonly wildcard: boolean;
  /** The plain strings and number ranges that pass, where the tests are no more than that. */
  readonly shape: CellShape | null;
  /** Whether the value passes; null when it cannot be tested so. @throws FeelLimitError */
  evaluate(input: FeelValue, context: HostContext, options?: EvaluateOptions): boolean | null;
  /** As `evaluate`, inside of a running evaluation (shares its limits). */
  run(input: FeelValue, context: FeelContext, rt: Runtime): boolean | null;
}

const noOptions: EvaluateOptions = {};
const isBuiltin = (name: string): boolean => builtins.has(name);

/** Compiles an expression, without the leading `=` that BPMN attributes carry. @throws FeelSyntaxError */
export function compileExpression(source: string, options: CompileOptions = {}): FeelExpression {
  const dialect = options.dialect ?? "zeebe";
  const tree = readExpression(source, { dialect, names: options.names });
  const code = createCompiler(dialect, keepsDigits(source, dialect)).compile(tree, null);
  let free: ReturnType<typeof freeVariables> | null = null;
  const variables = (): ReturnType<typeof freeVariables> => (free ??= freeVariables([tree], isBuiltin));
  const run = (context: FeelContext, rt: Runtime): FeelValue =>
    fromHost(code(new Frame(rt, context, null, null, null)));
  return {
    source,
    get variables() {
      return variables().variables;
    },
    get possibleVariables() {
      return variables().possible;
    },
    evaluate: (context, opts = noOptions) =>
      limited(() => run(context as FeelContext, new Runtime(dialect, opts))),
    run,
  };
}

/** Compiles the tests of a decision table cell, e.g. `< 5, [10..20]`, `not("a")`, `-`. @throws FeelSyntaxError */
export function compileUnaryTests(source: string, options: CompileOptions = {}): FeelUnaryTests {
  const dialect = options.dialect ?? "zeebe";
  const tree = readUnaryTests(source, { dialect, names: options.names });
  const test = compileUnary(createCompiler(dialect), tree);
  let free: ReturnType<typeof freeVariables> | null = null;
  const variables = (): ReturnType<typeof freeVariables> => (free ??= freeVariables(tree.tests, isBuiltin));
  const run = (input: FeelValue, context: FeelContext, rt: Runtime): boolean | null =>
    test(new Frame(rt, context, input, null, null), input);
  return {
    source,
    wildcard: tree.wildcard,
    shape: cellShape(tree),
    get variables() {
      return variables().variables;
    },
    get possibleVariables() {
      return variables().possible;
    },
    evaluate: (input, context, opts = noOptions) =>
      limited(() => run(fromHost(input), context as FeelContext, new Runtime(dialect, opts))),
    run,
  };
}

/** The normal form of an expression: blanks and parentheses as needed, no comments. @throws FeelSyntaxError */
export function printExpression(source: string, options: CompileOptions = {}): string {
  const dialect = options.dialect ?? "zeebe";
  return printTree(readExpression(source, { dialect, names: options.names }), dialect);
}

/** The normal form of the tests of a cell; `-` where it is empty. @throws FeelSyntaxError */
export function printUnaryTests(source: string, options: CompileOptions = {}): string {
  const dialect = options.dialect ?? "zeebe";
  return printTests(readUnaryTests(source, { dialect, names: options.names }), dialect);
}

export { builtinSignatures };
export { FeelLimitError, FeelSyntaxError } from "./errors.ts";
export type { FeelLimit, FeelSyntaxCode, FeelWarning, FeelWarningCode } from "./errors.ts";
export { fromJson, toJson } from "./json.ts";
export type { Json } from "./json.ts";
export { formatValue } from "./format.ts";
export { checkExpression, checkUnaryTests, contextOf, inWords, listOf, ofRef, one } from "./check/index.ts";
export type { CheckOptions, CheckScope, CheckedExpression, StaticType, TypeFinding } from "./check/index.ts";
export { compareValues, equalValues } from "./compare.ts";
export { add as addNumbers, Decimal, isNumber, parseNumber, toDouble } from "./numbers.ts";
export type { FeelNumber } from "./numbers.ts";
export { defaultLimits, limited, Runtime } from "./runtime.ts";
export type { EvaluateOptions, FeelLimits } from "./runtime.ts";
export type { CellShape, NumberRange } from "./syntax/cell-shape.ts";
export type { Dialect, Names, NameTree } from "./syntax/names.ts";
export { elementsOfRange } from "./compile/iteration.ts";
export { conforms, isInstance, isTypeName } from "./types.ts";
export { FeelFunction, FeelRange, isContext, isList, newContext, typeOf } from "./values.ts";
export type { FeelContext, FeelDuration, FeelTemporal, FeelValue, TypeName, TypeRef } from "./values.ts";
export { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./temporal/types.ts";
export { parseAtLiteral } from "./temporal/literal.ts";
