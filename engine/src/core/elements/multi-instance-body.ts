/** The body of a multi-instance activity: one inner instance per item, side by side or one after another. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import {
  activateNext,
  collectOutput,
  completionReached,
  inputItems,
  loopOf,
} from "../behaviours/multi-instance.ts";
import { scopeTerminates } from "../behaviours/scopes.ts";
import { activated, complete, terminateChildren } from "../behaviours/transitions.ts";
import { propagate, setLocal, toJsonText } from "../behaviours/variables.ts";
import type { ElementKind } from "../element-kind.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";

export const multiInstanceBody: ElementKind = {
  onActivate(p, element, row) {
    const loop = loopOf(element);
    const { length } = inputItems(p, element, row);
    subscribe(p, element, row);
    activated(p, row, { numberOfInstances: length });
    if (loop.outputCollection !== undefined) {
      setLocal(p, row.key, row.value, loop.outputCollection, toJsonText(new Array(length).fill(null)));
    }
    return length === 0 ? "completes" : "waits";
  },
  onActivated(p, element, row) {
    activateNext(p, element, row, 0);
  },
  onComplete(p, element, row) {
    const { outputCollection } = loopOf(element);
    const output = outputCollection && p.state.variables.get(row.key, outputCollection);
    const scope = p.state.flowScope(row);
    if (outputCollection !== undefined && output && scope !== undefined) {
      propagate(p, scope, [[outputCollection, output.json]]);
    }
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    return scopeTerminates(p, row);
  },
  beforeChildCompleted(p, element, row, child) {
    collectOutput(p, element, row, child);
    p.keep();
    return completionReached(p, element, row, child);
  },
  onChildCompleted(p, element, row, satisfied) {
    if (satisfied) return terminateChildren(p, row);
    return continueOrComplete(p, element, row);
  },
  onChildTerminated(_p, _element, row) {
    return row.state === "ACTIVATED" && row.children === 0;
  },
};

function continueOrComplete(p: Processing, element: ExecutableElement, row: ElementRow): boolean {
  const ended = row.completed + row.terminated;
  if (ended >= row.size) return row.children === 0;
  if (loopOf(element).sequential && row.children === 0) activateNext(p, element, row, ended);
  return false;
}

/** A resolved incident on the body itself: go on where it stood. */
export function resumeBody(p: Processing, element: ExecutableElement, row: ElementRow): void {
  if (row.children === 0 && row.completed + row.terminated >= row.size) complete(p, row);
  else activateNext(p, element, row, row.completed + row.terminated + row.children);
}
