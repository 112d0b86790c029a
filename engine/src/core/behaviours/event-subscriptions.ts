/** What an element waits for: its own event, its boundary events, the event sub-processes of a scope. */
import type { ExecutableElement, ExecutableProcess } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { SubscriptionValue } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import { conditionHolds } from "./condition.ts";
import { isBehindEventGateway } from "./event-gateway.ts";
import { evaluateCorrelationKey, evaluateString } from "./expressions.ts";
import { firstDue } from "./timers.ts";
import type { DueTimer } from "./timers.ts";

/** What the text of a timer may be, in Zeebe's words. */
const TIMER_TYPES = {
  duration: "one of '[DURATION, PERIOD, STRING]'",
  date: "one of '[DATE, DATE_TIME, STRING]'",
  cycle: "'STRING'",
} as const;

/** A subscription to be, with its expressions evaluated. */
export type EventPlan =
  | { readonly kind: "timer"; readonly target: ExecutableElement; readonly due: DueTimer }
  | {
      readonly kind: "message";
      readonly target: ExecutableElement;
      readonly messageName: string;
      readonly correlationKey: string;
    }
  | { readonly kind: "signal"; readonly target: ExecutableElement; readonly signalName: string }
  | { readonly kind: "conditional"; readonly target: ExecutableElement; readonly holds: boolean };

/** Evaluates all events first, then opens the subscriptions: a failure leaves none open. */
export function subscribe(p: Processing, element: ExecutableElement, row: ElementRow): void {
  openEvents(p, row, evaluateEvents(p, element, row));
}

/** What the element instance is to wait for; `only` narrows by the id of the catching event. */
export function evaluateEvents(
  p: Processing,
  element: ExecutableElement,
  row: ElementRow,
  only: (elementId: string) => boolean = () => true,
): readonly EventPlan[] {
  const targets = catchEvents(
    p.process(row.value.processDefinitionKey),
    element,
    row,
    p.state.flowScope(row),
  );
  if (targets.length === 0) return [];
  return targets
    .filter(({ id }) => only(id))
    .map((target) => evaluateEvent(p, target, row))
    .filter((plan) => plan !== null);
}

export function openEvents(p: Processing, row: ElementRow, plans: readonly EventPlan[]): void {
  for (const plan of plans) open(p, row, plan);
}

function catchEvents(
  graph: ExecutableProcess,
  element: ExecutableElement,
  row: ElementRow,
  scope: ElementRow | undefined,
): readonly ExecutableElement[] {
  const at = (index: number): ExecutableElement | undefined => graph.elements[index];
  const indexes: (ExecutableElement | undefined)[] = [];
  const isBody = row.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  const isInner = scope?.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  if (!isBody && element.type === "RECEIVE_TASK") indexes.push(element);
  if (!isInner) indexes.push(...element.boundaryEvents.map(at));
  if (!isBody) {
    for (const index of element.eventSubProcesses) indexes.push(at(at(index)?.startEvents[0] ?? -1));
    if (element.type === "EVENT_BASED_GATEWAY") {
      indexes.push(...element.outgoing.map((flow) => at(graph.flows[flow]?.target ?? -1)));
    }
    const waits = element.type === "INTERMEDIATE_CATCH_EVENT";
    if (waits && !isBehindEventGateway(graph, element)) indexes.push(element);
  }
  return indexes.filter((target): target is ExecutableElement => {
    const kind = target?.event?.kind;
    return kind === "timer" || kind === "message" || kind === "signal" || kind === "conditional";
  });
}

function evaluateEvent(p: Processing, target: ExecutableElement, row: ElementRow): EventPlan | null {
  const scope = target.type === "BOUNDARY_EVENT" ? (p.state.flowScope(row) ?? row) : row;
  switch (target.event?.kind) {
    case "timer": {
      const { timer } = target.event;
      const due = firstDue(p, timer, evaluateString(p, timer.expression, scope, TIMER_TYPES[timer.kind]));
      return due === null ? null : { kind: "timer", target, due };
    }
    case "message": {
      const { name, correlationKey } = target.event.message;
      return {
        kind: "message",
        target,
        messageName: evaluateString(p, name, scope),
        correlationKey: correlationKey === undefined ? "" : evaluateCorrelationKey(p, correlationKey, scope),
      };
    }
    case "signal":
      return { kind: "signal", target, signalName: evaluateString(p, target.event.name, scope) };
    case "conditional":
      return { kind: "conditional", target, holds: conditionHolds(p, target, row) };
    default:
      return null;
  }
}

