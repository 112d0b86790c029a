/** Messages: published, buffered, correlated once per process id, expired. */
import { correlateBuffered, correlateMessage, correlateSubscription } from "../behaviours/messages.ts";
import { Refusal } from "../errors.ts";
import type { Processors } from "../processors.ts";
import { textKey } from "../state/state.ts";

type Names =
  | "MESSAGE_CORRELATION.CORRELATE"
  | "MESSAGE.PUBLISH"
  | "MESSAGE.EXPIRE"
  | "MESSAGE.CORRELATE_BUFFERED"
  | "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATE";

export const messageProcessors: Processors<Names> = {
  "MESSAGE.PUBLISH": (p, _key, { name, correlationKey, messageId, timeToLive, variables }) => {
    if (messageId !== "" && p.state.messageIds.get(textKey(name, correlationKey, messageId)) !== undefined) {
      throw new Refusal(
        "ALREADY_EXISTS",
        `a message '${name}' with id '${messageId}' and correlation key '${correlationKey}' is already published`,
      );
    }
    const key = p.state.nextKey();
    const deadline = p.now + timeToLive;
    const message = { name, correlationKey, messageId, timeToLive, deadline, variables };
    p.event("MESSAGE.PUBLISHED", key, message);
    correlateMessage(p, key, message);
    if (timeToLive <= 0) p.event("MESSAGE.EXPIRED", key, message);
    p.respond(key, null);
  },
  "MESSAGE_CORRELATION.CORRELATE": (p, _key, { name, correlationKey, variables }) => {
    const messageKey = p.state.nextKey();
    const message = { name, correlationKey, messageId: "", timeToLive: 0, deadline: p.now, variables };
    p.event("MESSAGE.PUBLISHED", messageKey, message);
    const processInstanceKey = correlateMessage(p, messageKey, message);
    if (processInstanceKey === undefined) {
      throw new Refusal(
        "NOT_FOUND",
        `nobody waits for message '${name}' with correlation key '${correlationKey}', and it starts no process`,
      );
    }
    const value = { name, correlationKey, variables, messageKey, processInstanceKey };
    p.event("MESSAGE_CORRELATION.CORRELATED", messageKey, value);
    p.event("MESSAGE.EXPIRED", messageKey, message);
    p.respond(messageKey, processInstanceKey);
  },
  "MESSAGE.EXPIRE": (p, key, { deadline }) => {
    const message = p.state.messages.get(key);
    if (message?.deadline === deadline) p.event("MESSAGE.EXPIRED", key, message);
  },
  "MESSAGE.CORRELATE_BUFFERED": (p, _key, { bpmnProcessId, correlationKey }) => {
    correlateBuffered(p, bpmnProcessId, correlationKey);
  },
  "PROCESS_MESSAGE_SUBSCRIPTION.CORRELATE": (p, key) => {
    const subscription = p.state.subscriptions.get(key);
    if (subscription !== undefined) correlateSubscription(p, key, subscription);
  },
};
