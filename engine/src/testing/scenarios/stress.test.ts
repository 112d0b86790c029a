import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import type { ScopeBuilder } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const HOUR = 3_600_000;

scenario("a loop without a wait goes on in turns and ends when its condition says so", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s", { outputs: { n: "=0" } })
      .exclusiveGateway("loop")
      .exclusiveGateway("again")
      .condition("=n >= 3")
      .endEvent("e")
      .moveTo("again")
      .defaultFlow()
      .serviceTask("t", { type: "x", outputs: { n: "=n + 1" } })
      .connectTo("loop"),
  );
  const worker = engine.engine.openWorker({ type: "x", handler: (_job, act) => act.complete() });
  const key = await engine.start("p");
  await engine.settle();
  await worker.close();
  assert.equal(engine.state(key), "COMPLETED");
  assert.equal(engine.variables(key).n, 3);
});

scenario(
  "two hundred steps in a row without a wait run to the end, whatever else is asked meanwhile",
  async (engine) => {
    const model = processModel("p").startEvent("s");
    for (let index = 0; index < 200; index += 1) model.task(`t${index}`);
    await engine.deploy([model.endEvent("e"), processModel("q").startEvent("s2").endEvent("e2")]);
    const [long, short] = await Promise.all([engine.start("p"), engine.start("q")]);
    assert.deepEqual([engine.state(long), engine.state(short)], ["COMPLETED", "COMPLETED"]);
    assert.equal(engine.completed(long).length, 202);
  },
);

scenario(
  "five hundred instances of one activity side by side give five hundred results in order",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .scriptTask("t", {
          expression: "=item * 2",
          resultVariable: "double",
          multiInstance: {
            inputCollection: "=for i in 1..500 return i",
            inputElement: "item",
            outputCollection: "all",
            outputElement: "=double",
          },
        })
        .endEvent("e"),
    );
    const key = await engine.start("p");
    assert.equal(engine.state(key), "COMPLETED");
    const { all } = engine.variables(key);
    assert.ok(Array.isArray(all));
    assert.deepEqual([all.length, all[0], all[499]], [500, 2, 1000]);
  },
);

scenario("sub-processes twenty deep carry errors to the outermost boundary", async (engine) => {
  const model = processModel("p").startEvent("s");
  const nest =
    (depth: number) =>
    (scope: ScopeBuilder): unknown => {
      const inner = scope.startEvent(`s${depth}`);
      const body =
        depth === 0
          ? inner.serviceTask("t", { type: "x" })
          : inner.subProcess(`sub${depth}`, nest(depth - 1));
      return body.endEvent(`e${depth}`);
    };
  model
    .subProcess("sub20", nest(19))
    .endEvent("e")
    .boundaryEvent("b", "sub20", { error: "DEEP" })
    .endEvent("caught");
  await engine.deploy(model);
  const key = await engine.start("p");
  await engine.throwError("x", "DEEP");
  assert.equal(engine.state(key), "COMPLETED");
  assert.ok(engine.completed(key).includes("caught"));
});

