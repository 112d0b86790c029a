/** All rules a model must keep, in the order they report. A new group of rules is a new file and one line here. */
import type { ExecutableProcess } from "../graph.ts";
import type { FaultReport } from "../model-error.ts";
import type { ModdleElement } from "../moddle.ts";
import type { Outline, OutlineNode } from "../outline.ts";
import { checkActivities } from "./activities.ts";
import { checkAdHoc } from "./ad-hoc.ts";
import { checkBoundaryEvents } from "./boundary-events.ts";
import { checkCompensation } from "./compensation.ts";
import { checkConditionalEvents } from "./conditional-events.ts";
import { checkEvents } from "./events.ts";
import { checkExecutable, checkStartMessages } from "./executable.ts";
import { checkFlows } from "./flows.ts";
import { checkGateways } from "./gateways.ts";
import { checkIds } from "./ids.ts";
import { checkListeners } from "./listeners.ts";
import { checkLoops } from "./loops.ts";
import { checkMappings } from "./mappings.ts";
import { checkScopes } from "./scopes.ts";
import { checkStartExpressions } from "./start-expressions.ts";
import { checkSupported } from "./supported.ts";
import { checkTaskListeners } from "./task-listeners.ts";
import { checkTasks } from "./tasks.ts";
import { checkTimers } from "./timers.ts";
import { checkUserTasks } from "./user-tasks.ts";

export { joinWarnings } from "./join-warnings.ts";
export { checkRemarks } from "./remarks.ts";

const NODE_RULES: readonly ((node: OutlineNode, report: FaultReport) => void)[] = [
  checkSupported,
  checkIds,
  checkScopes,
  checkEvents,
  checkTimers,
  checkBoundaryEvents,
  checkCompensation,
  checkConditionalEvents,
  checkGateways,
  checkTasks,
  checkUserTasks,
  checkActivities,
  checkAdHoc,
  checkMappings,
  checkListeners,
  checkTaskListeners,
];

/** Rules on what is drawn. */
export function checkOutline(
  definitions: ModdleElement,
  outlines: readonly Outline[],
  report: FaultReport,
): void {
  checkExecutable(definitions, outlines, report);
  checkStartMessages(outlines, report);
  for (const outline of outlines) {
    checkFlows(outline, report);
    for (const node of outline.nodes) for (const rule of NODE_RULES) rule(node, report);
  }
}

/** Rules on what is executed; run when nothing else was found. */
export function checkGraphs(processes: readonly ExecutableProcess[], report: FaultReport): void {
  for (const process of processes) {
    checkStartExpressions(process, report);
    checkLoops(process, processes, report);
  }
}
