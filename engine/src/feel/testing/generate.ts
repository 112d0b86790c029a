/** Generated FEEL texts for property tests: all kinds of expressions, sensible or not. */
import fc from "fast-check";
import { builtinSignatures } from "../index.ts";

const builtinNames = [...new Set(builtinSignatures.map((text) => text.slice(0, text.indexOf("("))))];

const literals = [
  "1",
  "-2.5",
  "0",
  '"a"',
  '""',
  String.raw`"q\"\\n\n"`,
  "true",
  "false",
  "null",
  "[]",
  "[1, null]",
  "{}",
  "{a: 1}",
  '{"x y": 1, b: 2}',
  "a",
  "b.c",
  "l",
  "x",
  "?",
  'date("2024-02-29")',
  '@"2024-02-29T10:00:00+01:00"',
  '@"PT1.5S"',
  'time("10:00:00Z")',
  'date and time("2024-02-29T10:00:00")',
  'duration("P1D")',
  'duration("P1Y")',
  "(< 5)",
  "[1..5]",
  "function(x) x",
  "function(x: number, y) x < y",
];

const operators = ["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"];

/** Texts of expressions over the names of `sampleContext`; a few are refused by one dialect or both. */
export const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => {
  const e = tie("expression");
  const o = tie("operand");
  return {
    // with and without parentheses, so that precedence is met too
    operand: fc.oneof(
      e.map((text) => `(${text})`),
      e,
    ),
    expression: fc.oneof(
      { maxDepth: 4, depthIdentifier: "feel" },
      fc.constantFrom(...literals),
      fc.tuple(o, fc.constantFrom(...operators), o).map(([a, op, b]) => `${a} ${op} ${b}`),
      fc.tuple(o, o, o).map(([a, b, c]) => `${a} between ${b} and ${c}`),
      fc
        .tuple(o, fc.array(fc.tuple(fc.constantFrom("", "< ", ">= "), o), { minLength: 1, maxLength: 3 }))
        .map(([a, tests]) => `${a} in (${tests.map(([op, test]) => op + test).join(", ")})`),
      o.map((a) => `-${a}`),
      fc.tuple(e, e, e).map(([a, b, c]) => `if ${a} then ${b} else ${c}`),
      fc.tuple(o, e).map(([a, b]) => `${a}[${b}]`),
      fc.tuple(o, fc.constantFrom("a", "year", "days", "item")).map(([a, name]) => `${a}.${name}`),
      fc.tuple(e, e).map(([a, b]) => `for x in ${a} return ${b}`),
      fc.tuple(e, e, e).map(([a, b, c]) => `for x in ${a}, y in ${b} return [x, y, count(partial), ${c}]`),
      fc.tuple(o, o, e).map(([a, b, c]) => `for x in ${a}..${b} return ${c}`),
      fc.tuple(fc.constantFrom("some", "every"), e, e).map(([q, a, b]) => `${q} x in ${a} satisfies ${b}`),
      fc.array(e, { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
      fc.tuple(e, e).map(([a, b]) => `{k: ${a}, x: ${b}, l: k}`),
      fc
        .tuple(o, fc.constantFrom("number", "string", "context", "list", "date and time", "Any"))
        .map(([a, type]) => `${a} instance of ${type}`),
      fc.tuple(e, e).map(([a, b]) => `{f: function(x) ${a}, r: f(${b})}.r`),
      fc
        .tuple(fc.constantFrom(...builtinNames), fc.array(e, { maxLength: 3 }))
        .map(([name, args]) => `${name}(${args.join(", ")})`),
    ),
  };
});

/** What generated expressions read. */
export const sampleContext = { a: 5, b: { c: "x" }, l: [1, 2, { d: 3, a: 7 }] };
