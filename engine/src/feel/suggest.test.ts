import assert from "node:assert/strict";
import { test } from "node:test";
import { compileExpression } from "./index.ts";
import type { FeelWarning, HostContext } from "./index.ts";
import { nearestName } from "./suggest.ts";

function warning(source: string, context: HostContext = {}): FeelWarning | undefined {
  const all: FeelWarning[] = [];
  compileExpression(source).evaluate(context, { onWarning: (w) => all.push(w) });
  return all[0];
}

test("a name that is nearly right is told which one was meant, in both languages", () => {
  const unknown = warning("aplicant", { applicant: 1, amount: 2 });
  assert.equal(unknown?.message, "No variable found with name 'aplicant'. Did you mean 'applicant'?");
  assert.equal(unknown?.messageZh, "没有名为“aplicant”的变量。您是否指“applicant”？");
  assert.match(warning("申请人.年岭", { 申请人: { 年龄: 20 } })?.messageZh ?? "", /您是否指“年龄”？$/);
  assert.match(warning("strng(1)")?.message ?? "", /Did you mean 'string'\?$/);
  assert.match(warning(`\`uper case\`("a")`)?.message ?? "", /Did you mean 'upper case'\?$/);
  assert.match(warning("for person in [1] return persn")?.message ?? "", /'person'/);
  assert.match(warning("[{price: 1}][prise > 1]")?.message ?? "", /'price'/);
  assert.match(warning("[{price: 1}].prcie")?.message ?? "", /'price'/);
});

test("a name that is near to none gets no advice", () => {
  assert.equal(warning("x", { y: 1 })?.message, "No variable found with name 'x'.");
  assert.equal(warning("something", { else: 1 })?.message, "No variable found with name 'something'.");
});

test("the nearest of several is taken; letters in the other case count as no error", () => {
  assert.equal(nearestName("Amount", ["amounts", "amount", "count"]), "amount");
  assert.equal(nearestName("recieve", ["receives", "receive"]), "receive");
  assert.equal(nearestName("a".repeat(100), ["a".repeat(101)]), null);
});
