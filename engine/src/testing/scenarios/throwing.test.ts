import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const escalating = (interrupting: boolean) =>
  processModel("p")
    .startEvent("s")
    .subProcess("sub", (inner) =>
      inner
        .startEvent("i")
        .throwEvent("raise", { escalation: "late" })
        .serviceTask("x", { type: "x" })
        .endEvent("j"),
    )
    .endEvent("e")
    .boundaryEvent("b", "sub", { escalation: "late", interrupting })
    .userTask("look")
    .endEvent("f");

scenario("an escalation is caught beside the work that goes on", async (engine) => {
  await engine.deploy(escalating(false));
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key), ["sub", "look", "x"]);
  await engine.completeJob("x");
  await engine.completeUserTask("look");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an escalation that interrupts ends the work", async (engine) => {
  await engine.deploy(escalating(true));
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key), ["look"]);
  assert.deepEqual(engine.elements(key, "TERMINATED"), ["sub", "raise"]);
});

scenario("an escalation that nobody catches hinders nothing", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").endEvent("e", { escalation: "late" }));
  assert.equal(engine.state(await engine.start("p")), "COMPLETED");
});

scenario("an escalation of a called process is caught at the call activity", async (engine) => {
  await engine.deploy([
    processModel("p")
      .startEvent("s")
      .callActivity("c", { processId: "q" })
      .endEvent("e")
      .boundaryEvent("b", "c", { escalation: true })
      .endEvent("f"),
    processModel("q").startEvent("s2").endEvent("e2", { escalation: "late" }),
  ]);
  const key = await engine.start("p");
  assert.deepEqual(engine.completed(key), ["s", "b", "f"]);
});

scenario("an escalation starts an event sub-process", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .endEvent("e", { escalation: "late" })
      .eventSubProcess("h", (inner) =>
        inner
          .startEvent("hs", { escalation: "late", interrupting: false })
          .serviceTask("x", { type: "x" })
          .endEvent("he"),
      ),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key), ["h", "x"]);
  await engine.completeJob("x");
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("an escalation code that is no text raises an incident", async (engine) => {
  await engine.deploy(processModel("p").startEvent("s").endEvent("e", { escalation: "=code" }));
  const key = await engine.start("p");
  assert.deepEqual(engine.incidents(), ["EXTRACT_VALUE_ERROR e"]);
  await engine.engine.setVariables(key, { code: "late" });
  await engine.resolve();
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a thrown message is a job whose variables move up", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .throwEvent("t", { message: { name: "m" }, job: { type: "send" }, inputs: { to: "=who" } })
      .endEvent("e", { message: { name: "m" }, job: { type: "send" } }),
  );
  const key = await engine.start("p", { who: "li" });
  await engine.completeJob("send", { id: 7 });
  assert.deepEqual(engine.active(key), ["e"]);
  await engine.completeJob("send");
  assert.deepEqual(engine.variables(key), { who: "li", id: 7 });
  assert.equal(engine.state(key), "COMPLETED");
});

scenario("a thrown signal reaches others with the local variables of its event", async (engine) => {
  await engine.deploy([
    processModel("p")
      .startEvent("s")
      .throwEvent("t", { signal: "go", inputs: { sum: "=1 + 1" } })
      .endEvent("e", { signal: "end" }),
    processModel("q").startEvent("s2", { signal: "go" }).catchEvent("c", { signal: "end" }).endEvent("e2"),
  ]);
  const key = await engine.start("p");
  assert.equal(engine.state(key), "COMPLETED");
  const [other] = engine.trace.processInstances("q");
  assert.deepEqual(engine.variables(other?.key ?? ""), { sum: 2 });
});

scenario("a link goes on where its name is caught, by its output mappings", async (engine) => {
  await engine.deploy(
    processModel("p")
      .startEvent("s")
      .parallelGateway("g")
      .throwEvent("t", { link: "L", outputs: { a: "=1" } })
      .moveTo("g")
      .userTask("u")
      .endEvent("f")
      .startEvent("never", { message: { name: "never" } })
      .catchEvent("c", { link: "L", outputs: { b: "=a + 1" } })
      .endEvent("e"),
  );
  const key = await engine.start("p");
  assert.deepEqual(engine.active(key), ["u"]);
  assert.deepEqual(engine.variables(key), { a: 1, b: 2 });
  await engine.completeUserTask("u");
  assert.equal(engine.state(key), "COMPLETED");
});
