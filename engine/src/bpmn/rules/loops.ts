/** A loop in which nothing ever waits would never end: it is refused when it holds an activity. */
import type { BpmnElementType } from "../../port.ts";
import type { ExecutableElement, ExecutableProcess } from "../graph.ts";
import type { FaultReport } from "../model-error.ts";

/** Elements that a token passes without waiting. */
const PASSING = new Set<BpmnElementType>([
  "MANUAL_TASK",
  "TASK",
  "EXCLUSIVE_GATEWAY",
  "INCLUSIVE_GATEWAY",
  "PARALLEL_GATEWAY",
  "START_EVENT",
  "END_EVENT",
  "SUB_PROCESS",
  "CALL_ACTIVITY",
  "INTERMEDIATE_THROW_EVENT",
  "SCRIPT_TASK",
  "BUSINESS_RULE_TASK",
]);
/** Loops of gateways alone are let through, as in Zeebe. */
const COUNTED = new Set<BpmnElementType>([
  "MANUAL_TASK",
  "TASK",
  "CALL_ACTIVITY",
  "INTERMEDIATE_THROW_EVENT",
  "SCRIPT_TASK",
  "BUSINESS_RULE_TASK",
]);

interface Place {
  readonly process: ExecutableProcess;
  readonly element: ExecutableElement;
}

/** Calls are followed into processes of the same resource. Reports one loop per process. */
export function checkLoops(
  process: ExecutableProcess,
  all: readonly ExecutableProcess[],
  report: FaultReport,
): void {
  const done = new Set<ExecutableElement>();
  for (const element of process.elements) {
    if (!COUNTED.has(element.type) || done.has(element)) continue;
    const loop = findLoop({ process, element }, all, done);
    if (loop === null) continue;
    const ids = loop.map((place) => place.element.id).join(" > ");
    report.addFor(element.id, `bpmn:${element.type}`, "straight-through-loop", {
      en: `lies in a loop where nothing waits: ${ids}; add an element that waits, such as a user task or timer`,
      zh: `位于没有等待的循环中：${ids}；请加入会等待的元素，例如用户任务或定时事件`,
    });
    return;
  }
}

/** Depth first without recursion, since a process may be a long chain. Only loops through `start` are sought. */
function findLoop(
  start: Place,
  all: readonly ExecutableProcess[],
  done: Set<ExecutableElement>,
): Place[] | null {
  const seen = new Set<ExecutableElement>();
  const path: { place: Place; next: Place[] }[] = [];
  if (isPassing(start.element)) path.push({ place: start, next: nextPlaces(start, all) });
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.next.shift();
    if (next === undefined) path.pop();
    else if (next.element === start.element) return [...path.map((step) => step.place), next];
    else if (isPassing(next.element) && !seen.has(next.element)) {
      seen.add(next.element);
      path.push({ place: next, next: nextPlaces(next, all) });
    }
  }
  done.add(start.element);
  return null;
}

function isPassing(element: ExecutableElement): boolean {
  return PASSING.has(element.type) && element.job === undefined;
}

function nextPlaces(place: Place, all: readonly ExecutableProcess[]): Place[] {
  const { process, element } = place;
  if (element.type === "SUB_PROCESS") return placesAt(process, element.startEvents);
  if (element.type === "CALL_ACTIVITY") {
    const called = all.find(
      (one) => element.called?.processId.static && one.bpmnProcessId === element.called.processId.source,
    );
    return called === undefined ? [] : placesAt(called, noneStarts(called));
  }
  for (let at: ExecutableElement | undefined = element; at !== undefined; at = process.elements[at.parent]) {
    if (at.type === "PROCESS" || at.type === "EVENT_SUB_PROCESS") return [];
    if (at.outgoing.length > 0) {
      return placesAt(
        process,
        at.outgoing.map((flow) => process.flows[flow]?.target ?? -1),
      );
    }
  }
  return [];
}

function noneStarts(process: ExecutableProcess): number[] {
  const starts = process.elements[0]?.startEvents ?? [];
  return starts.filter((index) => process.elements[index]?.event?.kind === "none");
}

function placesAt(process: ExecutableProcess, indexes: readonly number[]): Place[] {
  return indexes
    .map((index) => process.elements[index])
    .filter((element) => element !== undefined)
    .map((element) => ({ process, element }));
}
