import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const model = (options = {}) => processModel("p").startEvent("s").userTask("u", options).endEvent("e");

scenario("a user task carries what its model says, and completes with variables", async (engine) => {
  await engine.deploy(
    model({
      candidateGroups: '=["a", "b"]',
      candidateUsers: "li,wang",
      dueDate: "=due",
      followUpDate: "2026-02-01T00:00:00Z",
      priority: "=70 + 5",
      externalReference: "forms/x",
      headers: { h: "1" },
    }),
  );
  const key = await engine.start("p", { due: "2026-03-01T09:00:00+08:00" });
  const [task] = engine.engine.query.userTasks({ processInstanceKey: key });
  assert.deepEqual(
    [
      task?.state,
      task?.assignee,
      task?.candidateGroups,
      task?.candidateUsers,
      task?.priority,
      task?.externalFormReference,
      task?.customHeaders,
    ],
    ["CREATED", null, ["a", "b"], ["li", "wang"], 75, "forms/x", { h: "1" }],
  );
  assert.equal(Date.parse(task?.dueDate ?? ""), Date.parse("2026-03-01T09:00:00+08:00"));
  assert.equal(Date.parse(task?.followUpDate ?? ""), Date.parse("2026-02-01T00:00:00Z"));
  await engine.completeUserTask("u", { decision: "yes" });
  assert.equal(engine.state(key), "COMPLETED");
  assert.equal(engine.variables(key).decision, "yes");
  assert.equal(engine.engine.query.userTask(task?.key ?? ""), null);
});

scenario("a user task without priority has 50", async (engine) => {
  await engine.deploy(model());
  await engine.start("p");
  assert.equal(engine.engine.query.userTasks()[0]?.priority, 50);
});

scenario("tasks are found by assignee and candidate group", async (engine) => {
  await engine.deploy(model({ assignee: "=who", candidateGroups: "clerks" }));
  await engine.start("p", { who: "li" });
  await engine.start("p", { who: "wang" });
  const found = engine.engine.query.userTasks({ assignee: "li" });
  assert.deepEqual(
    found.map((task) => task.assignee),
    ["li"],
  );
  assert.equal(engine.engine.query.userTasks({ candidateGroup: "clerks" }).length, 2);
  assert.equal(engine.engine.query.userTasks({ candidateGroup: "heads" }).length, 0);
});

scenario("a task can be claimed by one person only, given back, and assigned to another", async (engine) => {
  await engine.deploy(model());
  await engine.start("p");
  const { key } = engine.userTask("u");
  await engine.engine.claimUserTask(key, "li");
  await engine.engine.claimUserTask(key, "li");
  await assert.rejects(engine.engine.claimUserTask(key, "wang"), { code: "INVALID_STATE" });
  assert.equal(engine.engine.query.userTask(key)?.assignee, "li");
  await engine.engine.unassignUserTask(key);
  assert.equal(engine.engine.query.userTask(key)?.assignee, null);
  await engine.engine.assignUserTask(key, "wang");
  await engine.engine.assignUserTask(key, "zhao");
  assert.equal(engine.engine.query.userTask(key)?.assignee, "zhao");
});

scenario("a task's groups, dates and priority can be changed", async (engine) => {
  await engine.deploy(model({ candidateGroups: "a", dueDate: "2026-02-01T00:00:00Z" }));
  await engine.start("p");
  const { key } = engine.userTask("u");
  await engine.engine.updateUserTask(key, {
    candidateGroups: ["b", "c"],
    candidateUsers: ["x"],
    dueDate: null,
    priority: 90,
  });
  const task = engine.engine.query.userTask(key);
  assert.deepEqual(
    [task?.candidateGroups, task?.candidateUsers, task?.dueDate, task?.priority],
    [["b", "c"], ["x"], null, 90],
  );
  assert.deepEqual(engine.engine.query.userTasks({ candidateGroup: "a" }), []);
  await assert.rejects(engine.engine.updateUserTask(key, { priority: 101 }), { code: "INVALID_ARGUMENT" });
});

scenario("a task that is completed cannot be claimed or completed again", async (engine) => {
  await engine.deploy(model());
  await engine.start("p");
  const { key } = engine.userTask("u");
  await engine.engine.completeUserTask(key);
  await assert.rejects(engine.engine.completeUserTask(key), { code: "NOT_FOUND" });
  await assert.rejects(engine.engine.claimUserTask(key, "li"), { code: "NOT_FOUND" });
});

