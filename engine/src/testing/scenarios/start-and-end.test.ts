import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const HOUR = 3_600_000;

scenario("an instance runs from its none start event to its none end event", async (engine) => {
  await engine.deploy(
    processModel("p").startEvent("s").manualTask("m").task("t").throwEvent("x").endEvent("e"),
  );
  const key = await engine.start("p", { a: 1 });
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.completed(key), ["s", "m", "t", "x", "e"]);
  assert.deepEqual(engine.variables(key), { a: 1 });
  assert.deepEqual(engine.engine.query.processInstances(), []);
});

scenario("a process without end event ends when its last token has nowhere to go", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").task("t"));
  const key = await engine.start("p");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("starting an unknown process is refused with NOT_FOUND and nothing happens", async (engine) => {
  await assert.rejects(engine.engine.createInstance({ bpmnProcessId: "nope" }), { code: "NOT_FOUND" });
});

scenario("a process without none start event cannot be started by command", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s", { message: { name: "go" } })
      .endEvent("e"),
  );
  await assert.rejects(engine.engine.createInstance({ bpmnProcessId: "p" }), { code: "INVALID_STATE" });
});

scenario("the result of an instance is awaited with the variables asked for", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .scriptTask("t", { expression: "=a + 1", resultVariable: "b" })
      .endEvent("e"),
  );
  const all = await engine.engine.createInstanceWithResult({ bpmnProcessId: "p" }, { a: 1 });
  assert.deepEqual(all.variables, { a: 1, b: 2 });
  const some = await engine.engine.createInstanceWithResult(
    { bpmnProcessId: "p" },
    { a: 4 },
    { fetchVariables: ["b"] },
  );
  assert.deepEqual(some.variables, { b: 5 });
});

scenario("awaiting the result of a cancelled instance is refused", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").userTask("u").endEvent("e"));
  const result = engine.engine.createInstanceWithResult({ bpmnProcessId: "p" });
  result.catch(() => undefined);
  await engine.settle();
  const [instance] = engine.engine.query.processInstances();
  await engine.engine.cancelInstance(instance?.processInstanceKey ?? "");
  await assert.rejects(result);
});

scenario("a message starts one instance with its variables", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s", { message: { name: "go" } })
      .userTask("u")
      .endEvent("e"),
  );
  await engine.publish("go", "", { a: 1 });
  const [instance] = engine.trace.processInstances("p");
  assert.deepEqual(engine.active(instance?.key ?? ""), ["u"]);
  assert.deepEqual(engine.variables(instance?.key ?? ""), { a: 1 });
});

scenario(
  "while an instance started by a message lives, a second message of its key starts no other",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s", { message: { name: "go" } })
        .userTask("u")
        .endEvent("e"),
    );
    await engine.publish("go", "key-1", {}, HOUR);
    await engine.publish("go", "key-1", {}, HOUR);
    await engine.publish("go", "key-2", {}, HOUR);
    assert.equal(engine.trace.processInstances("p").length, 2);
    await engine.completeUserTask("u");
    assert.equal(engine.trace.processInstances("p").length, 3, "the buffered message follows");
  },
);

scenario("a timer start event with a counted cycle starts that many instances", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s", { timer: { cycle: "R2/PT1H" } })
      .endEvent("e"),
  );
  await engine.settle();
  assert.equal(engine.trace.processInstances("p").length, 0);
  await engine.wait(HOUR);
  assert.equal(engine.trace.processInstances("p").length, 1);
  await engine.wait(HOUR);
  await engine.wait(HOUR);
  assert.equal(engine.trace.processInstances("p").length, 2);
});

scenario("a new version takes over the timer and message starts of the old one", async (engine) => {
  const version = (task: string) =>
    processModel("p")
      .startEvent("s", { timer: { cycle: "R/PT1H" } })
      .userTask(task)
      .endEvent("e")
      .startEvent("m", { message: { name: "go" } })
      .connectTo(task);
  await engine.deploy(version("old"));
  await engine.deploy(version("new"));
  await engine.wait(HOUR);
  await engine.publish("go", "");
  const instances = engine.trace.processInstances("p");
  assert.deepEqual(
    instances.map((one) => engine.active(one.key)),
    [["new"], ["new"]],
  );
});

