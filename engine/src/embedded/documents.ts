/** Between the port's values and the core's: variables, keys. */
import type {
  CommandValues,
  TaskListenerResultValue,
  UserTaskChanges,
  VariableDocument,
} from "../core/records.ts";
import { RejectionError } from "../port.ts";
import type { AdHocResult, JsonValue, TaskListenerResult, Variables, WorkflowEngine } from "../port.ts";

/** Variables as texts. Throws RejectionError INVALID_ARGUMENT when they are no JSON. */
export function toDocument(variables: Variables | undefined): VariableDocument {
  if (variables === undefined) return [];
  if (typeof variables !== "object" || variables === null || Array.isArray(variables)) {
    throw new RejectionError("INVALID_ARGUMENT", "variables must be an object of names and JSON values");
  }
  const document: [string, string][] = [];
  for (const [name, value] of Object.entries(variables)) {
    const json = toText(name, value);
    if (json !== undefined) document.push([name, json]);
  }
  return document;
}

/** The completion of a job as a command's value. */
export function completion(
  variables: Variables | undefined,
  result: AdHocResult | TaskListenerResult | undefined,
): CommandValues["JOB.COMPLETE"] {
  const document = toDocument(variables);
  if (result === undefined) return { variables: document };
  if (isOfTask(result)) return { variables: document, taskResult: taskResult(result) };
  const { activateElements = [], completionConditionFulfilled, cancelRemaining } = result;
  return {
    variables: document,
    result: {
      activateElements: activateElements.map((one) => ({
        elementId: one.elementId,
        variables: toDocument(one.variables),
      })),
      completionConditionFulfilled: completionConditionFulfilled === true,
      cancelRemainingInstances: cancelRemaining === true,
    },
  };
}

function isOfTask(result: AdHocResult | TaskListenerResult): result is TaskListenerResult {
  return "denied" in result || "corrections" in result || "deniedReason" in result;
}

function taskResult({ denied, deniedReason = "", corrections }: TaskListenerResult): TaskListenerResultValue {
  const { assignee, ...changes } = corrections ?? {};
  return {
    denied: denied === true,
    deniedReason,
    corrections: { ...(assignee === undefined ? {} : { assignee }), ...taskChanges(changes) },
  };
}

/** Changes of a user task as the core names them. */
export function taskChanges(changes: Parameters<WorkflowEngine["updateUserTask"]>[1]): UserTaskChanges {
  const { candidateGroups, candidateUsers, dueDate, followUpDate, priority } = changes;
  return {
    ...(candidateGroups === undefined ? {} : { candidateGroupsList: candidateGroups }),
    ...(candidateUsers === undefined ? {} : { candidateUsersList: candidateUsers }),
    ...(dueDate === undefined ? {} : { dueDate: dueDate ?? "" }),
    ...(followUpDate === undefined ? {} : { followUpDate: followUpDate ?? "" }),
    ...(priority === undefined ? {} : { priority }),
  };
}

function toText(name: string, value: JsonValue): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RejectionError("INVALID_ARGUMENT", `variable '${name}' is no JSON value: ${reason}`);
  }
}

/** A fresh object: whoever gets it may change it. */
export function toVariables(document: VariableDocument): Variables {
  return Object.fromEntries(document.map(([name, json]) => [name, JSON.parse(json) as JsonValue]));
}

/** A key of the port as the core's number. Throws RejectionError NOT_FOUND for what cannot be a key. */
export function toKey(key: string, what: string): number {
  const number = Number(key);
  if (/^\d+$/.test(key) && Number.isSafeInteger(number) && number > 0) return number;
  throw new RejectionError("NOT_FOUND", `'${key}' is no key of a ${what}`);
}
