import assert from "node:assert/strict";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import type { Json } from "../feel/index.ts";
import { parseDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

/** Rules that match 1 (the first three) and 2 (the last). */
const rules = [
  ["1", '"b"', "10"],
  ["1", '"a"', "30"],
  ["<= 1", '"a"', "20"],
  ["2", '"c"', "5"],
];

async function decide(
  hitPolicy: string,
  options: { aggregation?: string; column?: number; rules?: string[][]; x?: number } = {},
): Promise<{ output: Json; failure: string | null }> {
  const { aggregation, column, x = 1 } = options;
  const all = ['p|"a","b","c"', "n|30,20,10,5"];
  const outputs = column === undefined ? all : [all[column] ?? ""];
  const cells = (options.rules ?? rules).map((r) =>
    column === undefined ? r : [r[0] ?? "", r[column + 1] ?? ""],
  );
  const model = await parseDmn(
    buildDmn([{ id: "d", logic: { hitPolicy, aggregation, inputs: ["x"], outputs, rules: cells } }]),
  );
  const result = model.evaluate("d", { x });
  return { output: toJson(result.output), failure: result.failure?.message ?? null };
}

test("UNIQUE gives the one matching rule and fails on several", async () => {
  assert.deepEqual(await decide("UNIQUE", { x: 2 }), { output: { p: "c", n: 5 }, failure: null });
  const several = await decide("UNIQUE");
  assert.equal(several.output, null);
  assert.match(several.failure ?? "", /rules 1, 2, 3 match at once.*UNIQUE/);
});

test("FIRST gives the first matching rule", async () => {
  assert.deepEqual((await decide("FIRST")).output, { p: "b", n: 10 });
});

test("PRIORITY and OUTPUT ORDER follow the order of the output values, column by column", async () => {
  assert.deepEqual((await decide("PRIORITY")).output, { p: "a", n: 30 });
  assert.deepEqual((await decide("OUTPUT ORDER")).output, [
    { p: "a", n: 30 },
    { p: "a", n: 20 },
    { p: "b", n: 10 },
  ]);
  assert.deepEqual((await decide("OUTPUT ORDER", { column: 1 })).output, [30, 20, 10]);
});

test("ANY takes equal outputs and fails on different ones", async () => {
  assert.equal(
    (
      await decide("ANY", {
        column: 0,
        rules: [
          ["1", '"a"'],
          ["-", '"a"'],
        ],
      })
    ).output,
    "a",
  );
  assert.match((await decide("ANY", { column: 0 })).failure ?? "", /ANY forbids/);
});

test("RULE ORDER and COLLECT give all outputs in the order of the rules", async () => {
  assert.deepEqual((await decide("RULE ORDER", { column: 0 })).output, ["b", "a", "a"]);
  assert.deepEqual((await decide("COLLECT", { column: 1 })).output, [10, 30, 20]);
});

test("COLLECT adds, counts and finds the least and the greatest", async () => {
  for (const [aggregation, expected] of [
    ["SUM", 60],
    ["COUNT", 3],
    ["MIN", 10],
    ["MAX", 30],
  ] as const) {
    assert.equal((await decide("COLLECT", { aggregation, column: 1 })).output, expected, aggregation);
  }
  assert.match(
    (await decide("COLLECT", { aggregation: "SUM", column: 0 })).failure ?? "",
    /SUM needs numbers/,
  );
  await assert.rejects(decide("COLLECT", { aggregation: "SUM" }), { code: "TABLE" });
});

test("a table without a matching rule gives null, or its default outputs", async () => {
  assert.deepEqual(await decide("UNIQUE", { x: 9 }), { output: null, failure: null });
  assert.deepEqual(await decide("COLLECT", { x: 9, column: 1, aggregation: "SUM" }), {
    output: null,
    failure: null,
  });
  const logic = { inputs: ["x"], outputs: ['p||"none"', "n||0"], rules: [["1", '"a"', "1"]] };
  const model = await parseDmn(buildDmn([{ id: "d", logic }]));
  assert.deepEqual(toJson(model.evaluate("d", { x: 2 }).output), { p: "none", n: 0 });
});
