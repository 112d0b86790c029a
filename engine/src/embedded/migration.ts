/** Migration at the port: the command from a plan, and what a rehearsal has found. */
import type { AnyEvent, CommandValues } from "../core/records.ts";
import type { MigrationPlan, MigrationPreview } from "../port.ts";
import { toKey } from "./documents.ts";

export function migrationCommand(
  processInstanceKey: string,
  { targetProcessDefinitionKey, mappings }: MigrationPlan,
): CommandValues["PROCESS_INSTANCE_MIGRATION.MIGRATE"] {
  return {
    processInstanceKey: toKey(processInstanceKey, "process instance"),
    targetProcessDefinitionKey: toKey(targetProcessDefinitionKey, "process definition"),
    mappingInstructions: mappings.map(({ sourceElementId, targetElementId }) => ({
      sourceElementId,
      targetElementId,
    })),
  };
}

const WAITING: Readonly<Record<string, "opened" | "closed">> = {
  "TIMER.CREATED": "opened",
  "TIMER.CANCELED": "closed",
  "PROCESS_MESSAGE_SUBSCRIPTION.CREATED": "opened",
  "PROCESS_MESSAGE_SUBSCRIPTION.DELETED": "closed",
  "SIGNAL_SUBSCRIPTION.CREATED": "opened",
  "SIGNAL_SUBSCRIPTION.DELETED": "closed",
  "CONDITIONAL_SUBSCRIPTION.CREATED": "opened",
  "CONDITIONAL_SUBSCRIPTION.DELETED": "closed",
};

/** `elementIdOf`: the id of an element instance before the migration. */
export function previewOf(
  events: readonly AnyEvent[],
  elementIdOf: (key: number, processInstanceKey: number) => string,
): MigrationPreview {
  const elements: MigrationPreview["elements"] = [];
  const waits = { opened: new Set<string>(), closed: new Set<string>() };
  for (const { name, key, value } of events) {
    if (name === "PROCESS_INSTANCE.ELEMENT_MIGRATED") {
      elements.push({
        elementInstanceKey: String(key),
        sourceElementId: elementIdOf(key, value.processInstanceKey),
        targetElementId: value.elementId,
      });
    }
    const change = WAITING[name];
    if (change !== undefined) waits[change].add(eventIdOf(value));
  }
  return { elements, opened: [...waits.opened], closed: [...waits.closed] };
}

function eventIdOf(value: AnyEvent["value"]): string {
  if ("targetElementId" in value) return value.targetElementId;
  if ("catchEventId" in value) return value.catchEventId;
  return "elementId" in value ? value.elementId : "";
}
