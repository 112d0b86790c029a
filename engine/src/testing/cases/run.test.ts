import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { Resource } from "../../port.ts";
import { processModel, toXml } from "../bpmn-builder.ts";
import { readTestCases } from "./read.ts";
import { runTestCases } from "./run.ts";
import type { TestRunResult } from "./run.ts";

const main = processModel("order")
  .startEvent("start")
  .userTask("check", { name: "检查订单", candidateGroups: "clerks" })
  .exclusiveGateway("big")
  .condition("=amount > 100")
  .callActivity("approve", { processId: "approval" })
  .exclusiveGateway("merge")
  .serviceTask("ship", { type: "ship" })
  .catchEvent("paid", { message: { name: "paid", correlationKey: "=id" } })
  .catchEvent("rest", { timer: { duration: "P1D" } })
  .endEvent("end")
  .moveTo("big")
  .defaultFlow()
  .connectTo("merge")
  .boundaryEvent("lost", "ship", { error: "LOST" })
  .endEvent("sorry");
const approval = processModel("approval").startEvent("a1").userTask("decide").endEvent("a2");
const resources: Resource[] = [{ name: "order.bpmn", content: toXml(main, approval) }];

const order = { processInstanceSelector: { processDefinitionId: "order" } };
const create = (variables: object) => ({
  type: "CREATE_PROCESS_INSTANCE",
  processDefinitionSelector: { processDefinitionId: "order" },
  variables,
});
const check = {
  type: "COMPLETE_USER_TASK",
  userTaskSelector: { taskName: "检查订单" },
  variables: { checked: true },
};
const ended = { type: "ASSERT_PROCESS_INSTANCE", ...order, state: "IS_COMPLETED", hasActiveIncidents: false };

async function run(...cases: object[][]): Promise<TestRunResult> {
  const testCases = cases.map((instructions, index) => ({ name: `case ${index + 1}`, instructions }));
  return runTestCases({
    resources,
    cases: readTestCases(JSON.stringify({ testCases }), "cases.json"),
    engineFactory: ({ clock }) => createEmbeddedEngine({ inMemory: true, clock }),
  });
}

const small = [
  create({ id: "1", amount: 5 }),
  {
    type: "ASSERT_USER_TASK",
    userTaskSelector: { elementId: "check" },
    state: "IS_CREATED",
    candidateGroups: ["clerks"],
    priority: 50,
    name: "检查订单",
  },
  check,
  { type: "ASSERT_ELEMENT_INSTANCE", ...order, elementSelector: { elementId: "ship" }, state: "IS_ACTIVE" },
  { type: "COMPLETE_JOB", jobSelector: { jobType: "ship" }, variables: { parcel: "P1" } },
  {
    type: "ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION",
    ...order,
    messageSelector: { messageName: "paid" },
    state: "IS_WAITING",
  },
  { type: "PUBLISH_MESSAGE", name: "paid", correlationKey: "1", variables: { sum: 5 } },
  { type: "INCREASE_TIME", duration: "P1D" },
  ended,
  { type: "ASSERT_VARIABLES", ...order, variableNames: ["checked"], variables: { sum: 5, parcel: "P1" } },
  {
    type: "ASSERT_ELEMENT_INSTANCES",
    ...order,
    elementSelectors: [{ elementId: "ship" }, { elementId: "rest" }],
    state: "IS_COMPLETED_IN_ORDER",
  },
  {
    type: "ASSERT_ELEMENT_INSTANCES",
    ...order,
    elementSelectors: [{ elementId: "approve" }],
    state: "IS_NOT_ACTIVATED",
  },
];

