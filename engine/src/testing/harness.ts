/** An engine in memory on a virtual clock, with its trace: what a scenario test needs, in few words. */
import { deepStrictEqual } from "node:assert/strict";
import { replay } from "../core/replay.ts";
import { createEmbeddedEngine } from "../embedded/index.ts";
import type { EmbeddedEngine } from "../embedded/index.ts";
import type { JsonValue, Resource, Variables, VirtualClock } from "../port.ts";
import { inconsistencies } from "./consistency.ts";
import { toXml } from "./bpmn-builder.ts";
import type { ProcessBuilder } from "./bpmn-builder.ts";
import { Trace } from "./trace.ts";
import type { TracedElement, TracedJob, TracedUserTask } from "./trace.ts";
import { createTestClock } from "./test-clock.ts";

export interface HarnessOptions {
  /** Epoch ms at which the clock stands. */
  startTime?: number;
}

/** Opens a harness; `close` it at the end of the test. */
export async function createHarness(options: HarnessOptions = {}): Promise<Harness> {
  const clock = createTestClock(options.startTime);
  const engine = await createEmbeddedEngine({ inMemory: true, clock, strict: true });
  return new Harness(engine, clock);
}

export class Harness {
  readonly engine: EmbeddedEngine;
  readonly clock: VirtualClock;
  readonly trace: Trace;
  constructor(engine: EmbeddedEngine, clock: VirtualClock) {
    this.engine = engine;
    this.clock = clock;
    this.trace = Trace.follow(engine);
  }

  /** Deploys models as one BPMN file, and further resources beside it. */
  async deploy(models: ProcessBuilder | ProcessBuilder[], ...resources: Resource[]): Promise<void> {
    const content = toXml(...[models].flat());
    await this.engine.deploy([{ name: "model.bpmn", content }, ...resources]);
  }

  /** Starts an instance, waits for it to stand still, and gives its key. */
  async start(bpmnProcessId: string, variables?: Variables): Promise<string> {
    const { processInstanceKey } = await this.engine.createInstance({ bpmnProcessId }, variables);
    await this.settle();
    return processInstanceKey;
  }

  /** Waits until nothing is left to do at this time; then the log must give the state. */
  async settle(): Promise<void> {
    await this.engine.idle();
    this.verify();
  }

  /** Moves the clock and waits. */
  async wait(ms: number): Promise<void> {
    this.clock.add(ms);
    await this.settle();
  }

  /** The oldest open job of the type. */
  job(type: string): TracedJob {
    const found = [...this.trace.jobs.values()].find((job) => job.open && job.type === type);
    if (found === undefined) throw new Error(`no open job of type '${type}'`);
    return found;
  }

  async completeJob(type: string, variables?: Variables): Promise<void> {
    await this.engine.completeJob(this.job(type).key, variables);
    await this.settle();
  }

  async throwError(type: string, errorCode: string, variables?: Variables): Promise<void> {
    await this.engine.throwJobError(this.job(type).key, { errorCode, errorMessage: "told", variables });
    await this.settle();
  }

  /** The oldest open user task at the element. */
  userTask(elementId: string): TracedUserTask {
    const tasks = [...this.trace.userTasks.values()];
    const found = tasks.find((task) => task.state === "CREATED" && task.elementId === elementId);
    if (found === undefined) throw new Error(`no open user task at '${elementId}'`);
    return found;
  }

  async completeUserTask(elementId: string, variables?: Variables): Promise<void> {
    await this.engine.completeUserTask(this.userTask(elementId).key, variables);
    await this.settle();
  }

  async publish(
    name: string,
    correlationKey: string,
    variables?: Variables,
    timeToLiveMs = 0,
  ): Promise<void> {
    await this.engine.publishMessage({ name, correlationKey, variables, timeToLiveMs });
    await this.settle();
  }

  /** Element ids in the given state, in the order of activation; bodies of multi-instance left out. */
  elements(processInstanceKey: string, state: TracedElement["state"]): string[] {
    return this.trace
      .elementsOf(processInstanceKey)
      .filter((element) => element.state === state && element.type !== "MULTI_INSTANCE_BODY")
      .map((element) => element.elementId);
  }

  active(processInstanceKey: string): string[] {
    return this.elements(processInstanceKey, "ACTIVE");
  }

  /** Element ids in the order of completion. */
  completed(processInstanceKey: string): string[] {
    return this.trace
      .elementsOf(processInstanceKey)
      .filter((element) => element.state === "COMPLETED" && element.type !== "MULTI_INSTANCE_BODY")
      .sort((a, b) => a.endedAt - b.endedAt)
      .map((element) => element.elementId);
  }

  state(key: string): TracedElement["state"] | undefined {
    return this.trace.elements.get(key)?.state;
  }

  /** Variables of the instance's own scope, as last written; also after its end. */
  variables(processInstanceKey: string): { [name: string]: JsonValue } {
    return this.trace.variables(processInstanceKey);
  }

  /** `TYPE elementId` of each open incident. */
  incidents(): string[] {
    return [...this.trace.incidents.values()]
      .filter((incident) => incident.open)
      .map((incident) => `${incident.errorType} ${incident.elementId}`);
  }

  /** Resolves the only open incident. */
  async resolve(): Promise<void> {
    const open = [...this.trace.incidents.values()].filter((incident) => incident.open);
    const [only] = open;
    if (only === undefined || open.length > 1)
      throw new Error(`${open.length} open incidents instead of one`);
    await this.engine.resolveIncident(only.key);
    await this.settle();
  }

  /** The log, replayed into an empty state, gives the live state, whose rows fit together and are counted right. */
  verify(): void {
    const state = this.engine.dumpState();
    deepStrictEqual(replay(this.engine.readLog()), state);
    deepStrictEqual(this.engine.stateViolations, 0);
    deepStrictEqual(inconsistencies(state), []);
    const figures = this.engine.metrics.figures();
    const { processInstances, jobs, incidents, userTasks, timers, messages } = figures;
    deepStrictEqual(
      { processInstances, jobs, incidents, userTasks, timers, messages },
      {
        processInstances: state.instances?.length,
        jobs: state.jobs?.length,
        incidents: state.incidents?.length,
        userTasks: state.userTasks?.length,
        timers: state.timers?.length,
        messages: state.messages?.length,
      },
    );
  }

  async close(): Promise<void> {
    await this.trace.close();
    await this.engine.close();
  }
}
