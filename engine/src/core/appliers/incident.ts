/** Appliers of incidents. A job whose incident is resolved is free again. */
import type { Appliers } from "../appliers.ts";
import type { IncidentValue, LifeEventName } from "../records.ts";
import type { State } from "../state/state.ts";
import { free } from "./job.ts";
import { heardAll } from "./process-instance.ts";

type Names = Extract<LifeEventName, `INCIDENT${string}`>;

export const incidentAppliers: Appliers<Names> = {
  "INCIDENT.CREATED": (state, key, value) => {
    state.incidents.insert(key, value);
    for (const instance of value.processInstancePath) state.incidentsByInstance.put(instance, key, true);
    setIncident(state, value, key);
  },
  "INCIDENT.RESOLVED": (state, key, value) => {
    state.incidents.delete(key);
    for (const instance of value.processInstancePath) state.incidentsByInstance.delete(instance, key);
    setIncident(state, value, 0);
    if (value.jobKey === -1) hearAgain(state, value);
    const job = value.jobKey === -1 ? undefined : state.jobs.get(value.jobKey);
    if (job?.state === "FAILED" || job?.state === "ERROR_THROWN") free(state, value.jobKey);
  },
};

/** An element that stood still in a step begins the step anew, its listeners included. */
function hearAgain(state: State, value: IncidentValue): void {
  const row = state.element(value.elementInstanceKey, value.processInstanceKey);
  if (row?.listened !== undefined) state.updateElement(heardAll(row));
}

function setIncident(state: State, value: IncidentValue, incidentKey: number): void {
  const row = state.element(value.elementInstanceKey, value.processInstanceKey);
  if (row !== undefined) state.updateElement({ ...row, incidentKey });
}
