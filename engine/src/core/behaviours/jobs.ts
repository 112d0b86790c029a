/** Creating jobs and handing them to workers. */
import { jobKindOf } from "../state/job-codec.ts";
import type { ExecutableElement, JobDefinition } from "../../bpmn/graph.ts";
import type { JobStream, Processing } from "../processing.ts";
import type { JobValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { labelsOf } from "./labels.ts";
import { linkedHeader } from "./assets.ts";
import { evaluateNumber, evaluateString } from "./expressions.ts";
import { visibleDocument } from "./variables.ts";

export interface JobProperties {
  readonly type: string;
  readonly retries: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly listener?: NonNullable<JobValue["jobListenerEventType"]>;
}

export function evaluateJob(p: Processing, job: JobDefinition, row: ElementRow): JobProperties {
  return {
    type: evaluateString(p, job.type, row),
    retries: Math.trunc(evaluateNumber(p, job.retries, row)),
    headers:
      job.linkedResources === undefined
        ? job.headers
        : { ...job.headers, ...linkedHeader(p, job.linkedResources, row) },
  };
}

export function createJob(p: Processing, row: ElementRow, properties: JobProperties): void {
  const { value } = row;
  const { listener } = properties;
  const key = p.state.nextKey();
  p.event("JOB.CREATED", key, {
    type: properties.type,
    retries: properties.retries,
    worker: "",
    deadline: -1,
    customHeaders: properties.headers,
    bpmnProcessId: value.bpmnProcessId,
    processDefinitionVersion: value.version,
    processDefinitionKey: value.processDefinitionKey,
    processInstanceKey: value.processInstanceKey,
    elementId: value.elementId,
    elementInstanceKey: row.key,
    variables: [],
    errorMessage: "",
    errorCode: "",
    retryBackoff: 0,
    recurringTime: -1,
    ...labelsOf(p, row),
    ...(listener === undefined ? {} : { jobKind: jobKindOf(listener), jobListenerEventType: listener }),
  });
  offer(p, key, properties.type);
}

/** A job is free: a worker that waits for its type gets it with this batch. */
export function offer(p: Processing, jobKey: number, type: string): void {
  const stream = p.services.reserve(type);
  if (stream === null) return;
  activateJobs(p, type, stream, [jobKey]);
}

/** Activates the given jobs for a worker and puts them on their way to it. */
export function activateJobs(
  p: Processing,
  type: string,
  stream: JobStream,
  jobKeys: readonly number[],
): void {
  const { worker, timeout } = stream;
  const deadline = p.now + timeout;
  p.event("JOB_BATCH.ACTIVATED", p.state.nextKey(), { type, worker, timeout, deadline, jobKeys });
  for (const key of jobKeys) {
    const value = p.state.jobs.get(key)?.value;
    if (value !== undefined)
      p.pushes.push({ stream, job: activatedJob(p, key, value, stream.fetchVariables) });
  }
}

export function activatedJob(
  p: Processing,
  key: number,
  value: JobValue,
  fetchVariables: readonly string[] | null,
): { key: number; value: JobValue; variables: JobValue["variables"] } {
  const row = p.state.element(value.elementInstanceKey, value.processInstanceKey);
  return { key, value, variables: row === undefined ? [] : visibleDocument(p, row, fetchVariables) };
}

export function cancelJob(p: Processing, row: ElementRow): void {
  const { jobKey } = p.current(row);
  const job = jobKey === 0 ? undefined : p.state.jobs.get(jobKey);
  if (job !== undefined) p.event("JOB.CANCELED", jobKey, job.value);
}

/** The job definition of an element that is one by its kind. */
export function jobOf(element: ExecutableElement): JobDefinition {
  if (element.job === undefined) throw new Error(`element '${element.id}' has no task definition`);
  return element.job;
}
