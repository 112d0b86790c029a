/**
 * Names of records as numbers, so that the log is small. The order is part of the file format: names are added at
 * the end and never moved. A name that is not here is kept as text.
 */
const NAMES: readonly string[] = [
  "PROCESS_INSTANCE.ELEMENT_ACTIVATING",
  "PROCESS_INSTANCE.ELEMENT_ACTIVATED",
  "PROCESS_INSTANCE.ELEMENT_COMPLETING",
  "PROCESS_INSTANCE.ELEMENT_COMPLETED",
  "PROCESS_INSTANCE.ELEMENT_TERMINATING",
  "PROCESS_INSTANCE.ELEMENT_TERMINATED",
  "PROCESS_INSTANCE.SEQUENCE_FLOW_TAKEN",
  "PROCESS_INSTANCE_CREATION.CREATE",
  "PROCESS_INSTANCE_CREATION.CREATED",
  "PROCESS_INSTANCE_RESULT.COMPLETED",
  "PROCESS_EVENT.TRIGGERING",
  "PROCESS_EVENT.TAKEN",
  "PROCESS_EVENT.TRIGGERED",
  "VARIABLE.CREATED",
  "VARIABLE.UPDATED",
  "JOB.CREATED",
  "JOB.COMPLETE",
  "JOB.COMPLETED",
  "JOB.FAIL",
  "JOB.FAILED",
  "JOB_BATCH.ACTIVATE",
  "JOB_BATCH.ACTIVATED",
  "TIMER.CREATED",
  "TIMER.TRIGGER",
  "TIMER.TRIGGERED",
  "TIMER.CANCELED",
  "MESSAGE.PUBLISH",
  "MESSAGE.PUBLISHED",
  "MESSAGE.EXPIRE",
  "MESSAGE.EXPIRED",
  "PROCESS_MESSAGE_SUBSCRIPTION.CREATED",
  "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATED",
  "PROCESS_MESSAGE_SUBSCRIPTION.DELETED",
  "USER_TASK.CREATING",
  "USER_TASK.CREATED",
  "USER_TASK.ASSIGNING",
  "USER_TASK.ASSIGNED",
  "USER_TASK.COMPLETE",
  "USER_TASK.COMPLETING",
  "USER_TASK.COMPLETED",
];
const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.map((name, index) => [name, index]));

export function nameToCode(name: string): number | string {
  return NUMBERS.get(name) ?? name;
}

export function codeToName(code: number | string): string {
  if (typeof code === "string") return code;
  const name = NAMES[code];
  if (name === undefined) throw new Error(`the log names an unknown kind of record (${code})`);
  return name;
}
