/** Completed activities that can be undone, in a migration: those whose boundary event is mapped go over, others are forgotten. */
import type { ExecutableElement, ExecutableProcess } from "../../bpmn/graph.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Migration } from "./migration-checks.ts";
import { eventType } from "./transitions.ts";

export function migrateCompensations(p: Processing, migration: Migration): void {
  const { processInstanceKey, source, target, targetProcess } = migration;
  const all = [...p.state.compensations.rows(processInstanceKey)];
  if (all.length === 0) return;
  const activities = new Map<string, string>();
  for (const [, { compensableActivityId }] of all) {
    const activity = source.byId(compensableActivityId);
    const boundary = source.elements[activity?.compensation ?? -1];
    if (activity === undefined || boundary === undefined || activity.type === "SUB_PROCESS") continue;
    const targetId = migration.mapping.get(boundary.id);
    if (targetId === undefined) continue;
    const to = activityOf(migration, boundary, targetId);
    mapUpwards(migration, activity, to, activities);
  }
  for (const [key, value] of all) {
    if (!activities.has(value.compensableActivityId)) {
      p.event("COMPENSATION_SUBSCRIPTION.DELETED", key, value);
    }
  }
  for (const [key, value] of all) {
    const compensableActivityId = activities.get(value.compensableActivityId);
    if (compensableActivityId === undefined) continue;
    const handler = handlerIn(target, compensableActivityId);
    p.event("COMPENSATION_SUBSCRIPTION.MIGRATED", key, {
      ...value,
      processDefinitionKey: targetProcess.processDefinitionKey,
      compensableActivityId,
      compensationHandlerId: handler?.id ?? value.compensationHandlerId,
    });
  }
}

/** The activity of the target that the mapped boundary event sits on. */
function activityOf(
  { source, target }: Migration,
  boundary: ExecutableElement,
  targetId: string,
): ExecutableElement {
  const other = target.byId(targetId);
  const activity = other === undefined ? undefined : target.elements[other.attachedTo ?? -1];
  const type = other === undefined ? "" : eventType(other, other.type);
  if (other === undefined || activity === undefined || type !== "COMPENSATION") {
    throw new Refusal(
      "INVALID_ARGUMENT",
      `Expected to migrate process instance with id '${source.bpmnProcessId}' but compensation boundary event '${boundary.id}' is mapped to a target boundary event '${targetId}' that has event type '${type}' different than compensation boundary event type.`,
    );
  }
  return activity;
}

/** The scopes around go with the activity; both must lie equally deep. */
function mapUpwards(
  { source, target }: Migration,
  activity: ExecutableElement,
  to: ExecutableElement,
  activities: Map<string, string>,
): void {
  let [from, into]: [ExecutableElement | undefined, ExecutableElement | undefined] = [activity, to];
  while (from !== undefined && into !== undefined) {
    if ((from.index === 0) !== (into.index === 0)) {
      throw new Refusal(
        "INVALID_STATE",
        `Expected to migrate process instance with id '${source.bpmnProcessId}' but the flow scope of compensation boundary event is changed. Flow scope '${from.id}' is not in the same level as '${into.id}'. The flow scope of a compensation boundary event cannot be changed during migration yet.`,
      );
    }
    activities.set(from.id, into.id);
    [from, into] = [source.elements[from.parent], target.elements[into.parent]];
  }
}

function handlerIn(target: ExecutableProcess, activityId: string): ExecutableElement | undefined {
  const boundary = target.elements[target.byId(activityId)?.compensation ?? -1];
  const index = boundary?.event?.kind === "compensation" ? boundary.event.handler : undefined;
  return index === undefined ? undefined : target.elements[index];
}
