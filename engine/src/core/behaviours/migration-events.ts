/** Subscriptions in a migration: mapped ones go over, others are closed, and those that are new in the target opened. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import { IncidentError, Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { closeMessages, evaluateEvents, openEvents, unsubscribe } from "./event-subscriptions.ts";
import type { EventPlan } from "./event-subscriptions.ts";
import type { Migration } from "./migration-checks.ts";

/** `row` has been migrated to `target` already; `elementId` is what it was in the source. */
export function migrateSubscriptions(
  p: Processing,
  migration: Migration,
  row: ElementRow,
  elementId: string,
  target: ExecutableElement,
): void {
  const { mapping } = migration;
  const messages = openMessages(p, row);
  const kept = [...p.state.timersByElement.rows(row.key)].map(([key]) => key);
  const keptMessages = [...p.state.subscriptionsByElement.rows(row.key)].map(([key]) => key);
  const keptSignals = [...p.state.signalsByElement.rows(row.key)];
  const keptConditionals = [...p.state.conditionals.rows(row.key)].map(([key]) => key);
  const unmapped = (id: string): boolean => !mapping.has(id);
  unsubscribe(p, row, unmapped, "but messages");
  openNew(p, migration, row, elementId, target, messages);
  closeMessages(p, keptMessages, unmapped);

  const { processDefinitionKey, bpmnProcessId } = migration.targetProcess;
  const place = { processDefinitionKey, bpmnProcessId };
  const to = (id: string): string => mapping.get(id) ?? id;
  for (const key of keptMessages) {
    const value = p.state.subscriptions.get(key);
    if (value === undefined) continue;
    const id = to(value.elementId);
    const interrupting = migration.target.byId(id)?.interrupting ?? true;
    p.event("PROCESS_MESSAGE_SUBSCRIPTION.MIGRATED", key, {
      ...value,
      ...place,
      elementId: id,
      interrupting,
    });
  }
  for (const key of kept) {
    const value = p.state.timers.get(key);
    if (value === undefined) continue;
    p.event("TIMER.MIGRATED", key, {
      ...value,
      processDefinitionKey,
      targetElementId: to(value.targetElementId),
    });
  }
  for (const [key, name] of keptSignals) {
    const value = p.state.signals.get(name, key);
    if (value === undefined) continue;
    p.event("SIGNAL_SUBSCRIPTION.MIGRATED", key, {
      ...value,
      ...place,
      catchEventId: to(value.catchEventId),
    });
  }
  for (const key of keptConditionals) {
    const value = p.state.conditionals.get(row.key, key);
    if (value === undefined) continue;
    const catchEventId = to(value.catchEventId);
    p.event("CONDITIONAL_SUBSCRIPTION.MIGRATED", key, { ...value, ...place, catchEventId });
  }
}

/** Names of messages that the element waits for before the migration. */
function openMessages(p: Processing, row: ElementRow): Set<string> {
  const names = new Set<string>();
  for (const [key] of p.state.subscriptionsByElement.rows(row.key)) {
    const subscription = p.state.subscriptions.get(key);
    if (subscription !== undefined) names.add(subscription.messageName);
  }
  return names;
}

function openNew(
  p: Processing,
  { processInstanceKey, mapping }: Migration,
  row: ElementRow,
  elementId: string,
  target: ExecutableElement,
  messages: ReadonlySet<string>,
): void {
  if (row.interruptedBy !== "") return;
  const mapped = new Set(mapping.values());
  const plans = evaluated(p, row, target, mapped, (reason) => {
    throw new Refusal(
      "INVALID_STATE",
      `Expected to migrate process instance '${processInstanceKey}' but active element with id '${elementId}' is mapped to element with id '${target.id}' that must be subscribed to a catch event. ${reason}`,
    );
  });
  for (const plan of plans) {
    if (plan.kind !== "message" || !messages.has(plan.messageName)) continue;
    throw new Refusal(
      "INVALID_STATE",
      `Expected to migrate process instance '${processInstanceKey}' but active element with id '${elementId}' is already subscribed to the same message name '${plan.messageName}'. Currently, migrating message subscriptions to the same message name isn't supported without a mapping. Please provide a mapping instruction between message catch event with id '${plan.target.id}' and the target message catch event. `,
    );
  }
  openEvents(p, row, plans);
}

function evaluated(
  p: Processing,
  row: ElementRow,
  target: ExecutableElement,
  mapped: ReadonlySet<string>,
  refuse: (reason: string) => never,
): readonly EventPlan[] {
  try {
    return evaluateEvents(p, target, row, (id) => !mapped.has(id));
  } catch (error) {
    if (error instanceof IncidentError) refuse(error.message);
    throw error;
  }
}
