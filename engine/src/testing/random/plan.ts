/** From random blocks to a model, and to what its run must look like. */
import type { Variables } from "../../port.ts";
import { processModel, toXml } from "../bpmn-builder.ts";
import type { ProcessBuilder, ScopeBuilder } from "../bpmn-builder.ts";
import type { Block } from "./block.ts";

export interface Plan {
  readonly xml: string;
  readonly variables: Variables;
  /** How often each element must complete; elements that must never be activated have 0. */
  readonly completions: ReadonlyMap<string, number>;
  /** Elements whose job throws, whose task is left to its interruption, whose message is never sent. */
  readonly throwing: ReadonlySet<string>;
  readonly abandoned: ReadonlySet<string>;
  readonly silent: ReadonlySet<string>;
  /** User tasks that are completed only after their reminder has fired. */
  readonly reminded: ReadonlyMap<string, string>;
}

export function planOf(body: readonly Block[]): Plan {
  const planner = new Planner();
  const main = processModel("main").startEvent("start");
  planner.count("start", 1);
  planner.sequence(main, body, 1);
  main.endEvent("end");
  planner.count("end", 1);
  return { ...planner.result(), xml: toXml(main, ...planner.called) };
}

class Planner {
  readonly called: ProcessBuilder[] = [];
  readonly #variables: Variables = {};
  readonly #completions = new Map<string, number>();
  readonly #throwing = new Set<string>();
  readonly #abandoned = new Set<string>();
  readonly #silent = new Set<string>();
  readonly #reminded = new Map<string, string>();
  #next = 0;

  result(): Omit<Plan, "xml"> {
    return {
      variables: this.#variables,
      completions: this.#completions,
      throwing: this.#throwing,
      abandoned: this.#abandoned,
      silent: this.#silent,
      reminded: this.#reminded,
    };
  }

  count(id: string, times: number): void {
    this.#completions.set(id, (this.#completions.get(id) ?? 0) + times);
  }

  /** `times`: how often this place of the process is run through. */
  sequence(at: ScopeBuilder, body: readonly Block[], times: number): void {
    for (const block of body) this.#block(at, block, times);
  }

