/** Events behind an event-based gateway: the gateway waits for them. */
import type { ExecutableElement, ExecutableProcess } from "../../bpmn/graph.ts";

export function isBehindEventGateway(graph: ExecutableProcess, element: ExecutableElement): boolean {
  if (element.type !== "INTERMEDIATE_CATCH_EVENT") return false;
  return element.incoming.some((index) => {
    const source = graph.elements[graph.flows[index]?.source ?? -1];
    return source?.type === "EVENT_BASED_GATEWAY";
  });
}
