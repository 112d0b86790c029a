/** Gateways that join: when their tokens are together. */
import type { ExecutableElement, ExecutableProcess } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import { activateChild } from "./transitions.ts";

/** A flow into a joining gateway counts, and every flow of a scope whose inclusive gateway must know what is on its way. */
export function isCounted(scope: ExecutableElement, target: ExecutableElement): boolean {
  return (
    (target.type === "PARALLEL_GATEWAY" && target.incoming.length > 1) || scope.inclusiveJoins !== undefined
  );
}

/** Every incoming flow of the parallel gateway has been taken at least once. */
export function parallelJoins(p: Processing, scope: ElementRow, gateway: ExecutableElement): boolean {
  return takenInto(p, scope, gateway).size === gateway.incoming.length;
}

/** Ids of the incoming flows that have been taken and not used up. */
function takenInto(p: Processing, scope: ElementRow, gateway: ExecutableElement): Set<string> {
  const prefix = textKey(gateway.id, "");
  const taken = new Set<string>();
  for (const [flow] of p.state.takenFlows.rows(scope.key)) {
    if (flow.startsWith(prefix)) taken.add(flow.slice(prefix.length));
  }
  return taken;
}

/** Something has changed in a scope: its inclusive gateways at which tokens wait look again. */
export function wakeInclusiveJoins(p: Processing, scope: ElementRow): void {
  const { inclusiveJoins } = p.model(scope.value);
  if (inclusiveJoins === undefined || scope.value.bpmnElementType === "MULTI_INSTANCE_BODY") return;
  const graph = p.process(scope.value.processDefinitionKey);
  for (const index of inclusiveJoins) {
    const gateway = graph.elements[index];
    if (gateway !== undefined && takenInto(p, scope, gateway).size > 0) activateChild(p, scope, gateway);
  }
}

/**
 * At least one incoming flow was taken, and no token elsewhere in the scope has a way to one that was not, other
 * than through the gateway itself.
 */
export function inclusiveJoins(p: Processing, scope: ElementRow, gateway: ExecutableElement): boolean {
  const taken = takenInto(p, scope, gateway);
  if (taken.size === 0) return false;
  if (taken.size === gateway.incoming.length) return true;
  const graph = p.process(scope.value.processDefinitionKey);
  let counted = 0;
  for (const [flow, times] of p.state.takenFlows.rows(scope.key)) {
    counted += times;
    const target = graph.byId(flow.slice(0, flow.indexOf("\u0001")));
    if (target !== undefined && target !== gateway && reaches(graph, target, gateway, taken)) return false;
  }
  // An event has happened whose element is not activated yet: it speaks when it is.
  if (counted < p.current(scope).flows) return false;
  for (const [key] of p.state.children.rows(scope.key)) {
    const child = p.state.elements.get(key);
    const element = child && graph.byId(child.value.elementId);
    if (element !== undefined && element !== gateway && reaches(graph, element, gateway, taken)) return false;
  }
  return true;
}

/** Whether a token at `from` may come to the gateway by a flow that is not in `taken`. */
function reaches(
  graph: ExecutableProcess,
  from: ExecutableElement,
  gateway: ExecutableElement,
  taken: ReadonlySet<string>,
): boolean {
  const seen = new Set<ExecutableElement>([from]);
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const index of at.outgoing) {
      const flow = graph.flows[index];
      const target = flow && graph.elements[flow.target];
      if (flow === undefined || target === undefined) continue;
      if (target === gateway && !taken.has(flow.id)) return true;
      if (target !== gateway && !seen.has(target)) {
        seen.add(target);
        open.push(target);
      }
    }
    for (const other of besideFlows(graph, at)) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return false;
}

/** Where a token may go on without a flow: boundary events, the catch event of a link. */
function besideFlows(graph: ExecutableProcess, at: ExecutableElement): ExecutableElement[] {
  const link = at.event?.kind === "link" ? at.event.target : undefined;
  const indexes = link === undefined ? at.boundaryEvents : [...at.boundaryEvents, link];
  return indexes
    .map((index) => graph.elements[index])
    .filter((element): element is ExecutableElement => element !== undefined);
}
