/** Short ways for tests to ask for a value. */
import { compileExpression, compileUnaryTests, formatValue, toJson } from "../index.ts";
import type { CompileOptions, EvaluateOptions, HostContext, Json } from "../index.ts";

/** The JSON of an expression's value. */
export function ask(
  source: string,
  context: HostContext = {},
  options: CompileOptions & EvaluateOptions = {},
): Json {
  return toJson(compileExpression(source, options).evaluate(context, options));
}

/** The text of an expression's value in the dialect `dmn`. */
export function show(source: string, context: HostContext = {}): string {
  return formatValue(compileExpression(source, { dialect: "dmn" }).evaluate(context), "dmn");
}

/** Whether an input (a FEEL text) passes a cell. */
export function passes(input: string, cell: string, context: HostContext = {}): boolean | null {
  return compileUnaryTests(cell).evaluate(compileExpression(input).evaluate(context), context);
}

/** The codes of the warnings of an evaluation. */
export function warnings(source: string, context: HostContext = {}): string[] {
  const codes: string[] = [];
  compileExpression(source).evaluate(context, { onWarning: ({ code }) => codes.push(code) });
  return codes;
}