scenario("a signal starts an instance and wakes those who wait for it", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s", { signal: "alarm" }).userTask("u").endEvent("e"));
  await engine.deploy(processModel("q").startEvent("s2").catchEvent("c", { signal: "alarm" }).endEvent("e2"));
  const waiting = await engine.start("q");
  await engine.engine.broadcastSignal("alarm", { level: 3 });
  await engine.settle();
  assert.equal(engine.state(waiting), "COMPLETED");
  assert.deepEqual(engine.variables(waiting), { level: 3 });
  const [started] = engine.trace.processInstances("p");
  assert.deepEqual(engine.variables(started?.key ?? ""), { level: 3 });
});

scenario("a terminate end event ends everything else in its scope and completes it", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) =>
        inner
          .startEvent("i")
          .parallelGateway("f")
          .userTask("u")
          .endEvent("j")
          .moveTo("f")
          .serviceTask("t", { type: "x" })
          .endEvent("stop", { terminate: true }),
      )
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.completeJob("x");
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.elements(key, "TERMINATED"), ["u"]);
  assert.ok(engine.completed(key).includes("sub"));
});

scenario("an error end event is caught by the boundary event of its code and by no other", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) => inner.startEvent("i").endEvent("j", { error: "LOST" }))
      .endEvent("e")
      .boundaryEvent("wrong", "sub", { error: "OTHER" })
      .endEvent("no")
      .boundaryEvent("right", "sub", { error: "LOST" })
      .endEvent("yes"),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.completed(key), ["s", "i", "right", "yes"]);
  assert.deepEqual(engine.elements(key, "TERMINATED").sort(), ["j", "sub"]);
});

scenario("an error end event that nobody catches raises an incident", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").endEvent("e", { error: "LOST" }));
  await engine.start("p");
  assert.deepEqual(engine.incidents(), ["UNHANDLED_ERROR_EVENT e"]);
});

scenario(
  "cancelling ends all that is active, here and in called processes, with its jobs, tasks and timers",
  async (engine) => {
    await engine.deploy([
      processModel("p")
        .startEvent("s")
        .parallelGateway("f")
        .callActivity("c", { processId: "q" })
        .endEvent("e")
        .moveTo("f")
        .catchEvent("w", { timer: { duration: "PT1H" } })
        .connectTo("e"),
      processModel("q")
        .startEvent("s2")
        .parallelGateway("f2")
        .userTask("u")
        .endEvent("e2")
        .moveTo("f2")
        .serviceTask("t", { type: "x" })
        .connectTo("e2"),
    ]);
    const key = await engine.start("p");
    await engine.engine.cancelInstance(key);
    await engine.settle();
    assert.equal(engine.state(key), "TERMINATED");
    const [called] = engine.trace.processInstances("q");
    assert.equal(called?.state, "TERMINATED");
    assert.deepEqual(
      [...engine.trace.jobs.values()].map((job) => job.open),
      [false],
    );
    assert.deepEqual(
      [...engine.trace.userTasks.values()].map((task) => task.state),
      ["CANCELED"],
    );
    assert.deepEqual(engine.engine.query.processInstances(), []);
    await assert.rejects(engine.engine.cancelInstance(key), { code: "NOT_FOUND" });
  },
);

scenario("a called instance cannot be cancelled on its own", async (engine) => {
  await engine.deploy([
    processModel("p").startEvent("s").callActivity("c", { processId: "q" }).endEvent("e"),
    processModel("q").startEvent("s2").userTask("u").endEvent("e2"),
  ]);
  await engine.start("p");
  const [called] = engine.trace.processInstances("q");
  await assert.rejects(engine.engine.cancelInstance(called?.key ?? ""), { code: "INVALID_STATE" });
});