scenario("the action of a completion is in the record", async (engine) => {
  await engine.deploy(model());
  await engine.start("p");
  await engine.engine.completeUserTask(engine.userTask("u").key, { ok: true }, "approve");
  await engine.settle();
  const record = engine.trace.records.find(
    (one) => one.valueType === "USER_TASK" && one.intent === "COMPLETED",
  );
  assert.equal(record?.value.action, "approve");
  assert.deepEqual(record?.value.variables, { ok: true });
});

scenario("an assignee that is no text raises an incident", async (engine) => {
  await engine.deploy(model({ assignee: "=who" }));
  const key = await engine.start("p", { who: 5 });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR u"]);
  await engine.engine.setVariables(key, { who: "li" });
  await engine.resolve();
  assert.equal(engine.userTask("u").assignee, "li");
});

scenario(
  "a user task without zeebe:userTask is a job whose headers say what its model says",
  async (engine) => {
    const extensions =
      '<bpmn:extensionElements><zeebe:formDefinition formKey="key"/><zeebe:assignmentDefinition assignee="=who" candidateGroups="a,b"/>' +
      '<zeebe:taskSchedule dueDate="2026-01-01T00:00:00Z"/><zeebe:taskHeaders><zeebe:header key="h" value="1"/></zeebe:taskHeaders></bpmn:extensionElements>';
    await engine.deploy(
      processModel("p").startEvent("s").element("bpmn:userTask", "u", extensions).endEvent("e"),
    );
    const key = await engine.start("p", { who: "li" });
    const [job] = await engine.engine.activateJobs({
      type: "io.camunda.zeebe:userTask",
      maxJobs: 1,
      timeoutMs: 1000,
    });
    assert.deepEqual(job?.customHeaders, {
      h: "1",
      "io.camunda.zeebe:assignee": "li",
      "io.camunda.zeebe:candidateGroups": '["a","b"]',
      "io.camunda.zeebe:dueDate": "2026-01-01T00:00Z",
      "io.camunda.zeebe:formKey": "key",
    });
    await engine.completeJob("io.camunda.zeebe:userTask", { done: true });
    assert.deepEqual(engine.variables(key), { who: "li", done: true });
  },
);

const listening = (event: "assigning" | "completing" | "canceling") =>
  model({ taskListeners: [{ event, type: "=worker" }] });

scenario(
  "a completion whose listener cannot be named waits with an incident, and goes on",
  async (engine) => {
    await engine.deploy(listening("completing"));
    const key = await engine.start("p");
    await engine.completeUserTask("u", { decision: "yes" });
    assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR u"]);
    assert.deepEqual(engine.active(key), ["u"]);
    await engine.engine.setVariables(key, { worker: "ask" });
    await engine.resolve();
    assert.deepEqual(engine.incidents(), []);
    await engine.completeJob("ask");
    assert.equal(engine.state(key), "COMPLETED");
    assert.equal(engine.variables(key).decision, "yes");
  },
);

scenario(
  "an assignment whose listener cannot be named leaves the task as it was until it can",
  async (engine) => {
    await engine.deploy(listening("assigning"));
    const key = await engine.start("p");
    const [task] = engine.engine.query.userTasks({ processInstanceKey: key });
    await engine.engine.assignUserTask(task?.key ?? "", "li");
    await engine.settle();
    assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR u"]);
    assert.equal(engine.engine.query.userTask(task?.key ?? "")?.assignee, null);
    await engine.engine.setVariables(key, { worker: "ask" });
    await engine.resolve();
    await engine.completeJob("ask");
    assert.equal(engine.engine.query.userTask(task?.key ?? "")?.assignee, "li");
  },
);

scenario(
  "an instance with a listener of cancellation that cannot be named is cancelled once it can",
  async (engine) => {
    await engine.deploy(listening("canceling"));
    const key = await engine.start("p");
    await engine.engine.cancelInstance(key);
    await engine.settle();
    assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR u"]);
    await engine.engine.setVariables(key, { worker: "tell" });
    await engine.resolve();
    await engine.completeJob("tell");
    assert.equal(engine.state(key), "TERMINATED");
  },
);
