/** A user task done by a job becomes a native one, as its target is: what the job's headers say goes over. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { JobValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { createUserTask } from "./user-task-changes.ts";

const PREFIX = "io.camunda.zeebe:";

/** `row` is of the target already; its job is cancelled. */
export function becomeNative(p: Processing, row: ElementRow, target: ExecutableElement, job: JobValue): void {
  const { customHeaders: headers } = job;
  const told = (name: string): string => headers[PREFIX + name] ?? "";
  createUserTask(p, row, {
    assignee: told("assignee"),
    candidateGroupsList: list(told("candidateGroups")),
    candidateUsersList: list(told("candidateUsers")),
    dueDate: told("dueDate"),
    followUpDate: told("followUpDate"),
    priority: 50,
    externalFormReference: told("formKey"),
    customHeaders: { ...target.userTask?.headers, ...ownHeaders(headers) },
  });
  p.event("JOB.CANCELED", row.jobKey, job);
}

function list(text: string): string[] {
  const parsed: unknown = text === "" ? [] : JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

/** Headers that the model's author wrote. */
function ownHeaders(headers: JobValue["customHeaders"]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(PREFIX)));
}
