/**
 * Static checks of FEEL texts: names that do not exist, operators and functions whose operands can give nothing but
 * null, cells that no value of their column can pass. Only what is sure is told.
 */
import { FeelSyntaxError } from "../errors.ts";
import { readExpression, readUnaryTests } from "../syntax/read.ts";
import type { Dialect, Names } from "../syntax/names.ts";
import { Checker } from "./checker.ts";
import type { CheckScope, TypeFinding } from "./checker.ts";
import type { StaticType } from "./static-type.ts";

export interface CheckOptions {
  dialect: Dialect;
  /** Names that hold blanks or signs, as for `compileExpression`. */
  names?: Names | undefined;
  scope: CheckScope;
}

export interface CheckedExpression {
  /** What the expression can give; null where that is not known. */
  type: StaticType;
  findings: TypeFinding[];
}

/** Checks an expression; one that cannot be read has no findings here (compiling it tells why). */
export function checkExpression(source: string, options: CheckOptions): CheckedExpression {
  const { dialect, names, scope } = options;
  const checker = new Checker(source, dialect, scope);
  try {
    const type = checker.type(readExpression(source, { dialect, names }), null);
    return { type, findings: checker.findings };
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { type: null, findings: [] };
    throw error;
  }
}

/** Checks the tests of a cell against the type of its input. */
export function checkUnaryTests(source: string, input: StaticType, options: CheckOptions): TypeFinding[] {
  const { dialect, names, scope } = options;
  const checker = new Checker(source, dialect, scope, input);
  try {
    for (const test of readUnaryTests(source, { dialect, names }).tests) checker.test(test);
    return checker.findings;
  } catch (error) {
    if (error instanceof FeelSyntaxError) return [];
    throw error;
  }
}

export { contextOf, either, inWords, listOf, ofRef, one, overlap, present } from "./static-type.ts";
export type { StaticType } from "./static-type.ts";
export type { CheckScope, TypeFinding } from "./checker.ts";