  #id(prefix: string): string {
    this.#next += 1;
    return `${prefix}${this.#next}`;
  }

  /** A fresh id, counted. */
  #node(prefix: string, times: number): string {
    const id = this.#id(prefix);
    this.count(id, times);
    return id;
  }

  #block(at: ScopeBuilder, block: Block, times: number): void {
    switch (block.kind) {
      case "service":
        at.serviceTask(this.#node("service", times), { type: "work" });
        break;
      case "user":
        at.userTask(this.#node("user", times));
        break;
      case "script":
        at.scriptTask(this.#node("script", times), { expression: "=1 + 1", resultVariable: "two" });
        break;
      case "manual":
        at.manualTask(this.#node("manual", times));
        break;
      case "throw":
        at.throwEvent(this.#node("throw", times));
        break;
      case "wait":
        this.#wait(at, block.by, times);
        break;
      case "race":
        this.#race(at, block, times);
        break;
      case "exclusive":
        this.#exclusive(at, block, times);
        break;
      case "parallel":
        this.#parallel(at, block.branches, times);
        break;
      case "inclusive":
        this.#inclusive(at, block, times);
        break;
      case "escalated":
        this.#escalate(at, block, times);
        break;
      case "undone":
        this.#undo(at, block.inside, times);
        break;
      case "listened":
        this.#listen(at, block, times);
        break;
      case "adHoc":
        this.#adHoc(at, block.chosen, times);
        break;
      case "sent": {
        const id = this.#node("sent", times);
        if (block.what === "signal") at.throwEvent(id, { signal: id });
        else at.throwEvent(id, { message: { name: id }, job: { type: "work" } });
        break;
      }
      case "sub":
        at.subProcess(this.#node("sub", times), (inner) => this.#scope(inner, block.body, times));
        break;
      case "call":
        this.#call(at, block.body, times);
        break;
      case "each":
        this.#each(at, block, times);
        break;
      case "eachSub": {
        const id = this.#node("sub", times * block.items);
        const multiInstance = this.#loop(id, block.items, block.sequential);
        const build = (inner: ScopeBuilder): void => this.#scope(inner, block.body, times * block.items);
        at.subProcess(id, build, { multiInstance });
        break;
      }
      case "error":
      case "interrupted":
        this.#handled(at, block, times);
        break;
      case "reminded":
        this.#remind(at, block.handler, times);
        break;
      case "rescued":
        this.#rescue(at, block.handler, times);
        break;
    }
  }

  #scope(inner: ScopeBuilder, body: readonly Block[], times: number): void {
    inner.startEvent(this.#node("start", times));
    this.sequence(inner, body, times);
    inner.endEvent(this.#node("end", times));
  }

  #wait(at: ScopeBuilder, by: "message" | "timer" | "receive", times: number): void {
    const id = this.#node(by, times);
    if (by === "timer") at.catchEvent(id, { timer: { duration: "PT1H" } });
    else if (by === "message") at.catchEvent(id, { message: messageOf(id) });
    else at.receiveTask(id, { message: messageOf(id) });
  }

  #race(at: ScopeBuilder, block: Extract<Block, { kind: "race" }>, times: number): void {
    const gateway = this.#node("race", times);
    const timesOf = (winner: string): number => (block.winner === winner ? times : 0);
    const join = this.#node("merge", times);
    at.eventBasedGateway(gateway);
    const message = this.#node("message", timesOf("message"));
    if (block.winner === "timer") this.#silent.add(message);
    at.catchEvent(message, { message: messageOf(message) });
    this.sequence(at, block.message, timesOf("message"));
    at.exclusiveGateway(join).moveTo(gateway);
    at.catchEvent(this.#node("timer", timesOf("timer")), { timer: { duration: "PT2H" } });
    this.sequence(at, block.timer, timesOf("timer"));
    at.connectTo(join).moveTo(join);
  }

  #exclusive(at: ScopeBuilder, block: Extract<Block, { kind: "exclusive" }>, times: number): void {
    const gateway = this.#node("choose", times);
    const join = this.#node("merge", times);
    this.#variables[gateway] = block.chosen;
    at.exclusiveGateway(gateway);
    for (const [index, branch] of block.branches.entries()) {
      const last = index === block.branches.length - 1;
      at.moveTo(gateway);
      if (last) at.defaultFlow();
      else at.condition(`=${gateway} = ${index}`);
      this.sequence(at, branch, index === block.chosen ? times : 0);
      if (index === 0) at.exclusiveGateway(join);
      else at.connectTo(join);
    }
    at.moveTo(join);
  }

  #parallel(at: ScopeBuilder, branches: readonly Block[][], times: number): void {
    const fork = this.#node("fork", times);
    const join = this.#node("join", times);
    at.parallelGateway(fork);
    for (const [index, branch] of branches.entries()) {
      at.moveTo(fork);
      this.sequence(at, branch, times);
      if (index === 0) at.parallelGateway(join);
      else at.connectTo(join);
    }
    at.moveTo(join);
  }

  /** The default flow stands for no branch at all. */
  #inclusive(at: ScopeBuilder, block: Extract<Block, { kind: "inclusive" }>, times: number): void {
    const fork = this.#node("some", times);
    const join = this.#node("gather", times);
    at.inclusiveGateway(fork);
    for (const [index, branch] of block.branches.entries()) {
      const taken = block.chosen[index] === true;
      this.#variables[`${fork}_${index}`] = taken;
      at.moveTo(fork).condition(`=${fork}_${index}`);
      this.sequence(at, branch, taken ? times : 0);
      if (index === 0) at.inclusiveGateway(join);
      else at.connectTo(join);
    }
    at.moveTo(fork).defaultFlow().connectTo(join).moveTo(join);
  }

  #escalate(at: ScopeBuilder, block: Extract<Block, { kind: "escalated" }>, times: number): void {
    const goesOn = block.interrupting ? 0 : times;
    const id = this.#node("sub", goesOn);
    const boundary = this.#node("raised", times);
    const join = this.#node("merge", times);
    at.subProcess(id, (inner) => {
      inner
        .startEvent(this.#node("start", times))
        .throwEvent(this.#node("raise", goesOn), { escalation: "E" });
      inner.endEvent(this.#node("end", goesOn));
    });
    at.exclusiveGateway(join).boundaryEvent(boundary, id, {
      escalation: "E",
      interrupting: block.interrupting,
    });
    this.sequence(at, block.handler, times);
    if (block.interrupting) at.connectTo(join).moveTo(join);
    else at.endEvent(this.#node("end", times)).moveTo(join);
  }

  /** Two listeners of one event must have different job types. */
  #listen(at: ScopeBuilder, block: Extract<Block, { kind: "listened" }>, times: number): void {
    const of = (event: string, count: number) =>
      ["work", "other"].slice(0, count).map((type) => ({ event, type }));
    const listeners = [...of("start", block.start), ...of("end", block.end)];
    const id = this.#node("heard", times);
    if (block.of === "manual") at.manualTask(id, { listeners });
    else at.subProcess(id, (inner) => this.#scope(inner, [], times), { listeners });
  }

  #adHoc(at: ScopeBuilder, chosen: readonly boolean[], times: number): void {
    const id = this.#node("choice", times);
    const wanted: string[] = [];
    this.#variables[`els_${id}`] = wanted;
    const build = (inner: ScopeBuilder): void => {
      for (const taken of chosen) {
        const first = this.#node("part", taken ? times : 0);
        if (taken) wanted.push(first);
        inner.apart().serviceTask(first, { type: "work" });
        inner.serviceTask(this.#node("rest", taken ? times : 0), { type: "work" });
      }
    };
    at.adHocSubProcess(id, build, { activeElements: `=els_${id}` });
    this.count(`${id}#innerInstance`, times * wanted.length);
  }

  #undo(at: ScopeBuilder, inside: boolean, times: number): void {
    const [id, boundary, handler] = ["done", "undo", "undoing"].map((name) => this.#node(name, times));
    const add = (scope: ScopeBuilder): ScopeBuilder =>
      scope
        .serviceTask(id ?? "", { type: "work" })
        .compensatedBy(boundary ?? "", id ?? "", (own) => own.serviceTask(handler ?? "", { type: "work" }));
    const name = this.#id("sub");
    this.count(name, times);
    at.subProcess(name, (inner) => {
      inner.startEvent(this.#node("start", times));
      if (inside) {
        inner.subProcess(this.#node("sub", times), (deep) =>
          add(deep.startEvent(this.#node("start", times))).endEvent(this.#node("end", times)),
        );
      } else add(inner);
      inner.endEvent(this.#node("end", times), { compensation: true });
    });
  }

  #call(at: ScopeBuilder, body: readonly Block[], times: number): void {
    const processId = this.#id("called");
    at.callActivity(this.#node("call", times), { processId });
    const called = processModel(processId);
    this.#scope(called, body, times);
    this.called.push(called);
  }

  #each(at: ScopeBuilder, block: Extract<Block, { kind: "each" }>, times: number): void {
    const id = this.#node(block.of, times * block.items);
    const multiInstance = this.#loop(id, block.items, block.sequential);
    if (block.of === "service") at.serviceTask(id, { type: "work", multiInstance });
    else at.userTask(id, { multiInstance });
  }

  #loop(id: string, items: number, sequential: boolean) {
    const name = `items_${id}`;
    this.#variables[name] = Array.from({ length: items }, (_, index) => index);
    return { sequential, inputCollection: `=${name}`, inputElement: "item" };
  }

  /** The activity itself never completes: its boundary event does. An error end event does not complete either. */
  #handled(
    at: ScopeBuilder,
    block: { kind: "error" | "interrupted"; handler: Block[] },
    times: number,
  ): void {
    const id = this.#node("left", 0);
    const boundary = this.#node("caught", times);
    const join = this.#node("merge", times);
    if (block.kind === "error") {
      this.#throwing.add(id);
      at.serviceTask(id, { type: "work" })
        .exclusiveGateway(join)
        .boundaryEvent(boundary, id, { error: "FAILED" });
    } else {
      this.#abandoned.add(id);
      at.userTask(id)
        .exclusiveGateway(join)
        .boundaryEvent(boundary, id, { message: messageOf(boundary) });
    }
    this.sequence(at, block.handler, times);
    at.connectTo(join).moveTo(join);
  }

  #remind(at: ScopeBuilder, handler: readonly Block[], times: number): void {
    const id = this.#node("user", times);
    const boundary = this.#node("reminder", times);
    this.#reminded.set(id, boundary);
    at.userTask(id).boundaryEvent(boundary, id, { timer: { duration: "PT1H" }, interrupting: false });
    this.sequence(at, handler, times);
    at.endEvent(this.#node("end", times)).moveTo(id);
  }

  #rescue(at: ScopeBuilder, handler: readonly Block[], times: number): void {
    const id = this.#node("sub", times);
    at.subProcess(id, (inner) => {
      inner.startEvent(this.#node("start", times)).endEvent(this.#node("lost", 0), { error: "LOST" });
      inner.eventSubProcess(this.#node("rescue", times), (rescue) => {
        rescue.startEvent(this.#node("start", times), { error: "LOST" });
        this.sequence(rescue, handler, times);
        rescue.endEvent(this.#node("end", times));
      });
    });
  }
}

function messageOf(id: string): { name: string; correlationKey: string } {
  return { name: id, correlationKey: '="k"' };
}
