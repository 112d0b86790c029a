/** Message correlation: a message reaches each process id at most once, whatever the version or subscription. */
import type { Processing } from "../processing.ts";
import type { MessageStartValue, MessageValue, SubscriptionValue } from "../records.ts";
import { textKey } from "../state/state.ts";
import { triggerEvent } from "./events.ts";
import { startByEvent } from "./start-instance.ts";

/**
 * A published message looks for those who wait, then for processes that it starts. Answers the process instance that
 * it has reached first.
 */
export function correlateMessage(p: Processing, key: number, message: MessageValue): number | undefined {
  let first: number | undefined;
  const waiting = [...p.state.subscriptionsByMessage.rows(textKey(message.name, message.correlationKey))];
  for (const [subscriptionKey] of waiting) {
    const subscription = p.state.subscriptions.get(subscriptionKey);
    if (subscription === undefined) continue;
    if (correlate(p, subscriptionKey, subscription, key, message)) first ??= subscription.processInstanceKey;
  }
  for (const [subscriptionKey, start] of [...p.state.messageStarts.rows(message.name)]) {
    const started = startByMessage(p, subscriptionKey, start, key, message);
    first ??= started;
  }
  return first;
}

/** A subscription just opened takes the oldest message in the buffer; one that stays open takes the others too. */
export function correlateSubscription(p: Processing, key: number, subscription: SubscriptionValue): void {
  const { messageName, correlationKey } = subscription;
  for (const [messageKey] of [...p.state.messagesByName.rows(textKey(messageName, correlationKey))]) {
    const message = p.state.messages.get(messageKey);
    if (message === undefined || message.deadline <= p.now) continue;
    if (correlate(p, key, subscription, messageKey, message) && subscription.interrupting) return;
  }
}

function correlate(
  p: Processing,
  key: number,
  subscription: SubscriptionValue,
  messageKey: number,
  message: MessageValue,
): boolean {
  if (p.state.messageCorrelations.get(messageKey, subscription.bpmnProcessId) === true) return false;
  if (p.state.isSuspended(subscription.processInstanceKey)) return false;
  const row = p.state.element(subscription.elementInstanceKey, subscription.processInstanceKey);
  const target = row && p.process(row.value.processDefinitionKey).byId(subscription.elementId);
  if (row === undefined || target === undefined) return false;
  const savepoint = p.savepoint();
  const { variables } = message;
  p.event("PROCESS_MESSAGE_SUBSCRIPTION.CORRELATED", key, { ...subscription, messageKey, variables });
  if (triggerEvent(p, row, target, variables)) return true;
  p.rollback(savepoint);
  return false;
}

function startByMessage(
  p: Processing,
  subscriptionKey: number,
  start: MessageStartValue,
  messageKey: number,
  message: MessageValue,
): number | undefined {
  const { state } = p;
  const { correlationKey, variables } = message;
  if (state.messageCorrelations.get(messageKey, start.bpmnProcessId) === true) return undefined;
  if (
    correlationKey !== "" &&
    state.messageLocks.get(textKey(start.bpmnProcessId, correlationKey)) !== undefined
  ) {
    return undefined;
  }
  const process = state.processes.get(start.processDefinitionKey);
  if (process === undefined) return undefined;
  const lock = correlationKey === "" ? undefined : correlationKey;
  const processInstanceKey = startByEvent(p, process, start.startEventId, variables, lock);
  p.event("MESSAGE_START_EVENT_SUBSCRIPTION.CORRELATED", subscriptionKey, {
    ...start,
    messageKey,
    correlationKey,
    processInstanceKey,
    variables,
  });
  return processInstanceKey;
}

/** The instance that held the correlation key has ended: the oldest buffered message may start the next. */
export function correlateBuffered(p: Processing, bpmnProcessId: string, correlationKey: string): void {
  const candidates: { messageKey: number; subscriptionKey: number; start: MessageStartValue }[] = [];
  for (const [subscriptionKey, messageName] of p.state.messageStartsByProcess.rows(bpmnProcessId)) {
    const start = p.state.messageStarts.get(messageName, subscriptionKey);
    if (start === undefined) continue;
    for (const [messageKey] of p.state.messagesByName.rows(textKey(messageName, correlationKey))) {
      candidates.push({ messageKey, subscriptionKey, start });
    }
  }
  candidates.sort((a, b) => a.messageKey - b.messageKey);
  for (const { messageKey, subscriptionKey, start } of candidates) {
    const message = p.state.messages.get(messageKey);
    if (message === undefined || message.deadline <= p.now) continue;
    if (startByMessage(p, subscriptionKey, start, messageKey, message) !== undefined) return;
  }
}