test("cases pass when the process does what they say, and coverage shows what none went through", async () => {
  const mocked = [
    {
      type: "MOCK_CHILD_PROCESS",
      processDefinitionId: "approval",
      variables: { approved: true, by: { name: "李" } },
    },
    { type: "MOCK_JOB_WORKER_THROW_BPMN_ERROR", jobType: "ship", errorCode: "LOST" },
    create({ id: "2", amount: 500 }),
    check,
    ended,
    { type: "ASSERT_VARIABLES", ...order, variables: { approved: true, by: { name: "李" } } },
  ];
  const result = await run(small, mocked);
  assert.deepEqual(
    result.results.map((one) => one.failure?.message ?? null),
    [null, null],
  );
  const [coverage, child] = result.coverage;
  assert.deepEqual(coverage?.missedElements, []);
  assert.deepEqual(coverage?.missedFlows, []);
  assert.equal(coverage?.ratio, 1);
  assert.deepEqual(child?.missedElements, ["a1", "decide", "a2"]);
});

test("a mocked worker completes jobs, and an error is thrown from a job by hand", async () => {
  const mock = { type: "MOCK_JOB_WORKER_COMPLETE_JOB", jobType: "ship", variables: { parcel: "P9" } };
  const publish = { type: "CORRELATE_MESSAGE", name: "paid", correlationKey: "1" };
  const worker = [
    mock,
    create({ id: "1", amount: 1 }),
    check,
    publish,
    { type: "SET_TIME", time: "2030-01-01T00:00:00Z" },
    ended,
  ];
  const error = [
    create({ id: "1", amount: 1 }),
    check,
    { type: "THROW_BPMN_ERROR_FROM_JOB", jobSelector: { elementId: "ship" }, errorCode: "LOST" },
    {
      type: "ASSERT_ELEMENT_INSTANCE",
      ...order,
      elementSelector: { elementId: "sorry" },
      state: "IS_COMPLETED",
    },
    {
      type: "ASSERT_ELEMENT_INSTANCE",
      ...order,
      elementSelector: { elementId: "ship" },
      state: "IS_TERMINATED",
    },
  ];
  const result = await run(worker, error);
  assert.deepEqual(
    result.results.map((one) => one.failure?.message ?? null),
    [null, null],
  );
});

test("an incident is asserted, and resolved after the variables are put right", async () => {
  const result = await run([
    create({ id: "1", amount: "many" }),
    check,
    { type: "ASSERT_PROCESS_INSTANCE", ...order, state: "IS_ACTIVE", hasActiveIncidents: true },
    { type: "UPDATE_VARIABLES", ...order, variables: { amount: 1 } },
    { type: "RESOLVE_INCIDENT", incidentSelector: { elementId: "big" } },
    {
      type: "ASSERT_ELEMENT_INSTANCES",
      ...order,
      elementSelectors: [{ elementId: "ship" }],
      state: "IS_ACTIVE_EXACTLY",
    },
  ]);
  assert.equal(result.results[0]?.failure?.message ?? null, null);
});

test("a case that does not hold says what was expected, what was found, and where the token is", async () => {
  const result = await run([create({ id: "1", amount: 5 }), ended]);
  assert.deepEqual([result.passed, result.failed], [0, 1]);
  const failure = result.results[0]?.failure;
  assert.deepEqual([failure?.instruction, failure?.type], [2, "ASSERT_PROCESS_INSTANCE"]);
  assert.match(failure?.expected ?? "", /COMPLETED/);
  assert.match(failure?.found ?? "", /ACTIVE/);
  assert.deepEqual(
    failure?.tokens.map((token) => [token.processId, token.elementId, token.elementName]),
    [["order", "check", "检查订单"]],
  );
  assert.match(failure?.messageZh ?? "", /第 2 条指令/);
});

test("a job, task or decision that is not there is named with what there is", async () => {
  const at = async (instruction: object): Promise<string> =>
    (await run([create({ id: "1", amount: 5 }), instruction])).results[0]?.failure?.message ?? "passed";
  assert.match(await at({ type: "COMPLETE_JOB", jobSelector: { jobType: "ship" } }), /open job.*none/);
  assert.match(
    await at({ type: "COMPLETE_USER_TASK", userTaskSelector: { elementId: "decide" } }),
    /decide.*check/,
  );
  assert.match(
    await at({ type: "ASSERT_DECISION", decisionSelector: { decisionDefinitionId: "d" } }),
    /evaluation.*none/,
  );
  assert.match(await at({ type: "CORRELATE_MESSAGE", name: "paid", correlationKey: "1" }), /nobody waits/);
});