function open(p: Processing, row: ElementRow, plan: EventPlan): void {
  const { bpmnProcessId, processDefinitionKey, processInstanceKey } = row.value;
  const key = p.state.nextKey();
  switch (plan.kind) {
    case "timer":
      p.event("TIMER.CREATED", key, {
        elementInstanceKey: row.key,
        processInstanceKey,
        processDefinitionKey,
        targetElementId: plan.target.id,
        ...plan.due,
      });
      return;
    case "message":
      p.event("PROCESS_MESSAGE_SUBSCRIPTION.CREATED", key, {
        elementInstanceKey: row.key,
        processInstanceKey,
        processDefinitionKey,
        bpmnProcessId,
        elementId: plan.target.id,
        messageName: plan.messageName,
        correlationKey: plan.correlationKey,
        interrupting: plan.target.interrupting ?? true,
        messageKey: -1,
        variables: [],
      });
      if (!p.state.messagesByName.isEmpty(textKey(plan.messageName, plan.correlationKey))) {
        p.command("PROCESS_MESSAGE_SUBSCRIPTION.CORRELATE", key, {});
      }
      return;
    case "conditional":
      p.event("CONDITIONAL_SUBSCRIPTION.CREATED", key, {
        elementInstanceKey: row.key,
        catchEventId: plan.target.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey,
      });
      if (plan.holds) p.command("CONDITIONAL_SUBSCRIPTION.TRIGGER", key, { elementInstanceKey: row.key });
      return;
    case "signal":
      p.event("SIGNAL_SUBSCRIPTION.CREATED", key, {
        signalName: plan.signalName,
        catchEventInstanceKey: row.key,
        catchEventId: plan.target.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey,
      });
  }
}

/** The order in which Zeebe keeps texts: shorter ones first. */
function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function byMessage(
  [, a]: readonly [number, SubscriptionValue | undefined],
  [, b]: readonly [number, SubscriptionValue | undefined],
): number {
  return byLength(a?.messageName ?? "", b?.messageName ?? "");
}

/** Closes these subscriptions of one element instance, in Zeebe's order. */
export function closeMessages(
  p: Processing,
  keys: readonly number[],
  only?: (elementId: string) => boolean,
): void {
  const open = keys.map((key) => [key, p.state.subscriptions.get(key)] as const);
  for (const [key, subscription] of open.sort(byMessage)) {
    if (subscription !== undefined && only?.(subscription.elementId) !== false) {
      p.event("PROCESS_MESSAGE_SUBSCRIPTION.DELETED", key, subscription);
    }
  }
}

/** Closes what the element instance waits for; `only` narrows by the id of the catching event. */
export function unsubscribe(
  p: Processing,
  row: ElementRow,
  only?: (elementId: string) => boolean,
  which: "all" | "but messages" = "all",
): void {
  const { state } = p;
  const { holds } = p.current(row);
  if (holds & HOLDS.timers) {
    for (const [key] of [...state.timersByElement.rows(row.key)]) {
      const timer = state.timers.get(key);
      if (timer !== undefined && only?.(timer.targetElementId) !== false)
        p.event("TIMER.CANCELED", key, timer);
    }
  }
  if (holds & HOLDS.messages && which === "all") {
    const keys = [...state.subscriptionsByElement.rows(row.key)].map(([key]) => key);
    closeMessages(p, keys, only);
  }
  if (holds & HOLDS.conditionals) {
    for (const [key, conditional] of [...state.conditionals.rows(row.key)]) {
      if (only?.(conditional.catchEventId) !== false) {
        p.event("CONDITIONAL_SUBSCRIPTION.DELETED", key, conditional);
      }
    }
  }
  if (holds & HOLDS.signals) {
    const open = [...state.signalsByElement.rows(row.key)];
    for (const [key, name] of open.sort(([, a], [, b]) => byLength(a, b))) {
      const signal = state.signals.get(name, key);
      if (signal !== undefined && only?.(signal.catchEventId) !== false) {
        p.event("SIGNAL_SUBSCRIPTION.DELETED", key, signal);
      }
    }
  }
}
