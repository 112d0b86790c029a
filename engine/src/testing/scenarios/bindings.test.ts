import assert from "node:assert/strict";
import { DeploymentError } from "../../port.ts";
import { processModel } from "../bpmn-builder.ts";
import { scenario } from "./scenario.ts";

const form = (id: string, more: object = {}) => ({
  name: `${id}.form`,
  content: JSON.stringify({ id, components: [], ...more }),
});
const asks = (definition: string) =>
  processModel("p")
    .startEvent("s")
    .element(
      "bpmn:userTask",
      "t",
      `<bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition ${definition}/></bpmn:extensionElements>`,
    )
    .endEvent("e");

scenario(
  "a deployed form is told by the deployment, by the user task that names it, and read by its key",
  async (h) => {
    const { forms } = await h.engine.deploy([form("f", { versionTag: "v1" })]);
    assert.deepEqual(
      forms.map(({ formId, version, versionTag, duplicate }) => ({ formId, version, versionTag, duplicate })),
      [{ formId: "f", version: 1, versionTag: "v1", duplicate: false }],
    );
    await h.deploy(asks('formId="f"'));
    await h.start("p");
    const [task] = h.engine.query.userTasks();
    assert.equal(task?.formKey, forms[0]?.formKey);
    assert.equal(h.engine.query.form(task?.formKey ?? "")?.content, form("f", { versionTag: "v1" }).content);
    assert.equal(h.engine.query.resource(task?.formKey ?? ""), null);
    assert.equal((await h.engine.deploy([form("f", { versionTag: "v1" })])).forms[0]?.duplicate, true);
  },
);

scenario(
  "what is bound to its deployment and not in it refuses the deployment by element and rule",
  async (h) => {
    await assert.rejects(
      h.deploy(asks('formId="f" bindingType="deployment"')),
      (error: unknown) =>
        error instanceof DeploymentError &&
        error.faults.length === 1 &&
        error.faults[0]?.elementId === "t" &&
        error.faults[0].rule === "deployment-binding" &&
        error.faults[0].messageZh.includes("表单「f」"),
    );
    await h.deploy(asks('formId="f" bindingType="deployment"'), form("f"));
  },
);

scenario("a linked file is told to the worker and read by its key", async (h) => {
  const linked =
    '<bpmn:extensionElements><zeebe:taskDefinition type="x"/><zeebe:linkedResources><zeebe:linkedResource resourceId="r" resourceType="RPA" linkName="l"/></zeebe:linkedResources></bpmn:extensionElements>';
  const process = processModel("p").startEvent("s").element("bpmn:serviceTask", "t", linked).endEvent("e");
  const content = JSON.stringify({ id: "r", script: "x" });
  await h.deploy(process, { name: "r.rpa", content });
  await h.start("p");
  const [job] = await h.engine.activateJobs({ type: "x", maxJobs: 1, timeoutMs: 1000 });
  const [told] = JSON.parse(job?.customHeaders.linkedResources ?? "[]") as { resourceKey: string }[];
  assert.equal(h.engine.query.resource(told?.resourceKey ?? "")?.content, content);
});
