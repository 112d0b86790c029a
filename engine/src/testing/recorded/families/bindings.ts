/** What a process names by id: forms, linked files, decisions and processes, each by its version. */
import type { Resource } from "../../../port.ts";
import { processModel } from "../../bpmn-builder.ts";
import type { ProcessBuilder } from "../../bpmn-builder.ts";
import type { Family, Scenario } from "../scenario.ts";
import { deploy, job, model, resolve, scenario, set, start, task } from "../steps.ts";

function form(id: unknown, more: object = {}, name = "f.form"): Resource {
  return { name, content: JSON.stringify({ id, type: "default", components: [], ...more }) };
}

function robot(id: unknown, more: object = {}, name = "r.rpa"): Resource {
  return { name, content: JSON.stringify({ id, script: "x", ...more }) };
}

function decision(tag: string, output: string): Resource {
  const version =
    tag === "" ? "" : `<extensionElements><zeebe:versionTag value="${tag}"/></extensionElements>`;
  return {
    name: "d.dmn",
    content: `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="graph" name="Graph" namespace="http://onewindow/test"><decision id="d" name="D">${version}<literalExpression id="l"><text>${output}</text></literalExpression></decision></definitions>`,
  };
}

/** A user task with this form definition. */
function asks(definition: string, native = true): ProcessBuilder {
  const kind = native ? "<zeebe:userTask/>" : "";
  const inner = `<bpmn:extensionElements>${kind}<zeebe:formDefinition ${definition}/></bpmn:extensionElements>`;
  return processModel("p").startEvent("s").element("bpmn:userTask", "t", inner).endEvent("e");
}

/** A service task whose job is told of these files. */
function links(...linked: string[]): ProcessBuilder {
  const tags = linked.map((one) => `<zeebe:linkedResource ${one}/>`).join("");
  const inner = `<bpmn:extensionElements><zeebe:taskDefinition type="x"/><zeebe:linkedResources>${tags}</zeebe:linkedResources></bpmn:extensionElements>`;
  return processModel("p").startEvent("s").element("bpmn:serviceTask", "t", inner).endEvent("e");
}

const called = (tag?: string) =>
  processModel("c", tag === undefined ? {} : { versionTag: tag })
    .startEvent("cs")
    .serviceTask("ct", { type: tag ?? "x" })
    .endEvent("ce");

const calls = (bindingType: string, versionTag?: string, processId = "c") =>
  processModel("p").startEvent("s").callActivity("t", { processId, bindingType, versionTag }).endEvent("e");

const decides = (bindingType?: string, versionTag?: string, decisionId = "d") =>
  processModel("p")
    .startEvent("s")
    .businessRuleTask("t", { decisionId, resultVariable: "r", bindingType, versionTag })
    .endEvent("e");

function later(
  name: string,
  first: Resource[],
  second: Resource[],
  ...rest: Scenario["instructions"]
): Scenario {
  return {
    name,
    resources: first,
    later: second,
    instructions: [deploy(...second.map((one) => one.name)), ...rest],
  };
}

const forms: Scenario[] = [
  scenario("a form is deployed, again, and changed", asks('formId="f"'), [start(), task()], form("f")),
  later(
    "a user task shows the newest version of its form, with the version tag of another kept",
    [model(asks('formId="f"')), form("f", { versionTag: "v1" })],
    [form("f", { versionTag: "v2" }, "g.form")],
    start(),
    task(),
  ),
  later(
    "a user task shows the version of its form that the tag names",
    [model(asks('formId="f" bindingType="versionTag" versionTag="v1"')), form("f", { versionTag: "v1" })],
    [form("f", { versionTag: "v2" }, "g.form")],
    start(),
  ),
  later(
    "a user task shows the form that was deployed together with its process",
    [model(asks('formId="f" bindingType="deployment"')), form("f")],
    [form("f", { more: 1 }, "g.form")],
    start(),
  ),
  later(
    "a form that is not there is an incident until it is deployed",
    [model(asks('formId="f"'))],
    [form("f")],
    start(),
    resolve(),
  ),
  {
    name: "a form comes after the incident",
    resources: [model(asks('formId="f"'))],
    later: [form("f")],
    instructions: [start(), deploy("f.form"), resolve(), task()],
  },
  scenario(
    "no form has the version tag",
    asks('formId="f" bindingType="versionTag" versionTag="v9"'),
    [start()],
    form("f"),
  ),
  scenario(
    "a form bound to the deployment by an expression is not in it",
    asks('formId="=id" bindingType="deployment"'),
    [start("p", { id: "f" })],
  ),
  scenario(
    "a form bound to the deployment by a fixed id is not in it",
    asks('formId="f" bindingType="deployment"'),
    [],
  ),
  scenario(
    "the id of a form is an expression",
    asks('formId="=id"'),
    [start("p", { id: "f" }), task()],
    form("f"),
  ),
  scenario(
    "the id of a form is null until a variable is there",
    asks('formId="=id"'),
    [start(), set({ id: "f" }), resolve()],
    form("f"),
  ),
  scenario("the id of a form is a number", asks('formId="=5"'), [start()], form(5)),
  scenario("a form is named by id and by reference", asks('formId="f" externalReference="x"'), [], form("f")),
  scenario("a native user task names a form by key", asks('formKey="x"'), []),
  scenario("a form definition says nothing", asks(""), []),
  scenario("a form definition has a blank id", asks('formId=" "'), []),
  scenario("a version tag of a form is missing", asks('formId="f" bindingType="versionTag"'), [], form("f")),
  scenario(
    "a version tag stands beside the binding latest",
    asks('formId="f" versionTag="v1"'),
    [start()],
    form("f"),
  ),
  scenario("a binding of a form is none", asks('formId="f" bindingType="newest"'), [], form("f")),
  scenario(
    "a user task as a job shows a form by id",
    asks('formId="f"', false),
    [start(), job("io.camunda.zeebe:userTask")],
    form("f"),
  ),
  scenario("a user task as a job shows a form by key", asks('formKey="x"', false), [start()]),
  scenario("a user task as a job with a form that is not there", asks('formId="f"', false), [start()]),
  scenario("a user task as a job names a form by reference", asks('externalReference="x"', false), []),
  scenario("a form has no id", asks('externalReference="x"'), [], form(undefined)),
  scenario("a form has a blank id", asks('externalReference="x"'), [], form("")),
  scenario("a form is no JSON", asks('externalReference="x"'), [], { name: "f.form", content: "{oops" }),
  scenario("two forms have one id", asks('externalReference="x"'), [], form("f"), form("f", {}, "g.form")),
  scenario("a file of an unknown kind", asks('externalReference="x"'), [], { name: "f.txt", content: "x" }),
  {
    name: "the same form again is no new version",
    resources: [model(asks('formId="f"')), form("f")],
    later: [form("f")],
    instructions: [deploy("f.form"), start()],
  },
];

