import assert from "node:assert/strict";
import { test } from "node:test";
import { readTestCases, TestCaseError } from "./read.ts";

const file = (...instructions: object[]): string =>
  JSON.stringify({ testCases: [{ name: "n", instructions }] });

function placeOf(text: string): string {
  try {
    readTestCases(text, "cases.json");
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof TestCaseError);
    assert.match(error.messageZh, /[\u4e00-\u9fff]/);
    return error.path;
  }
}

test("a file in the format is read as it stands", () => {
  const [first] = readTestCases(
    file({ type: "COMPLETE_JOB", jobSelector: { jobType: "x" }, variables: { a: 1 } }),
    "cases.json",
  );
  assert.deepEqual(first?.instructions, [
    { type: "COMPLETE_JOB", jobSelector: { jobType: "x" }, variables: { a: 1 } },
  ]);
});

test("what is not in the format is refused with its place", () => {
  assert.equal(placeOf("{"), "$");
  assert.equal(placeOf("{}"), "testCases");
  assert.equal(placeOf('{"testCases":[{"instructions":[]}]}'), "testCases[0].name");
  assert.equal(placeOf(file({ type: "DANCE" })), "testCases[0].instructions[0].type");
  assert.equal(placeOf(file({ type: "SET_TIME" })), "testCases[0].instructions[0].time");
  assert.equal(placeOf(file({ type: "SET_TIME", time: 5 })), "testCases[0].instructions[0].time");
  assert.equal(placeOf(file({ type: "SET_TIME", time: "t", more: 1 })), "testCases[0].instructions[0].more");
  assert.equal(
    placeOf(file({ type: "COMPLETE_JOB", jobSelector: { colour: "red" } })),
    "testCases[0].instructions[0].jobSelector",
  );
  const state = {
    processInstanceSelector: { processDefinitionId: "p" },
    elementSelector: { elementId: "e" },
    state: "IS_TIRED",
  };
  assert.equal(
    placeOf(file({ type: "ASSERT_ELEMENT_INSTANCE", ...state })),
    "testCases[0].instructions[0].state",
  );
});

test("an instruction of the format that cannot be done says so, with the way out", () => {
  const text = file({ type: "ASSERT_VARIABLE" });
  assert.throws(() => readTestCases(text, "cases.json"), /language model.*ASSERT_VARIABLES/);
});
