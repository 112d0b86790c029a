/** Execution listeners: jobs between the steps of an element's life, one after another. */
import type { ExecutableElement, JobDefinition } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { firstTrigger, consumeTrigger } from "./mappings.ts";
import { createJob, evaluateJob } from "./jobs.ts";
import { mergeLocal } from "./variables.ts";

export type ListenerEvent = "START" | "END";

const NONE: readonly JobDefinition[] = [];

/** The listeners of the element itself: a multi-instance body has none. */
export function listenersOf(
  element: ExecutableElement,
  row: ElementRow,
  event: ListenerEvent,
): readonly JobDefinition[] {
  const { listeners } = element;
  if (listeners === undefined || row.value.bpmnElementType === "MULTI_INSTANCE_BODY") return NONE;
  return event === "START" ? listeners.start : listeners.end;
}

/** How many listeners of the present transition have completed. */
export function listened(p: Processing, row: ElementRow): number {
  return p.current(row).listened ?? 0;
}

/** Creates the job of the next listener; false when none is left. */
export function createNextListener(
  p: Processing,
  element: ExecutableElement,
  row: ElementRow,
  event: ListenerEvent,
): boolean {
  const next = listenersOf(element, row, event)[listened(p, row)];
  if (next === undefined) return false;
  createJob(p, row, { ...evaluateJob(p, next, row), listener: event });
  return true;
}

/** What a listener has brought: a start listener's is local, an end listener's is local to the scope around. */
export function takeListenerVariables(p: Processing, row: ElementRow): void {
  const trigger = firstTrigger(p, row);
  if (trigger === undefined || trigger[1].targetElementId !== row.value.elementId) return;
  const { variables } = trigger[1];
  const scope = p.state.flowScope(row);
  if (row.state === "COMPLETING" && scope !== undefined) mergeLocal(p, scope.key, scope.value, variables);
  else mergeLocal(p, row.key, row.value, variables);
  consumeTrigger(p, row, trigger[0], trigger[1]);
}