const RPA = 'resourceId="r" resourceType="RPA"';
const files: Scenario[] = [
  scenario("a job is told of a linked file", links(`${RPA} linkName="l"`), [start(), job()], robot("r")),
  scenario(
    "a job is told of two linked files",
    links(`${RPA} linkName="l"`, `${RPA} linkName="m"`),
    [start()],
    robot("r"),
  ),
  scenario("a linked file has no name", links(RPA), [start()], robot("r")),
  later(
    "a linked file of a version tag, of the deployment, and the newest",
    [
      model(
        links(
          `${RPA} linkName="tag" bindingType="versionTag" versionTag="v1"`,
          `${RPA} linkName="deployment" bindingType="deployment"`,
          `${RPA} linkName="latest" bindingType="latest"`,
        ),
      ),
      robot("r", { versionTag: "v1" }),
    ],
    [robot("r", { versionTag: "v2" }, "s.rpa")],
    start(),
    job(),
  ),
  {
    name: "a linked file that is not there is an incident until it is deployed",
    resources: [model(links(`${RPA} linkName="l"`))],
    later: [robot("r")],
    instructions: [start(), deploy("r.rpa"), resolve(), job()],
  },
  scenario(
    "no linked file has the version tag",
    links(`${RPA} bindingType="versionTag" versionTag="v9"`),
    [start()],
    robot("r"),
  ),
  scenario("a linked file is not in the deployment", links(`${RPA} bindingType="deployment"`), [start()]),
  scenario("a form is no linked file", links('resourceId="f" resourceType="form"'), [start()], form("f")),
  scenario("a linked file without id", links('resourceType="RPA"'), []),
  scenario("a linked file without type", links('resourceId="r"'), []),
  scenario(
    "a linked file without a version tag",
    links(`${RPA} bindingType="versionTag"`),
    [start()],
    robot("r"),
  ),
  scenario("a linkable file has no id", asks('externalReference="x"'), [], robot(undefined)),
  scenario("a linkable file is no JSON", asks('externalReference="x"'), [], { name: "r.rpa", content: "x" }),
];

const versions: Scenario[] = [
  later(
    "a decision of a version tag",
    [model(decides("versionTag", "v1")), decision("v1", '"one"')],
    [decision("v2", '"two"')],
    start(),
  ),
  later(
    "a decision of the deployment",
    [model(decides("deployment")), decision("v1", '"one"')],
    [decision("v2", '"two"')],
    start(),
  ),
  later("the newest decision", [model(decides()), decision("v1", '"one"')], [decision("", '"two"')], start()),
  scenario("no decision has the version tag", decides("versionTag", "v9"), [start()], decision("v1", "1")),
  scenario("a decision bound to the deployment by a fixed id is not in it", decides("deployment"), []),
  scenario(
    "a decision bound to the deployment by an expression is not in it",
    decides("deployment", undefined, "=id"),
    [start("p", { id: "d" })],
  ),
  scenario("a binding of a decision is none", decides("newest"), [], decision("", "1")),
  later(
    "a called process of a version tag",
    [model(calls("versionTag", "v1"), called("v1"))],
    [{ ...model(called("v2")), name: "later.bpmn" }],
    start(),
    job("v1"),
  ),
  later(
    "a called process of the deployment",
    [model(calls("deployment"), called("v1"))],
    [{ ...model(called("v2")), name: "later.bpmn" }],
    start(),
    job("v1"),
  ),
  scenario("no called process has the version tag", [calls("versionTag", "v9"), called("v1")], [start()]),
  scenario("a called process bound to the deployment by a fixed id is not in it", calls("deployment"), []),
  scenario(
    "a called process bound to the deployment by an expression is not in it",
    calls("deployment", undefined, "=id"),
    [start("p", { id: "c" })],
  ),
  scenario("a binding of a called process is none", calls("newest"), []),
];

export const bindings: Family = { name: "bindings", scenarios: [...forms, ...files, ...versions] };
