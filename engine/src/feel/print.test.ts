import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FeelSyntaxError, printExpression, printUnaryTests } from "./index.ts";
import { withoutPlaces } from "./syntax/ast.ts";
import type { Ast } from "./syntax/ast.ts";
import type { Dialect } from "./index.ts";
import { readExpression } from "./syntax/read.ts";
import { printTree } from "./print.ts";
import { expression } from "./testing/generate.ts";

function read(source: string, dialect: Dialect): Ast | null {
  try {
    return readExpression(source, { dialect });
  } catch (error) {
    if (error instanceof FeelSyntaxError) return null;
    throw error;
  }
}

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`what is printed reads as the same tree and prints as the same text (${dialect})`, () => {
    let read1 = 0;
    fc.assert(
      fc.property(expression, (source) => {
        const tree = read(source, dialect);
        if (!tree) return;
        read1++;
        const printed = printTree(tree, dialect);
        const again = readExpression(printed, { dialect });
        assert.deepEqual(withoutPlaces(again), withoutPlaces(tree), printed);
        assert.equal(printTree(again, dialect), printed);
      }),
      { numRuns: 2000 },
    );
    assert.ok(read1 > 1000, `only ${read1} of the generated expressions could be read`);
  });
}

test("a function name with an and in it is one name, however deep the rest", () => {
  const deep = `date and time("2024-02-29T10:00:00")[1] in ((for x in 1, y in (1 in ((for x in date("2024-02-29"), y in (< 5) return [x, y, count(partial), 1]))) return [x, y, count(partial), 1]), {k: {k: @"2024-02-29T10:00:00+01:00", x: {a: 1}, l: k}, x: 1, l: k})`;
  assert.equal(readExpression(deep, { dialect: "zeebe" }).kind, "in");
  assert.equal(printExpression(deep), deep);
});

test("the printed form has the parentheses it needs and no more", () => {
  const forms: [string, string][] = [
    ["(1+2)*3", "(1 + 2) * 3"],
    ["1+(2*3)", "1 + 2 * 3"],
    ["1-(2-3)", "1 - (2 - 3)"],
    ["a and(b or c)", "a and (b or c)"],
    ["if a then b else c", "if a then b else c"],
    ["x in[1..5]", "x in ([1..5])"],
    ['{a:1,"b c":[2]}', '{a: 1, "b c": [2]}'],
    ["申请人.年龄>=18", "申请人.年龄 >= 18"],
    ["`a b`+1", "`a b` + 1"],
    ['@"2024-01-01"', '@"2024-01-01"'],
    ["for x in 1..3, y in l return x*y", "for x in 1..3, y in l return x * y"],
    ["l[item>1][1].a", "l[item > 1][1].a"],
    ["- (a)", "-a"],
    ["n in true", "n in true"],
    ["n in (true)", "n in (true)"],
    ["function(x) (and()) instance of number", "function(x) (and() instance of number)"],
  ];
  for (const [source, printed] of forms) assert.equal(printExpression(source), printed);
  assert.equal(
    printExpression("Kitchen-Area*2", { dialect: "dmn", names: ["Kitchen-Area"] }),
    "Kitchen-Area * 2",
  );
});

test("cells are printed in their normal form too", () => {
  assert.equal(printUnaryTests('<5,[10..20],"a"'), '< 5, [10..20], "a"');
  assert.equal(printUnaryTests("not( 1 , 2 )"), "not(1, 2)");
  assert.equal(printUnaryTests(" "), "-");
});
