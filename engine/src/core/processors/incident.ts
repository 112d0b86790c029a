/** Resolving an incident: what stood still tries again. */
import { offer } from "../behaviours/jobs.ts";
import { refuseSuspended } from "../behaviours/suspended.ts";
import { complete } from "../behaviours/transitions.ts";
import { resumeBody } from "../elements/multi-instance-body.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow } from "../state/rows.ts";

export const incidentProcessors: Processors<"INCIDENT.RESOLVE"> = {
  "INCIDENT.RESOLVE": (p, key) => {
    const incident = p.state.incidents.get(key);
    if (incident === undefined) {
      throw new Refusal("NOT_FOUND", `no incident '${key}' is open: it is resolved or its element has ended`);
    }
    refuseSuspended(p, incident.processInstanceKey, `resolve incident with key '${key}'`);
    const failed = incident.jobKey === -1 ? undefined : p.state.jobs.get(incident.jobKey);
    if (failed?.state === "FAILED" && failed.value.retries <= 0) {
      throw new Refusal(
        "INVALID_STATE",
        `Expected to resolve incident with key '${key}', but job with key '${incident.jobKey}' has no retries left. Please update the job retries and retry resolving the incident`,
      );
    }
    p.event("INCIDENT.RESOLVED", key, incident);
    p.respond(key, null);
    const job = incident.jobKey === -1 ? undefined : p.state.jobs.get(incident.jobKey);
    if (job?.state === "ACTIVATABLE") {
      offer(p, incident.jobKey, job.value.type);
      return;
    }
    const row = p.state.element(incident.elementInstanceKey, incident.processInstanceKey);
    if (row !== undefined) tryAgain(p, row);
  },
};

function tryAgain(p: Processing, row: ElementRow): void {
  if (p.state.userTasks.get(row.userTaskKey)?.pending !== undefined) {
    p.command("USER_TASK.COMPLETE_TASK_LISTENER", row.userTaskKey, {});
  } else if (row.state === "ACTIVATING") p.command("PROCESS_INSTANCE.ACTIVATE_ELEMENT", row.key, row.value);
  else if (row.state === "COMPLETING") complete(p, row);
  else if (row.state === "ACTIVATED" && row.value.bpmnElementType === "MULTI_INSTANCE_BODY") {
    resumeBody(p, p.model(row.value), row);
  }
}
