/** Which elements and sequence flows of each process the cases went through. */
import type { Trace } from "../trace.ts";
import type { ProcessModel } from "./models.ts";

export interface ProcessCoverage {
  readonly processId: string;
  /** File of the diagram. */
  readonly resource: string;
  readonly coveredElements: readonly string[];
  readonly missedElements: readonly string[];
  readonly coveredFlows: readonly string[];
  readonly missedFlows: readonly string[];
  /** Covered share of elements and flows together, 0 to 1. */
  readonly ratio: number;
}

/** An element counts when it was completed or left by an event; a flow when it was taken, after an event-based gateway when its event was. */
export function coverageOf(models: readonly ProcessModel[], traces: readonly Trace[]): ProcessCoverage[] {
  return models.map((model) => {
    const elements = new Set<string>();
    const flows = new Set<string>();
    for (const trace of traces) {
      for (const element of trace.elements.values()) {
        if (element.bpmnProcessId === model.processId && element.state !== "ACTIVE")
          elements.add(element.elementId);
      }
      for (const [flow, event] of model.eventFlows) if (elements.has(event)) flows.add(flow);
      for (const flow of model.flowIds) if (trace.flows.has(`${model.processId} ${flow}`)) flows.add(flow);
    }
    return coverage(model.processId, model.resource, {
      elements: model.elements.map(({ id }) => ({ id, covered: elements.has(id) })),
      flows: model.flowIds.map((id) => ({ id, covered: flows.has(id) })),
    });
  });
}

/** The coverage of several runs over the same resources, together. */
export function joinProcessCoverage(runs: readonly (readonly ProcessCoverage[])[]): ProcessCoverage[] {
  const joined = new Map<string, ProcessCoverage>();
  for (const one of runs.flat()) {
    const known = joined.get(one.processId);
    if (known === undefined) {
      joined.set(one.processId, one);
      continue;
    }
    const either = (
      covered: "coveredElements" | "coveredFlows",
      missed: "missedElements" | "missedFlows",
    ) => {
      const all = new Set([...known[covered], ...one[covered]]);
      return [...known[covered], ...known[missed]].map((id) => ({ id, covered: all.has(id) }));
    };
    joined.set(
      one.processId,
      coverage(one.processId, one.resource, {
        elements: either("coveredElements", "missedElements"),
        flows: either("coveredFlows", "missedFlows"),
      }),
    );
  }
  return [...joined.values()];
}

interface Seen {
  readonly id: string;
  readonly covered: boolean;
}

function coverage(
  processId: string,
  resource: string,
  { elements, flows }: { elements: readonly Seen[]; flows: readonly Seen[] },
): ProcessCoverage {
  const ids = (list: readonly Seen[], covered: boolean): string[] =>
    list.filter((one) => one.covered === covered).map(({ id }) => id);
  const total = elements.length + flows.length;
  const coveredElements = ids(elements, true);
  const coveredFlows = ids(flows, true);
  return {
    processId,
    resource,
    coveredElements,
    missedElements: ids(elements, false),
    coveredFlows,
    missedFlows: ids(flows, false),
    ratio: total === 0 ? 1 : (coveredElements.length + coveredFlows.length) / total,
  };
}
