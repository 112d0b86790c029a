/** Incidents: where work stands still until someone repairs and resolves. */
import type { IncidentType } from "../../port.ts";
import type { Processing } from "../processing.ts";
import type { FollowUp } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";

export function createIncident(
  p: Processing,
  row: ElementRow,
  incident: { type: IncidentType; message: string; jobKey?: number; variableScopeKey?: number },
): void {
  const { bpmnProcessId, processDefinitionKey, processInstanceKey, elementId } = row.value;
  p.event("INCIDENT.CREATED", p.state.nextKey(), {
    errorType: incident.type,
    errorMessage: incident.message,
    bpmnProcessId,
    processDefinitionKey,
    processInstanceKey,
    elementId,
    elementInstanceKey: row.key,
    jobKey: incident.jobKey ?? -1,
    variableScopeKey: incident.variableScopeKey ?? row.key,
    creationTimestamp: p.now,
    processInstancePath: instancePath(p, row),
  });
}

/** The instance of the row and all that called it, innermost first. */
export function instancePath(p: Processing, row: ElementRow): number[] {
  const path: number[] = [];
  for (let key = row.value.processInstanceKey; key > 0;) {
    path.push(key);
    key = p.state.instances.get(key)?.value.parentProcessInstanceKey ?? -1;
  }
  return path;
}

/** The element ends: its incident has lost its point. */
export function resolveIncidentOf(p: Processing, row: ElementRow): void {
  const key = p.current(row).incidentKey;
  const incident = key === 0 ? undefined : p.state.incidents.get(key);
  if (incident !== undefined) p.event("INCIDENT.RESOLVED", key, incident);
}

/**
 * After an error that no rule foresees: `command` was undone because its follow-up `failed`. A command that comes
 * back by itself (timer, continuation, lifetime) is settled here; the element concerned gets an incident.
 */
export function recoverFrom(p: Processing, command: FollowUp, failed: FollowUp, reason: string): void {
  switch (command.name) {
    case "CONTINUATION.CONTINUE": {
      const continuation = p.state.continuations.get(command.key);
      if (continuation === undefined) return;
      p.event("CONTINUATION.TAKEN", command.key, { commands: [] });
      raiseOn(p, failed, reason);
      for (const rest of continuation.commands) if (rest !== failed) p.followUps.push(rest);
      if (p.followUps.length > 0) {
        p.event("CONTINUATION.QUEUED", p.state.nextKey(), { commands: p.followUps.splice(0) });
      }
      return;
    }
    case "TIMER.TRIGGER": {
      const timer = p.state.timers.get(command.key);
      if (timer === undefined) return;
      p.event("TIMER.CANCELED", command.key, timer);
      const row = p.state.element(timer.elementInstanceKey, timer.processInstanceKey);
      if (row !== undefined && row.incidentKey === 0)
        createIncident(p, row, { type: "UNKNOWN", message: reason });
      return;
    }
    case "MESSAGE.EXPIRE": {
      const message = p.state.messages.get(command.key);
      if (message !== undefined) p.event("MESSAGE.EXPIRED", command.key, message);
      return;
    }
    case "PROCESS_INSTANCE.ACTIVATE_ELEMENT":
    case "PROCESS_INSTANCE.COMPLETE_ELEMENT":
      raiseOn(p, command, reason);
      return;
    default:
  }
}

function raiseOn(p: Processing, failed: FollowUp, reason: string): void {
  const row = failed.key > 0 ? p.state.findElement(failed.key) : undefined;
  if (row !== undefined && row.incidentKey === 0)
    createIncident(p, row, { type: "UNKNOWN", message: reason });
}
