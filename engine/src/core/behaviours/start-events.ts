/** Start events of the newest version of a process: opened and closed; their expressions know no variables. */
import type { ExecutableElement, ModelExpression } from "../../bpmn/graph.ts";
import { IncidentError, Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { ProcessRow } from "../state/rows.ts";
import { firstDue } from "./timers.ts";

export function evaluateStatic(p: Processing, expression: ModelExpression): string {
  const value = expression.evaluate({}, { clock: () => p.now });
  if (typeof value === "string") return value;
  throw new IncidentError(
    "EXTRACT_VALUE_ERROR",
    `Expected result of the expression '${expression.source}' to be 'STRING': a start event knows no variables`,
  );
}

/** The start events of this version are waited for from now on. */
export function openStartEvents(p: Processing, process: ProcessRow): void {
  const { elements } = p.process(process.processDefinitionKey);
  for (const index of elements[0]?.startEvents ?? []) {
    const event = elements[index];
    if (event !== undefined) openStartEvent(p, process, event);
  }
}

function openStartEvent(p: Processing, process: ProcessRow, event: ExecutableElement): void {
  const { bpmnProcessId, processDefinitionKey } = process;
  switch (event.event?.kind) {
    case "timer": {
      const { timer } = event.event;
      const due = startDue(process, event, () => firstDue(p, timer, evaluateStatic(p, timer.expression)));
      if (due === null) return;
      p.event("TIMER.CREATED", p.state.nextKey(), {
        elementInstanceKey: -1,
        processInstanceKey: -1,
        processDefinitionKey,
        targetElementId: event.id,
        ...due,
      });
      return;
    }
    case "message": {
      const { name } = event.event.message;
      p.event("MESSAGE_START_EVENT_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        processDefinitionKey,
        bpmnProcessId,
        startEventId: event.id,
        messageName: startDue(process, event, () => evaluateStatic(p, name)),
        messageKey: -1,
        correlationKey: "",
        processInstanceKey: -1,
        variables: [],
      });
      return;
    }
    case "signal": {
      const { name } = event.event;
      p.event("SIGNAL_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        signalName: startDue(process, event, () => evaluateStatic(p, name)),
        catchEventInstanceKey: -1,
        catchEventId: event.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey: -1,
      });
      return;
    }
    case "conditional":
      p.event("CONDITIONAL_SUBSCRIPTION.CREATED", p.state.nextKey(), {
        elementInstanceKey: -1,
        catchEventId: event.id,
        bpmnProcessId,
        processDefinitionKey,
        processInstanceKey: -1,
      });
      return;
    default:
  }
}

/** What a start event waits for is known at deployment: what cannot be evaluated refuses it. */
function startDue<T>(process: ProcessRow, event: ExecutableElement, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (!(error instanceof IncidentError)) throw error;
    throw new Refusal(
      "INVALID_ARGUMENT",
      `${process.resourceName}: start event '${event.id}': ${error.message}`,
    );
  }
}

export function closeStartEvents(p: Processing, processDefinitionKey: number, bpmnProcessId: string): void {
  const { state } = p;
  for (const [key] of [...state.timersByElement.rows(processDefinitionKey)]) {
    const timer = state.timers.get(key);
    if (timer !== undefined) p.event("TIMER.CANCELED", key, timer);
  }
  for (const [key, messageName] of [...state.messageStartsByProcess.rows(bpmnProcessId)]) {
    const start = state.messageStarts.get(messageName, key);
    if (start !== undefined) p.event("MESSAGE_START_EVENT_SUBSCRIPTION.DELETED", key, start);
  }
  for (const [key, conditional] of [...state.conditionals.rows(-1)]) {
    if (conditional.processDefinitionKey !== processDefinitionKey) continue;
    p.event("CONDITIONAL_SUBSCRIPTION.DELETED", key, conditional);
  }
  for (const [key, signalName] of [...state.signalsByElement.rows(processDefinitionKey)]) {
    const signal = state.signals.get(signalName, key);
    if (signal !== undefined) p.event("SIGNAL_SUBSCRIPTION.DELETED", key, signal);
  }
}
