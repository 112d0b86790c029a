/** Jobs: activating, completing, failing, throwing errors, time-outs and back-off. */
import { catchError, findCatcher, uncaught } from "../behaviours/catch-error.ts";
import { afterJob, afterTaskListener, checkTaskListener } from "../behaviours/complete-job.ts";
import { createIncident } from "../behaviours/incidents.ts";
import { activatedJob, offer } from "../behaviours/jobs.ts";
import { refuseSuspended } from "../behaviours/suspended.ts";
import { mergeLocal } from "../behaviours/variables.ts";
import type { IncidentType } from "../../port.ts";
import { Refusal } from "../errors.ts";
import type { ActivatedJob, Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow, JobRow } from "../state/rows.ts";
import { checkChanges } from "./user-task.ts";

type Names =
  | "JOB_BATCH.ACTIVATE"
  | "JOB.COMPLETE"
  | "JOB.FAIL"
  | "JOB.THROW_ERROR"
  | "JOB.UPDATE_RETRIES"
  | "JOB.UPDATE_TIMEOUT"
  | "JOB.YIELD"
  | "JOB.TIME_OUT"
  | "JOB.RECUR_AFTER_BACKOFF";

export const jobProcessors: Processors<Names> = {
  "JOB_BATCH.ACTIVATE": (p, _key, { type, worker, timeout, maxJobsToActivate, fetchVariables }) => {
    if (type === "") {
      throw activationRefused("type to be present, but it was blank");
    }
    if (timeout < 1) throw activationRefused(`timeout to be greater than zero, but it was '${timeout}'`);
    if (maxJobsToActivate < 1) {
      throw activationRefused(
        `max jobs to activate to be greater than zero, but it was '${maxJobsToActivate}'`,
      );
    }
    const jobKeys = p.state.activatable.first(type, maxJobsToActivate).map(([, key]) => key);
    const key = p.state.nextKey();
    const deadline = p.now + timeout;
    if (jobKeys.length > 0) {
      p.event("JOB_BATCH.ACTIVATED", key, { type, worker, timeout, deadline, jobKeys });
    }
    const jobs: ActivatedJob[] = [];
    for (const jobKey of jobKeys) {
      const job = p.state.jobs.get(jobKey);
      if (job !== undefined) jobs.push(activatedJob(p, jobKey, job.value, fetchVariables));
    }
    p.respond(key, jobs);
  },
  "JOB.COMPLETE": (p, key, command) => {
    const { job, row } = openJob(p, key, "complete");
    const ofTask = job.value.jobKind === "TASK_LISTENER";
    if (ofTask) {
      checkTaskListener(p, key, row, command);
      checkChanges(row.userTaskKey, command.taskResult?.corrections ?? {});
    }
    p.event("JOB.COMPLETED", key, { ...job.value, variables: command.variables });
    if (ofTask) afterTaskListener(p, p.current(row), command);
    else afterJob(p, job, p.current(row), command);
    p.respond(key, null);
  },
  "JOB.FAIL": (p, key, { retries, errorMessage, retryBackoff, variables }) => {
    const { job, row } = openJob(p, key, "fail");
    const left = Math.max(0, retries ?? job.value.retries - 1);
    const waits = left > 0 && retryBackoff > 0;
    p.event("JOB.FAILED", key, {
      ...job.value,
      retries: left,
      errorMessage,
      retryBackoff: waits ? retryBackoff : 0,
      recurringTime: waits ? p.now + retryBackoff : -1,
      variables,
    });
    mergeLocal(p, row.key, row.value, variables);
    if (left === 0) {
      const message = errorMessage === "" ? "No more retries left." : errorMessage;
      const type = noRetries(job, row);
      createIncident(p, p.current(row), { type, message, jobKey: key });
    } else if (!waits) offer(p, key, job.value.type);
    p.respond(key, null);
  },
  "JOB.THROW_ERROR": (p, key, { errorCode, errorMessage, variables }) => {
    const { job, row } = openJob(p, key, "throw an error for");
    if (job.value.jobKind !== undefined) {
      const { jobKind, type, processInstanceKey } = job.value;
      throw new Refusal(
        "INVALID_STATE",
        `Cannot throw BPMN error from ${jobKind} job with key '${key}', type '${type}' and processInstanceKey '${processInstanceKey}'`,
      );
    }
    const catcher = findCatcher(p, row, errorCode);
    const caught = catcher === undefined ? {} : { errorCaught: true as const };
    p.event("JOB.ERROR_THROWN", key, { ...job.value, errorCode, errorMessage, variables, ...caught });
    if (catcher !== undefined) catchError(p, catcher, variables);
    else {
      const message = uncaught(p, row, errorCode, errorMessage);
      createIncident(p, p.current(row), { type: "UNHANDLED_ERROR_EVENT", message, jobKey: key });
    }
    p.respond(key, null);
  },
  "JOB.UPDATE_RETRIES": (p, key, { retries }) => {
    const job = existingJob(p, key, "update");
    if (retries < 1) {
      throw new Refusal(
        "INVALID_ARGUMENT",
        `Expected to update retries for job with key '${key}' with a positive amount of retries, but the amount given was '${retries}'`,
      );
    }
    p.event("JOB.RETRIES_UPDATED", key, { ...job.value, retries });
    p.respond(key, null);
  },
  "JOB.UPDATE_TIMEOUT": (p, key, { timeout }) => {
    const job = existingJob(p, key, "update");
    if (job.state !== "ACTIVATED") {
      throw new Refusal(
        "INVALID_STATE",
        `Expected to update the timeout of job with key '${key}', but it is not active`,
      );
    }
    p.event("JOB.TIMEOUT_UPDATED", key, { ...job.value, deadline: p.now + timeout });
    p.respond(key, null);
  },
  "JOB.YIELD": (p, key, { deadline }) => {
    const job = p.state.jobs.get(key);
    if (job?.state !== "ACTIVATED" || job.value.deadline !== deadline) return;
    p.event("JOB.YIELDED", key, job.value);
    offer(p, key, job.value.type);
  },
  "JOB.TIME_OUT": (p, key, { deadline }) => {
    const job = p.state.jobs.get(key);
    if (job?.state !== "ACTIVATED" || job.value.deadline !== deadline) return;
    p.event("JOB.TIMED_OUT", key, job.value);
    offer(p, key, job.value.type);
  },
  "JOB.RECUR_AFTER_BACKOFF": (p, key, { recurringTime }) => {
    const job = p.state.jobs.get(key);
    if (job?.state !== "FAILED" || job.value.recurringTime !== recurringTime) return;
    p.event("JOB.RECURRED_AFTER_BACKOFF", key, job.value);
    offer(p, key, job.value.type);
  },
};

