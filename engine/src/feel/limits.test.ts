import assert from "node:assert/strict";
import { test } from "node:test";
import { compileExpression, FeelLimitError, FeelSyntaxError, toJson } from "./index.ts";
import { ask } from "./testing/ask.ts";

function exceeds(source: string, limit: string, context = {}): void {
  assert.throws(
    () => compileExpression(source, { dialect: "dmn" }).evaluate(context),
    (error) => error instanceof FeelLimitError && error.limit === limit && error.messageZh.length > 0,
    source,
  );
}

test("loops, recursion, lists and strings end at their limits", () => {
  exceeds("for a in 1..2000, b in 1..2000 return 1", "list");
  exceeds("some a in 1..2000, b in 1..2000 satisfies false", "steps");
  exceeds("count(for a in 1..1000000000 return a) > 1", "list");
  exceeds("{ f: function(g, n) g(g, n + 1), r: f(f, 1) }", "depth");
  exceeds(
    `{ s: "${"x".repeat(1000)}", a: s + s + s + s, b: a + a + a + a + a, c: b + b + b + b + b, d: c + c + c + c + c, e: d + d + d }`,
    "string",
  );
  exceeds('string join(for i in 1..90000 return "0123456789ab", "")', "string");
});

test("a limit can be set for one evaluation", () => {
  const loop = compileExpression("for i in 1..100 return i");
  assert.throws(() => loop.evaluate({}, { limits: { steps: 50 } }), FeelLimitError);
  assert.equal((loop.evaluate({}) as readonly number[]).length, 100);
});

test("no pattern runs for ever, on no text", () => {
  const evil = { text: `${"a".repeat(3000)}!` };
  assert.equal(ask('matches(text, "^(a+)+$")', evil), false);
  assert.equal(ask('matches(text, "^(a|a)*$")', evil), false);
  assert.equal(ask('matches(text, "(.*)*b")', { text: "a".repeat(500) }), false);
  exceeds('matches(text, "((a{1,1000}){1,1000}){1,1000}")', "pattern", evil);
});

test("data nested beyond reason ends in the depth limit, not in a crash", () => {
  const deep = nested(100_000);
  exceeds("flatten(deep)", "list", { deep });
  exceeds("deep = other", "depth", { deep, other: nested(100_000) });
});

test("values that hold themselves many times over cannot be written out or compared without end", () => {
  const levels = Array.from({ length: 50 }, (_, i) => `l${i + 1}: [l${i}, l${i}]`).join(", ");
  const bomb = (last: string): string => `{ l0: [1], ${levels}, r: ${last} }.r`;
  exceeds(bomb("string(l50)"), "steps");
  exceeds(`{ a: ${bomb("l50")}, b: ${bomb("l50")}, r: a = b }`, "steps");
  exceeds(bomb("flatten(l50)"), "steps");
  const value = compileExpression(bomb("l50"), { dialect: "dmn" }).evaluate({});
  assert.throws(() => toJson(value), FeelLimitError);
});

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

test("expressions nested beyond reason are refused when they are read", () => {
  for (const dialect of ["zeebe", "dmn"] as const) {
    for (const start of ["1 in < 5", "1 in [1..5]", "1 in [1]", "true"]) {
      const source = start + " and a".repeat(10_000);
      assert.throws(() => compileExpression(source, { dialect }), FeelSyntaxError);
    }
  }
});

test("an evaluation ends when its time by the given clock is up", () => {
  const loop = compileExpression("some a in 1..1000, b in 1..100 satisfies false");
  let now = 0;
  const ticking = (): number => (now += 10);
  assert.throws(
    () => loop.evaluate({}, { clock: ticking, limits: { millis: 200 } }),
    (error) =>
      error instanceof FeelLimitError && error.limit === "millis" && /200 毫秒/.test(error.messageZh),
  );
  assert.ok(now <= 250, `ended late, at ${now}`);
  assert.equal(loop.evaluate({}, { clock: () => 5, limits: { millis: 200 } }), false);
  assert.equal(loop.evaluate({}, { limits: { millis: 200 } }), false);
});
