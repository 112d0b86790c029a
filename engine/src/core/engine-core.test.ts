import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExecutableProcess } from "../bpmn/graph.ts";
import { parseBpmn } from "../bpmn/index.ts";
import { processModel } from "../testing/bpmn-builder.ts";
import type { ProcessBuilder } from "../testing/bpmn-builder.ts";
import { MAX_FOLLOW_UPS, processCommand } from "./engine-core.ts";
import type { Processed } from "./engine-core.ts";
import { ModelNeeded } from "./errors.ts";
import type { CoreServices } from "./processing.ts";
import type { FollowUp } from "./records.ts";
import { replay } from "./replay.ts";
import { MemoryBackend } from "./state/memory-backend.ts";
import { FIRST_KEY, State } from "./state/state.ts";

/** The core alone: no queue, no disk, no timer. */
class Core {
  readonly backend = new MemoryBackend(State.specs());
  readonly state = new State(this.backend, FIRST_KEY, { strict: true, cacheRows: 1 });
  readonly graphs = new Map<number, ExecutableProcess>();
  readonly log: Processed[] = [];
  now = 1000;
  arriving: ExecutableProcess | undefined;
  readonly services: CoreServices = {
    process: (key) => this.graphs.get(key),
    decisions: () => undefined,
    reserve: () => null,
    admit: (key) => {
      if (this.arriving !== undefined) this.graphs.set(key, this.arriving);
    },
  };

  async deploy(model: ProcessBuilder): Promise<void> {
    const content = model.toXml();
    [this.arriving] = (await parseBpmn(content, "m.bpmn")).processes;
    const processes = [this.arriving?.bpmnProcessId ?? ""];
    const resource = {
      resourceName: "m.bpmn",
      content,
      checksum: content,
      processes,
      decisions: [],
      requirements: null,
    };
    this.run({ name: "DEPLOYMENT.CREATE", key: -1, value: { resources: [resource] } });
  }

  run(command: FollowUp): Processed {
    const processed = processCommand(this.state, this.services, command, this.now);
    this.log.push(processed);
    this.state.flush(this.backend);
    this.state.committed();
    assert.deepEqual(this.backend.dump(), replay(this.log));
    return processed;
  }

  create(bpmnProcessId: string): Processed {
    const value = { bpmnProcessId, version: -1, processDefinitionKey: -1, variables: [] };
    return this.run({ name: "PROCESS_INSTANCE_CREATION.CREATE", key: -1, value });
  }
}

const names = ({ events }: Processed): string[] =>
  events.map(({ name, value }) => {
    const [valueType, intent] = name.split(".");
    const id = "elementId" in value ? ` ${value.elementId}` : "";
    return valueType === "PROCESS_INSTANCE" ? `${intent}${id}` : name;
  });

test("a command gives the events of Zeebe in Zeebe's order, and the log gives the state after each", async () => {
  const core = new Core();
  await core.deploy(processModel("p").startEvent("s").serviceTask("t", { type: "x" }).endEvent("e"));
  assert.deepEqual(names(core.create("p")), [
    "PROCESS_INSTANCE_CREATION.CREATED",
    "ELEMENT_ACTIVATING p",
    "ELEMENT_ACTIVATED p",
    "ELEMENT_ACTIVATING s",
    "ELEMENT_ACTIVATED s",
    "ELEMENT_COMPLETING s",
    "ELEMENT_COMPLETED s",
    "SEQUENCE_FLOW_TAKEN s-t",
    "ELEMENT_ACTIVATING t",
    "JOB.CREATED",
    "ELEMENT_ACTIVATED t",
  ]);
  const jobKey = core.state.activatable.head("x")?.[1] ?? 0;
  const completed = core.run({ name: "JOB.COMPLETE", key: jobKey, value: { variables: [["r", "1"]] } });
  assert.deepEqual(names(completed), [
    "JOB.COMPLETED",
    "PROCESS_EVENT.TRIGGERING",
    "ELEMENT_COMPLETING t",
    "VARIABLE.CREATED",
    "PROCESS_EVENT.TRIGGERED",
    "ELEMENT_COMPLETED t",
    "SEQUENCE_FLOW_TAKEN t-e",
    "ELEMENT_ACTIVATING e",
    "ELEMENT_ACTIVATED e",
    "ELEMENT_COMPLETING e",
    "ELEMENT_COMPLETED e",
    "ELEMENT_COMPLETING p",
    "ELEMENT_COMPLETED p",
  ]);
  const rows = Object.entries(core.backend.dump()).filter(
    ([family]) => !/process|resources|deployedAs/i.test(family),
  );
  assert.deepEqual(
    rows.filter(([, left]) => left.length > 0),
    [],
    "a finished instance leaves nothing in the state",
  );
});

test("a refused command changes nothing and says why", async () => {
  const core = new Core();
  const before = core.backend.dump();
  const { events, rejection } = core.create("nobody");
  assert.deepEqual(events, []);
  assert.equal(rejection?.type, "NOT_FOUND");
  assert.match(rejection?.reason ?? "", /nobody/);
  assert.deepEqual(core.backend.dump(), before);
  assert.equal(core.state.lastKey, FIRST_KEY);
});

test("a command whose model is not loaded is undone and can be tried again", async () => {
  const core = new Core();
  await core.deploy(processModel("p").startEvent("s").endEvent("e"));
  const [[key, graph] = [0, undefined]] = core.graphs;
  core.graphs.clear();
  assert.throws(() => core.create("p"), ModelNeeded);
  assert.equal(core.state.journal.length, 0);
  if (graph !== undefined) core.graphs.set(key, graph);
  assert.equal(core.create("p").rejection, null);
});

test("a long way without a wait stops after a hundred follow-up commands and goes on in its next turn", async () => {
  const core = new Core();
  const model = processModel("p").startEvent("s");
  for (let step = 0; step < 80; step += 1) model.task(`t${step}`);
  await core.deploy(model.endEvent("e"));
  const first = core.create("p");
  assert.equal(first.continued.length, 1);
  assert.ok(first.events.length <= 4 * MAX_FOLLOW_UPS);
  const [key = 0] = first.continued;
  const second = core.run({ name: "CONTINUATION.CONTINUE", key, value: {} });
  assert.deepEqual(second.continued, []);
  assert.equal(second.rejection, null);
  assert.equal(names(second).at(-1), "ELEMENT_COMPLETED p");
});

test("an error that no rule foresees undoes the command and becomes an incident where it would come back", async () => {
  const core = new Core();
  await core.deploy(
    processModel("p")
      .startEvent("s")
      .catchEvent("wait", { timer: { duration: "PT1M" } })
      .task("after")
      .endEvent("e"),
  );
  core.create("p");
  const [graph] = core.graphs.values();
  const { byId } = graph as ExecutableProcess;
  const broken = { ...(graph as ExecutableProcess), flows: [] };
  core.graphs.set([...core.graphs.keys()][0] ?? 0, { ...broken, byId });
  const [due = 0, key = 0] = core.state.due.head("timer") ?? [];
  core.now = due;
  const failed = core.run({ name: "TIMER.TRIGGER", key, value: { dueDate: due } });
  assert.equal(failed.rejection?.type, "PROCESSING_ERROR");
  assert.notEqual(failed.unexpected, undefined);
  assert.deepEqual(names(failed), ["TIMER.CANCELED", "INCIDENT.CREATED"]);
  assert.equal(core.state.due.head("timer"), undefined);
});
