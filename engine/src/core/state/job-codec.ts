/** Values of jobs as fields in order, without names, since there are many of them in log and state. */
import type { InstanceLabels, JobValue } from "../records.ts";
import type { RowCodec } from "./family.ts";
import type { JobRow, JobState } from "./rows.ts";

type Fields = [
  type: string,
  retries: number,
  worker: string,
  deadline: number,
  customHeaders: JobValue["customHeaders"] | 0,
  bpmnProcessId: string,
  processDefinitionVersion: number,
  processDefinitionKey: number,
  processInstanceKey: number,
  elementId: string,
  elementInstanceKey: number,
  variables: JobValue["variables"],
  errorMessage: string,
  errorCode: string,
  retryBackoff: number,
  recurringTime: number,
  errorCaught?: true | null,
  jobListenerEventType?: JobValue["jobListenerEventType"] | null,
  labels?: InstanceLabels,
];

export function encodeJob(value: JobValue): Fields {
  let headers: JobValue["customHeaders"] | 0 = 0;
  for (const _ in value.customHeaders) headers = value.customHeaders;
  const fields: Fields = [
    value.type,
    value.retries,
    value.worker,
    value.deadline,
    headers,
    value.bpmnProcessId,
    value.processDefinitionVersion,
    value.processDefinitionKey,
    value.processInstanceKey,
    value.elementId,
    value.elementInstanceKey,
    value.variables,
    value.errorMessage,
    value.errorCode,
    value.retryBackoff,
    value.recurringTime,
  ];
  const { errorCaught, jobListenerEventType, tags, businessId } = value;
  if ((tags ?? businessId) !== undefined) {
    fields.push(errorCaught ?? null, jobListenerEventType ?? null, { tags, businessId });
  } else if (jobListenerEventType !== undefined) fields.push(errorCaught ?? null, jobListenerEventType);
  else if (errorCaught === true) fields.push(true);
  return fields;
}

export function decodeJob(fields: readonly unknown[]): JobValue {
  const f = fields as Fields;
  return {
    type: f[0],
    retries: f[1],
    worker: f[2],
    deadline: f[3],
    customHeaders: f[4] === 0 ? {} : f[4],
    bpmnProcessId: f[5],
    processDefinitionVersion: f[6],
    processDefinitionKey: f[7],
    processInstanceKey: f[8],
    elementId: f[9],
    elementInstanceKey: f[10],
    variables: f[11],
    errorMessage: f[12],
    errorCode: f[13],
    retryBackoff: f[14],
    recurringTime: f[15],
    ...(f[16] === true ? { errorCaught: true as const } : {}),
    ...f[18],
    ...(f[17] === undefined || f[17] === null
      ? {}
      : { jobKind: jobKindOf(f[17]), jobListenerEventType: f[17] }),
  };
}

/** What a job that belongs to a listener is for, by the listener's event. */
export function jobKindOf(event: JobValue["jobListenerEventType"]): NonNullable<JobValue["jobKind"]> {
  return event === "START" || event === "END" ? "EXECUTION_LISTENER" : "TASK_LISTENER";
}

const STATES: readonly JobState[] = ["ACTIVATABLE", "ACTIVATED", "FAILED", "ERROR_THROWN", "PARKED"];

export const jobCodec: RowCodec<JobRow> = {
  encode: ({ state, value }) => JSON.stringify([STATES.indexOf(state), ...encodeJob(value)]),
  decode(text) {
    const [state, ...fields] = JSON.parse(text) as [number, ...Fields];
    return { state: STATES[state] ?? "ACTIVATABLE", value: decodeJob(fields) };
  },
};
