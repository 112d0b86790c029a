/** What process, sub-process and event sub-process have in common. */
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { activateInterrupting } from "./events.ts";
import { terminateChildren } from "./transitions.ts";

/**
 * Nothing in the scope is alive or on its way: it completes. In an interrupted scope the event sub-process, whose
 * turn has come when all else has ended, is activated instead.
 */
export function scopeIsIdle(p: Processing, scope: ElementRow): boolean {
  if (scope.state !== "ACTIVATED" || scope.children > 0 || scope.flows > 0) return false;
  return scope.interruptedBy === "" || !activateInterrupting(p, scope);
}

export function scopeTerminates(p: Processing, scope: ElementRow): "done" | "waits" {
  return terminateChildren(p, scope) ? "done" : "waits";
}
