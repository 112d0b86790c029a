/** Which elements and sequence flows of each process the cases went through. */
import type { Trace } from "../trace.ts";
import type { ProcessModel } from "./models.ts";

export interface ProcessCoverage {
  readonly processId: string;
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
    const ids = model.elements.map((element) => element.id);
    const covered = ids.filter((id) => elements.has(id));
    const total = ids.length + model.flowIds.length;
    return {
      processId: model.processId,
      coveredElements: covered,
      missedElements: ids.filter((id) => !elements.has(id)),
      coveredFlows: model.flowIds.filter((id) => flows.has(id)),
      missedFlows: model.flowIds.filter((id) => !flows.has(id)),
      ratio: total === 0 ? 1 : (covered.length + flows.size) / total,
    };
  });
}
