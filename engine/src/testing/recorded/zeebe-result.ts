/** What a job decides, as the real engine's records have it. */
import type { AdHocResult, JsonValue, TaskListenerResult } from "../../port.ts";

export function zeebeResult(result: AdHocResult | TaskListenerResult): { [field: string]: JsonValue } {
  if (!("denied" in result)) {
    const { activateElements = [], completionConditionFulfilled, cancelRemaining } = result as AdHocResult;
    return {
      type: "AD_HOC_SUB_PROCESS",
      activateElements: activateElements.map(({ elementId, variables = {} }) => ({ elementId, variables })),
      completionConditionFulfilled: completionConditionFulfilled === true,
      cancelRemainingInstances: cancelRemaining === true,
    };
  }
  const { denied = false, deniedReason = "", corrections = {} } = result;
  const { assignee, candidateGroups, candidateUsers, dueDate, followUpDate, priority } = corrections;
  const fields: [string, JsonValue | undefined, JsonValue][] = [
    ["assignee", assignee, ""],
    ["candidateGroupsList", candidateGroups, []],
    ["candidateUsersList", candidateUsers, []],
    ["dueDate", dueDate === null ? "" : dueDate, ""],
    ["followUpDate", followUpDate === null ? "" : followUpDate, ""],
    ["priority", priority, -1],
  ];
  return {
    type: "USER_TASK",
    denied,
    deniedReason,
    correctedAttributes: fields.filter(([, value]) => value !== undefined).map(([name]) => name),
    corrections: Object.fromEntries(fields.map(([name, value, absent]) => [name, value ?? absent])),
  };
}
