/** Appliers of messages, of the subscriptions that wait for them, and of message start events. */
import type { Appliers } from "../appliers.ts";
import type { LifeEventName } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import type { State } from "../state/state.ts";

type Names = Extract<
  LifeEventName,
  | `MESSAGE.${string}`
  | `MESSAGE_CORRELATION.${string}`
  | `PROCESS_MESSAGE_SUBSCRIPTION.${string}`
  | `MESSAGE_START_EVENT_SUBSCRIPTION.${string}`
>;

export const messageAppliers: Appliers<Names> = {
  "MESSAGE_CORRELATION.CORRELATED": () => undefined,
  "MESSAGE.PUBLISHED": (state, key, value) => {
    state.messages.insert(key, value);
    state.messagesByName.put(textKey(value.name, value.correlationKey), key, true);
    state.due.add("message", value.deadline, key);
    if (value.messageId !== "") {
      state.messageIds.put(textKey(value.name, value.correlationKey, value.messageId), key);
    }
  },
  "MESSAGE.EXPIRED": (state, key) => {
    const message = state.messages.get(key);
    if (message === undefined) return;
    state.messages.delete(key);
    state.messagesByName.delete(textKey(message.name, message.correlationKey), key);
    state.due.remove("message", message.deadline, key);
    state.messageCorrelations.clear(key);
    if (message.messageId !== "") {
      state.messageIds.delete(textKey(message.name, message.correlationKey, message.messageId));
    }
  },

  "PROCESS_MESSAGE_SUBSCRIPTION.CREATED": (state, key, value) => {
    state.subscriptions.insert(key, value);
    state.subscriptionsByMessage.put(textKey(value.messageName, value.correlationKey), key, true);
    state.subscriptionsByElement.put(value.elementInstanceKey, key, true);
    state.hold(value.elementInstanceKey, value.processInstanceKey, HOLDS.messages);
  },
  "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATED": (state, key, value) => {
    state.messageCorrelations.put(value.messageKey, value.bpmnProcessId, true);
    if (value.interrupting) removeSubscription(state, key);
  },
  "PROCESS_MESSAGE_SUBSCRIPTION.DELETED": (state, key) => removeSubscription(state, key),

  "MESSAGE_START_EVENT_SUBSCRIPTION.CREATED": (state, key, value) => {
    state.messageStarts.put(value.messageName, key, value);
    state.messageStartsByProcess.put(value.bpmnProcessId, key, value.messageName);
  },
  "MESSAGE_START_EVENT_SUBSCRIPTION.CORRELATED": (state, _key, value) => {
    state.messageCorrelations.put(value.messageKey, value.bpmnProcessId, true);
    if (value.correlationKey === "") return;
    state.messageLocks.insert(textKey(value.bpmnProcessId, value.correlationKey), value.processInstanceKey);
  },
  "MESSAGE_START_EVENT_SUBSCRIPTION.DELETED": (state, key, value) => {
    state.messageStarts.delete(value.messageName, key);
    state.messageStartsByProcess.delete(value.bpmnProcessId, key);
  },
};

function removeSubscription(state: State, key: number): void {
  const row = state.subscriptions.get(key);
  if (row === undefined) return;
  state.subscriptions.delete(key);
  state.subscriptionsByMessage.delete(textKey(row.messageName, row.correlationKey), key);
  state.subscriptionsByElement.delete(row.elementInstanceKey, key);
}
