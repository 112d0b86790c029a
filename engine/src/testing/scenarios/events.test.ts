import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
const catching = () =>
  processModel("p")
    .startEvent("s")
    .catchEvent("c", { message: { name: "paid", correlationKey: "=order" } })
    .endEvent("e");

scenario("a message of the right name and key wakes the instance that waits, and only it", async (engine) => {
  await engine.deploy(catching());
  const first = await engine.start("p", { order: "1" });
  const second = await engine.start("p", { order: "2" });
  await engine.publish("paid", "1", { sum: 10 });
  assert.deepEqual([engine.state(first), engine.state(second)], ["COMPLETED", "ACTIVE"]);
  assert.deepEqual(engine.variables(first), { order: "1", sum: 10 });
});

scenario("a message published before anybody waits is kept for its lifetime", async (engine) => {
  await engine.deploy(catching());
  await engine.publish("paid", "1", { sum: 1 }, HOUR);
  await engine.publish("paid", "1", { sum: 2 }, HOUR);
  const key = await engine.start("p", { order: "1" });
  assert.equal(engine.state(key), "COMPLETED");
  assert.equal(engine.variables(key).sum, 1, "first come, first served");
});

scenario("a message whose lifetime is over wakes nobody", async (engine) => {
  await engine.deploy(catching());
  await engine.publish("paid", "1", {}, MINUTE);
  await engine.wait(MINUTE);
  const key = await engine.start("p", { order: "1" });
  assert.equal(engine.state(key), "ACTIVE");
});

scenario("a message without lifetime is not kept", async (engine) => {
  await engine.deploy(catching());
  await engine.publish("paid", "1");
  assert.equal(engine.state(await engine.start("p", { order: "1" })), "ACTIVE");
});

scenario("a message correlates once per process, and to different processes", async (engine) => {
  await engine.deploy([
    catching(),
    processModel("q")
      .startEvent("s2")
      .receiveTask("r", { message: { name: "paid", correlationKey: "=order" } })
      .endEvent("e2"),
  ]);
  const keys = [
    await engine.start("p", { order: "1" }),
    await engine.start("p", { order: "1" }),
    await engine.start("q", { order: "1" }),
  ];
  await engine.publish("paid", "1", {}, HOUR);
  const states = keys.map((key) => engine.state(key));
  assert.deepEqual(states.slice(0, 2).sort(), ["ACTIVE", "COMPLETED"]);
  assert.equal(states[2], "COMPLETED");
  await engine.publish("paid", "1");
  assert.deepEqual(
    keys.map((key) => engine.state(key)),
    ["COMPLETED", "COMPLETED", "COMPLETED"],
  );
});

scenario("a second message of one id is refused while the first is kept", async (engine) => {
  const message = { name: "paid", correlationKey: "1", messageId: "m-1", timeToLiveMs: MINUTE };
  await engine.engine.publishMessage(message);
  await assert.rejects(engine.engine.publishMessage(message), { code: "ALREADY_EXISTS" });
  await engine.wait(MINUTE);
  await engine.engine.publishMessage(message);
});

scenario("a correlation key that is neither text nor number raises an incident", async (engine) => {
  await engine.deploy(catching());
  const key = await engine.start("p", {});
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR c"]);
  await engine.engine.setVariables(key, { order: 7 });
  await engine.resolve();
  await engine.publish("paid", "7");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("output mappings of a catch event pick from the message", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { message: { name: "paid", correlationKey: '="k"' }, outputs: { total: "=sum" } })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  await engine.publish("paid", "k", { sum: 4, other: 1 });
  assert.deepEqual(engine.variables(key), { total: 4 });
});

scenario("timers wait for a duration, a date, or an expression of either", async (engine) => {
  const at = (timer: { duration?: string; date?: string }) =>
    processModel("p").startEvent("s").catchEvent("c", { timer }).endEvent("e");
  const cases: [{ duration?: string; date?: string }, number][] = [
    [{ duration: "PT1H" }, HOUR],
    [{ duration: '=duration("PT" + string(n) + "M")' }, 5 * MINUTE],
    [{ date: "=when" }, 2 * HOUR],
  ];
  for (const [timer, ms] of cases) {
    await engine.deploy(at(timer));
    const when = new Date(engine.clock.now() + 2 * HOUR).toISOString();
    const key = await engine.start("p", { n: 5, when });
    await engine.wait(ms - 1);
    assert.equal(engine.state(key), "ACTIVE", JSON.stringify(timer));
    await engine.wait(1);
    assert.equal(engine.state(key), "COMPLETED", JSON.stringify(timer));
  }
});

scenario("a date in the past is due at once", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { timer: { date: "2020-01-01T00:00:00Z" } })
      .endEvent("e"),
  );
  assert.equal(engine.state(await engine.start("p")), "COMPLETED");
});

