/** Call activity: an instance of another process; its variables come back as the flags and mappings say. */
import { calledProcess } from "../behaviours/calls.ts";
import { subscribe, unsubscribe } from "../behaviours/event-subscriptions.ts";
import { applyInputMappings, applyOutputMappings } from "../behaviours/mappings.ts";
import { startCalled } from "../behaviours/start-instance.ts";
import { activated, terminate } from "../behaviours/transitions.ts";
import { localDocument, visibleDocument } from "../behaviours/variables.ts";
import type { ElementKind } from "../element-kind.ts";

export const callActivity: ElementKind = {
  onActivate(p, element, row) {
    const { called } = element;
    if (called === undefined) throw new Error(`call activity '${element.id}' calls nothing`);
    applyInputMappings(p, element, row);
    const process = calledProcess(p, called, row);
    subscribe(p, element, row);
    activated(p, row);
    const document = called.propagateAllParentVariables
      ? visibleDocument(p, row, null)
      : localDocument(p, row.key);
    startCalled(p, process, row, document);
    return "waits";
  },
  onComplete(p, element, row) {
    applyOutputMappings(p, element, row);
    unsubscribe(p, row);
    return undefined;
  },
  onTerminate(p, _element, row) {
    unsubscribe(p, row);
    const called = row.calledKey === 0 ? undefined : p.state.instances.get(row.calledKey);
    if (called === undefined) return "done";
    if (called.state !== "TERMINATING") terminate(p, called);
    return "waits";
  },
};
