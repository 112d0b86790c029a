/** The three processes that are measured, in Zeebe's dialect for us and in plain BPMN for the peers. */
import { processModel } from "../src/testing/index.ts";

export interface Scenario {
  readonly name: string;
  readonly processId: string;
  /** Jobs that one instance runs through. */
  readonly jobs: number;
  readonly ours: string;
  readonly peers: string;
}

const JOB = { type: "work" };

function oneTask(): Scenario {
  const ours = processModel("one").startEvent("start").serviceTask("task", JOB).endEvent("end");
  const peer = `${node("startEvent", "start")}${task("task")}${node("endEvent", "end")}${flow("start", "task")}${flow("task", "end")}`;
  return { name: "one task", processId: "one", jobs: 1, ours: ours.toXml(), peers: plain("one", peer) };
}

function tenTasks(): Scenario {
  const ours = processModel("ten").startEvent("start");
  let peer = node("startEvent", "start");
  let before = "start";
  for (let index = 1; index <= 9; index += 1) {
    ours.serviceTask(`task${index}`, JOB);
    peer += task(`task${index}`) + flow(before, `task${index}`);
    before = `task${index}`;
  }
  ours.exclusiveGateway("xor").condition("=amount > 100").serviceTask("big", JOB).endEvent("end");
  ours.moveTo("xor").defaultFlow().serviceTask("small", JOB).connectTo("end");
  peer += `<bpmn:exclusiveGateway id="xor" default="xor-small"/>${flow(before, "xor")}`;
  peer += task("big") + task("small") + node("endEvent", "end");
  peer += flow("xor", "big", "${environment.variables.big}") + flow("xor", "small");
  peer += flow("big", "end") + flow("small", "end");
  return {
    name: "ten tasks + XOR",
    processId: "ten",
    jobs: 10,
    ours: ours.toXml(),
    peers: plain("ten", peer),
  };
}

function fanOut(): Scenario {
  const ours = processModel("fan")
    .startEvent("start")
    .parallelGateway("fork")
    .parallelGateway("join")
    .endEvent("end");
  let peer = node("startEvent", "start") + node("parallelGateway", "fork") + node("parallelGateway", "join");
  peer += node("endEvent", "end") + flow("start", "fork") + flow("join", "end") + flow("fork", "join");
  for (let index = 1; index <= 10; index += 1) {
    ours.moveTo("fork").serviceTask(`task${index}`, JOB).connectTo("join");
    peer += task(`task${index}`) + flow("fork", `task${index}`) + flow(`task${index}`, "join");
  }
  return { name: "fan-out 10", processId: "fan", jobs: 10, ours: ours.toXml(), peers: plain("fan", peer) };
}

export const SCENARIOS: readonly Scenario[] = [oneTask(), tenTasks(), fanOut()];

function node(name: string, id: string): string {
  return `<bpmn:${name} id="${id}"/>`;
}
function task(id: string): string {
  return `<bpmn:serviceTask id="${id}" implementation="\${environment.services.work}"/>`;
}
function flow(source: string, target: string, condition?: string): string {
  const attributes = `id="${source}-${target}" sourceRef="${source}" targetRef="${target}"`;
  if (condition === undefined) return `<bpmn:sequenceFlow ${attributes}/>`;
  const body = `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${condition}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow ${attributes}>${body}</bpmn:sequenceFlow>`;
}
function plain(id: string, content: string): string {
  const namespaces =
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return `<bpmn:definitions id="def" targetNamespace="http://onewindow/bench" ${namespaces}><bpmn:process id="${id}" isExecutable="true">${content}</bpmn:process></bpmn:definitions>`;
}