scenario("a timer expression that gives no time raises an incident", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .catchEvent("c", { timer: { duration: "=n" } })
      .endEvent("e"),
  );
  const key = await engine.start("p", { n: "soon" });
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR c"]);
  await engine.engine.setVariables(key, { n: "PT1M" });
  await engine.resolve();
  await engine.wait(MINUTE);
  assert.equal(engine.state(key), "COMPLETED");
});

const guarded = () => processModel("p").startEvent("s").userTask("u").endEvent("e");

scenario("an interrupting timer ends its activity", async (engine) => {
  await engine.deploy(
    guarded()
      .boundaryEvent("b", "u", { timer: { duration: "PT1H" } })
      .endEvent("late"),
  );
  const key = await engine.start("p");
  await engine.wait(HOUR);
  assert.equal(engine.state(key), "COMPLETED");
  assert.deepEqual(engine.elements(key, "TERMINATED"), ["u"]);
  assert.deepEqual(engine.completed(key), ["s", "b", "late"]);
  assert.deepEqual(
    [...engine.trace.userTasks.values()].map((task) => task.state),
    ["CANCELED"],
  );
});

scenario("a timer of an activity that is done does not fire any more", async (engine) => {
  await engine.deploy(
    guarded()
      .boundaryEvent("b", "u", { timer: { duration: "PT1H" } })
      .endEvent("late"),
  );
  const key = await engine.start("p");
  await engine.completeUserTask("u");
  await engine.wait(2 * HOUR);
  assert.deepEqual(engine.completed(key), ["s", "u", "e"]);
});

scenario(
  "a non-interrupting timer cycle fires as often as it says while the activity goes on",
  async (engine) => {
    await engine.deploy(
      guarded()
        .boundaryEvent("b", "u", { timer: { cycle: "R2/PT1H" }, interrupting: false })
        .task("remind")
        .endEvent("reminded"),
    );
    const key = await engine.start("p");
    for (let hour = 0; hour < 4; hour += 1) await engine.wait(HOUR);
    assert.deepEqual(engine.active(key), ["u"]);
    assert.equal(engine.completed(key).filter((id) => id === "remind").length, 2);
    await engine.completeUserTask("u");
    assert.equal(engine.state(key), "COMPLETED");
  },
);

scenario(
  "a message boundary event interrupts, or runs beside when it is non-interrupting",
  async (engine) => {
    await engine.deploy(
      guarded()
        .boundaryEvent("note", "u", { message: { name: "note", correlationKey: "=id" }, interrupting: false })
        .task("noted")
        .endEvent("e2")
        .boundaryEvent("stop", "u", { message: { name: "stop", correlationKey: "=id" } })
        .endEvent("stopped"),
    );
    const key = await engine.start("p", { id: "1" });
    await engine.publish("note", "1", { text: "a" });
    await engine.publish("note", "1", { text: "b" });
    assert.deepEqual(engine.active(key), ["u"]);
    assert.equal(engine.completed(key).filter((id) => id === "noted").length, 2);
    await engine.publish("stop", "1");
    assert.equal(engine.state(key), "COMPLETED");
    assert.ok(engine.completed(key).includes("stopped"));
  },
);

scenario(
  "an error goes to the nearest scope that catches it; a fixed code goes before a catch-all",
  async (engine) => {
    await engine.deploy(
      processModel("p")
        .startEvent("s")
        .subProcess("outer", (outer) =>
          outer
            .startEvent("i")
            .subProcess("inner", (inner) =>
              inner.startEvent("k").serviceTask("t", { type: "x" }).endEvent("l"),
            )
            .endEvent("j")
            .boundaryEvent("near", "inner", { error: "NEAR" })
            .endEvent("n"),
        )
        .endEvent("e")
        .boundaryEvent("far", "outer", { error: "FAR" })
        .endEvent("f")
        .boundaryEvent("any", "outer", { error: true })
        .endEvent("a"),
    );
    for (const [code, caught] of [
      ["NEAR", "near"],
      ["FAR", "far"],
      ["STRANGE", "any"],
    ] as const) {
      const key = await engine.start("p");
      await engine.throwError("x", code);
      assert.equal(engine.state(key), "COMPLETED", code);
      assert.ok(engine.completed(key).includes(caught), code);
    }
  },
);

scenario("a message that is correlated at once answers whom it reached, or is refused", async (engine) => {
  await engine.deploy(catching());
  const message = { name: "paid", correlationKey: "1", variables: { sum: 3 } };
  await assert.rejects(engine.engine.correlateMessage(message), { code: "NOT_FOUND" });
  const key = await engine.start("p", { order: "1" });
  const { processInstanceKey } = await engine.engine.correlateMessage(message);
  await engine.settle();
  assert.equal(processInstanceKey, key);
  assert.equal(engine.variables(key).sum, 3);
  assert.equal(engine.state(key), "COMPLETED");
});
