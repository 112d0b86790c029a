/** Native user tasks: evaluating their properties, creating, cancelling. */
import type { ModelExpression, UserTaskDefinition } from "../../bpmn/graph.ts";
import { parseInstant } from "../../bpmn/timers.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { UserTaskValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { formKeyOf } from "./assets.ts";
import type { JobProperties } from "./jobs.ts";
import {
  evaluate,
  evaluateNumber,
  evaluateString,
  evaluateStrings,
  feelText,
  wrongType,
} from "./expressions.ts";

export type UserTaskProperties = Pick<
  UserTaskValue,
  | "assignee"
  | "candidateGroupsList"
  | "candidateUsersList"
  | "dueDate"
  | "followUpDate"
  | "priority"
  | "externalFormReference"
  | "formKey"
  | "customHeaders"
>;

const DEFAULT_PRIORITY = 50;

export function evaluateUserTask(
  p: Processing,
  task: UserTaskDefinition,
  row: ElementRow,
): UserTaskProperties {
  return {
    assignee: text(p, task.assignee, row),
    candidateGroupsList:
      task.candidateGroups === undefined ? [] : evaluateStrings(p, task.candidateGroups, row),
    candidateUsersList: task.candidateUsers === undefined ? [] : evaluateStrings(p, task.candidateUsers, row),
    dueDate: optionalDate(p, task.dueDate, row),
    followUpDate: optionalDate(p, task.followUpDate, row),
    priority: priority(p, task.priority, row),
    externalFormReference: text(p, task.externalReference, row),
    ...formOf(p, task, row),
    customHeaders: task.headers,
  };
}

const PREFIX = "io.camunda.zeebe:";

/** The job of a user task without `zeebe:userTask`: what its model says stands in the headers. */
export function evaluateUserTaskJob(p: Processing, task: UserTaskDefinition, row: ElementRow): JobProperties {
  const { assignee, candidateGroupsList, candidateUsersList, dueDate, followUpDate, formKey } =
    evaluateUserTask(p, task, row);
  const headers: [string, string][] = [
    ["assignee", assignee],
    ["candidateGroups", listText(task.candidateGroups, candidateGroupsList)],
    ["candidateUsers", listText(task.candidateUsers, candidateUsersList)],
    ["dueDate", dueDate],
    ["followUpDate", followUpDate],
    ["formKey", formKey === undefined ? text(p, task.formKey, row) : String(formKey)],
  ];
  const told = headers
    .filter(([, value]) => value !== "")
    .map(([name, value]) => [PREFIX + name, value] as const);
  return { type: `${PREFIX}userTask`, retries: 1, headers: { ...task.headers, ...Object.fromEntries(told) } };
}

function formOf(p: Processing, { form }: UserTaskDefinition, row: ElementRow): { formKey?: number } {
  return form === undefined ? {} : { formKey: formKeyOf(p, evaluateString(p, form.formId, row), form, row) };
}

function listText(expression: ModelExpression | undefined, list: readonly string[]): string {
  return expression === undefined ? "" : JSON.stringify(list);
}

/** A date as Zeebe writes it: no seconds of zero, fractions in groups of three digits. */
function shortTime(date: string): string {
  const match = /^([^T]+T\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(.*)$/.exec(date);
  if (match === null) return date;
  const [, minutes = "", seconds = "00", digits = "", rest = ""] = match;
  const fraction = digits.replace(/0+$/, "");
  const padded = fraction === "" ? "" : `.${fraction.padEnd(Math.ceil(fraction.length / 3) * 3, "0")}`;
  return seconds === "00" && padded === "" ? minutes + rest : `${minutes}:${seconds}${padded}${rest}`;
}

/** The text; "" when the model has none. */
function text(p: Processing, expression: ModelExpression | undefined, row: ElementRow): string {
  return expression === undefined ? "" : evaluateString(p, expression, row);
}

/** The text, "" for none or null. */
function optionalText(p: Processing, expression: ModelExpression | undefined, row: ElementRow): string {
  if (expression === undefined) return "";
  const result = evaluate(p, expression, row, "EXTRACT_VALUE_ERROR");
  if (result.value === null) return "";
  if (typeof result.value === "string") return result.value;
  throw wrongType(expression, result, "'STRING'");
}

function optionalDate(p: Processing, expression: ModelExpression | undefined, row: ElementRow): string {
  const text = optionalText(p, expression, row);
  if (expression === undefined || text === "") return "";
  if (parseInstant(text, "UTC") !== null) return shortTime(text);
  throw new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Invalid date-time format '${text}' for expression '${feelText(expression)}'.`,
  );
}

function priority(p: Processing, expression: ModelExpression | undefined, row: ElementRow): number {
  if (expression === undefined) return DEFAULT_PRIORITY;
  const value = evaluateNumber(p, expression, row);
  if (Number.isInteger(value) && value >= 0 && value <= 100) return value;
  throw new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Expected priority to be in the range [0,100] but was '${value}'.`,
  );
}
