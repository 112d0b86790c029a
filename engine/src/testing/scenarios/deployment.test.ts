import assert from "node:assert/strict";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const model = (task = "t") => processModel("p").startEvent("s").userTask(task).endEvent("e").toXml();

scenario("deploying the same content again makes no new version, other content does", async (engine) => {
  const [first] = (await engine.engine.deploy([{ name: "p.bpmn", content: model() }])).processes;
  const [same] = (await engine.engine.deploy([{ name: "p.bpmn", content: model() }])).processes;
  const [next] = (await engine.engine.deploy([{ name: "p.bpmn", content: model("other") }])).processes;
  assert.deepEqual([first?.version, first?.duplicate], [1, false]);
  assert.deepEqual(
    [same?.version, same?.duplicate, same?.processDefinitionKey],
    [1, true, first?.processDefinitionKey],
  );
  assert.deepEqual([next?.version, next?.duplicate], [2, false]);
  assert.equal(engine.engine.query.processXml(first?.processDefinitionKey ?? ""), model());
});

scenario("running instances keep their version", async (engine) => {
  await engine.engine.deploy([{ name: "p.bpmn", content: model("old") }]);
  const key = await engine.start("p");
  await engine.engine.deploy([{ name: "p.bpmn", content: model("new") }]);
  await engine.completeUserTask("old");
  assert.equal(engine.state(key), "COMPLETED");
  const second = await engine.engine.createInstance({ bpmnProcessId: "p", version: 1 });
  await engine.settle();
  assert.deepEqual(engine.active(second.processInstanceKey), ["old"]);
  assert.deepEqual(engine.active(await engine.start("p")), ["new"]);
});

scenario("a broken model refuses the whole deployment and names the element", async (engine) => {
  const broken = processModel("q")
    .startEvent("s")
    .element("bpmn:serviceTask", "nothing")
    .endEvent("e")
    .toXml();
  await assert.rejects(
    engine.engine.deploy([
      { name: "p.bpmn", content: model() },
      { name: "q.bpmn", content: broken },
    ]),
    /nothing/,
  );
  assert.deepEqual(engine.engine.query.processes(), []);
});

scenario("two files with one process id are refused", async (engine) => {
  await assert.rejects(
    engine.engine.deploy([
      { name: "a.bpmn", content: model() },
      { name: "b.bpmn", content: model() },
    ]),
  );
  assert.deepEqual(engine.engine.query.processes(), []);
});
