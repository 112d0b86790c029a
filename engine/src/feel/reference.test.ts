import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  compileExpression,
  FeelLimitError,
  FeelSyntaxError,
  formatValue,
  limited,
  Runtime,
} from "./index.ts";
import type { Dialect, FeelValue } from "./index.ts";
import { keepsDigits, readExpression } from "./syntax/read.ts";
import { expression, sampleContext } from "./testing/generate.ts";
import { readRecorded } from "./testing/recorded.ts";
import { interpret } from "./testing/reference.ts";
import type { FeelContext } from "./index.ts";

const options = { clock: () => 1_700_000_000_000, random: () => 0.25, limits: { steps: 20_000 } };

/** The text of what one of the two gives, or the name of its error. */
function outcome(run: () => FeelValue, dialect: Dialect): string {
  try {
    const value = limited(run);
    return `${formatValue(value, dialect)} (${typeof value})`;
  } catch (error) {
    if (error instanceof FeelSyntaxError || error instanceof FeelLimitError) return error.name;
    throw error;
  }
}

/** Both outcomes; null when a limit ended one of them, since the two count their steps each in its own way. */
function outcomes(source: string, dialect: Dialect, context: FeelContext): [string, string] | null {
  const compiled = outcome(() => compileExpression(source, { dialect }).evaluate(context, options), dialect);
  const simple = outcome(() => {
    const tree = readExpression(source, { dialect });
    return interpret(tree, context, new Runtime(dialect, options), keepsDigits(source, dialect));
  }, dialect);
  return [compiled, simple].includes("FeelLimitError") ? null : [compiled, simple];
}

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`compiled expressions give what the reference interpreter gives (${dialect})`, () => {
    let limits = 0;
    let refused = 0;
    fc.assert(
      fc.property(expression, (source) => {
        const both = outcomes(source, dialect, sampleContext);
        if (!both) limits++;
        else assert.equal(both[0], both[1], source);
        if (both?.[0] === "FeelSyntaxError") refused++;
      }),
      { numRuns: 1500 },
    );
    assert.ok(limits + refused < 750, `${limits} ended at limits, ${refused} were refused`);
  });

  test(`the recorded expressions too (${dialect})`, () => {
    const { variables, cases } = readRecorded();
    for (const recorded of cases) {
      if (!("expression" in recorded)) continue;
      const both = outcomes(recorded.expression, dialect, variables);
      if (both) assert.equal(both[0], both[1], recorded.expression);
    }
  });
}
