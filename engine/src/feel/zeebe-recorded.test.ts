import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { zeebeDifferences as explained } from "./dialects.ts";
import { compileExpression, compileUnaryTests, FeelSyntaxError, toJson } from "./index.ts";
import { readRecorded } from "./testing/recorded.ts";
import type { Recorded, RecordedCase, RecordedResult } from "./testing/recorded.ts";

function evaluate(recorded: RecordedCase, variables: Recorded["variables"]): RecordedResult {
  let failed = false;
  const options = {
    clock: () => Date.UTC(2026, 0, 1),
    random: () => 0.5,
    onWarning: ({ code }: { code: string }) => void (failed ||= code === "ASSERT_FAILURE"),
  };
  try {
    if ("expression" in recorded) {
      const value = toJson(compileExpression(recorded.expression).evaluate(variables, options));
      return failed ? { error: "FAILED" } : { value };
    }
    const input = compileExpression(recorded.input).evaluate(variables, options);
    return { value: compileUnaryTests(recorded.test).evaluate(input, variables, options) === true };
  } catch (error) {
    if (error instanceof FeelSyntaxError) return { error: "SYNTAX" };
    throw error;
  }
}

test("the dialect zeebe gives what a real Zeebe 8.8 engine gave, but for the explained differences", () => {
  const { variables, cases } = readRecorded();
  const differences: string[] = [];
  const unexplained: string[] = [];
  for (const recorded of cases) {
    const ours = evaluate(recorded, variables);
    if (isDeepStrictEqual(ours, recorded.result)) continue;
    const text = "expression" in recorded ? recorded.expression : `${recorded.input} | ${recorded.test}`;
    differences.push(text);
    if (!explained.some(({ cases: pattern }) => pattern.test(text))) {
      unexplained.push(`${text}: Zeebe ${JSON.stringify(recorded.result)}, ours ${JSON.stringify(ours)}`);
    }
  }
  assert.deepEqual(unexplained, []);
  assert.ok(cases.length >= 4000);
  assert.ok(differences.length / cases.length < 0.02, `${differences.length} of ${cases.length} differ`);
  const unused = explained.filter(({ cases: pattern }) => !differences.some((text) => pattern.test(text)));
  assert.deepEqual(unused, [], "these explanations explain nothing");
});