scenario("an incident in one instance of a loop stops only that one", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "=item.kind",
        multiInstance: { inputCollection: "=items", inputElement: "item" },
      })
      .endEvent("e"),
  );
  const key = await engine.start("p", { items: [{ kind: "a" }, { kind: 7 }, { kind: "b" }] });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR t"]);
  await engine.completeJob("a");
  await engine.completeJob("b");
  assert.equal(engine.state(key), "ACTIVE");
  const [incident] = engine.engine.query.incidents();
  await engine.engine.setVariables(
    incident?.variableScopeKey ?? "",
    { item: { kind: "c" } },
    { local: true },
  );
  await engine.resolve();
  await engine.completeJob("c");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario(
  "cancelling in the middle of a loop of sub-processes and calls leaves nothing behind",
  async (engine) => {
    await engine.deploy([
      processModel("p")
        .startEvent("s")
        .subProcess(
          "sub",
          (inner) => inner.startEvent("i").callActivity("c", { processId: "q" }).endEvent("j"),
          {
            multiInstance: { inputCollection: "=[1, 2, 3]", inputElement: "item" },
          },
        )
        .endEvent("e")
        .boundaryEvent("b", "sub", { timer: { duration: "PT1H" }, interrupting: false })
        .endEvent("f"),
      processModel("q")
        .startEvent("s2")
        .eventBasedGateway("g")
        .catchEvent("m", { message: { name: "go", correlationKey: '="k"' } })
        .endEvent("e2")
        .moveTo("g")
        .catchEvent("w", { timer: { duration: "PT2H" } })
        .endEvent("e3"),
    ]);
    const key = await engine.start("p");
    await engine.publish("go", "k");
    await engine.engine.cancelInstance(key);
    await engine.settle();
    assert.equal(engine.state(key), "TERMINATED");
    assert.deepEqual(engine.engine.query.processInstances(), []);
    await engine.wait(3 * HOUR);
    await engine.publish("go", "k");
    assert.ok([...engine.trace.elements.values()].every((element) => element.state !== "ACTIVE"));
    assert.ok(engine.trace.subscriptions.every((subscription) => !subscription.waiting));
  },
);

scenario("a task's incident goes with the task when a boundary event interrupts it", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .subProcess("sub", (inner) =>
        inner.startEvent("i").serviceTask("t", { type: "=missing" }).endEvent("j"),
      )
      .endEvent("e")
      .boundaryEvent("b", "sub", { timer: { duration: "PT1H" } })
      .endEvent("late"),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR t"]);
  await engine.wait(HOUR);
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.incidents(), []);
  assert.deepEqual(engine.engine.query.incidents(), []);
});

scenario("a thousand instances at once all end, and the stream tells each once", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").serviceTask("t", { type: "x" }).endEvent("e"));
  const worker = engine.engine.openWorker({
    type: "x",
    maxJobs: 50,
    handler: (job, act) => act.complete({ echo: job.variables.n ?? null }),
  });
  const results = await Promise.all(
    Array.from({ length: 1000 }, (_, n) =>
      engine.engine.createInstanceWithResult({ bpmnProcessId: "p" }, { n }),
    ),
  );
  await worker.close();
  assert.deepEqual(
    results.map((result) => result.variables.echo),
    Array.from({ length: 1000 }, (_, n) => n),
  );
  await engine.settle();
  const ends = engine.trace.records.filter(
    (one) => one.intent === "ELEMENT_COMPLETED" && one.value.bpmnElementType === "PROCESS",
  );
  assert.equal(ends.length, 1000);
  assert.equal(new Set(ends.map((one) => one.key)).size, 1000);
});

scenario("a token that comes back to a join it has passed waits anew", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .exclusiveGateway("m")
      .parallelGateway("f")
      .userTask("a")
      .parallelGateway("j")
      .exclusiveGateway("x")
      .condition("=again")
      .connectTo("m")
      .moveTo("x")
      .defaultFlow()
      .endEvent("e")
      .moveTo("f")
      .userTask("b")
      .connectTo("j"),
  );
  const key = await engine.start("p", { again: true });
  await engine.completeUserTask("a");
  await engine.completeUserTask("b");
  assert.deepEqual(engine.active(key).sort(), ["a", "b"]);
  await engine.completeUserTask("b", { again: false });
  await engine.completeUserTask("a");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("names of variables that JavaScript knows of are names like any other", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .serviceTask("t", {
        type: "x",
        inputs: { constructor: "=toString", hasOwnProperty: "=1" },
        outputs: { valueOf: "=constructor" },
      })
      .endEvent("e"),
  );
  const variables = JSON.parse('{"__proto__": {"polluted": true}, "toString": "text", "constructor": 5}') as {
    [name: string]: string;
  };
  const key = await engine.start("p", variables);
  const [job] = await engine.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: HOUR });
  assert.equal(job?.variables.constructor, "text");
  await engine.completeJob("x");
  assert.equal(engine.variables(key).valueOf, "text");
  assert.equal(Object.hasOwn({}, "polluted") || "polluted" in {}, false);
});