function noRetries(job: JobRow, row: ElementRow): IncidentType {
  if (job.value.jobKind !== undefined) return `${job.value.jobKind}_NO_RETRIES`;
  return row.value.bpmnElementType === "AD_HOC_SUB_PROCESS"
    ? "AD_HOC_SUB_PROCESS_NO_RETRIES"
    : "JOB_NO_RETRIES";
}

function activationRefused(expected: string): Refusal {
  return new Refusal("INVALID_ARGUMENT", `Expected to activate job batch with ${expected}`);
}

function existingJob(p: Processing, key: number, verb: string): JobRow {
  const job = p.state.jobs.get(key);
  if (job !== undefined) return job;
  throw new Refusal("NOT_FOUND", `Expected to ${verb} job with key '${key}', but no such job was found`);
}

/** A job that may still be worked on: activated, or free (its time was over, but nobody took it yet). */
function openJob(p: Processing, key: number, verb: string): { job: JobRow; row: ElementRow } {
  const job = existingJob(p, key, verb);
  refuseSuspended(p, job.value.processInstanceKey, `${verb} job with key '${key}'`);
  if (job.state === "FAILED" || job.state === "ERROR_THROWN") {
    throw new Refusal(
      "INVALID_STATE",
      `Expected to ${verb} job with key '${key}', but it is in state '${job.state}'`,
    );
  }
  const row = p.state.element(job.value.elementInstanceKey, job.value.processInstanceKey);
  if (row === undefined) throw new Refusal("NOT_FOUND", `the element instance of job '${key}' has ended`);
  return { job, row };
}
