/** A BPMN error travels up the scopes and through call activities until an event catches it. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { VariableDocument } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { canTakeEvent, triggerEvent } from "./events.ts";
import { evaluateString } from "./expressions.ts";

export interface Catcher {
  /** The instance that the event happens to. */
  readonly row: ElementRow;
  readonly event: ExecutableElement;
}

/** The error has happened to who catches it. */
export function catchError(p: Processing, catcher: Catcher, variables: VariableDocument): void {
  triggerEvent(p, p.current(catcher.row), catcher.event, variables);
}

/** Who catches the error thrown by the given instance; undefined when nobody does. */
export function findCatcher(p: Processing, from: ElementRow, errorCode: string): Catcher | undefined {
  for (let at: ElementRow | undefined = from; at !== undefined; at = outer(p, at)) {
    const event = catchingEvent(p, at, errorCode);
    if (event !== undefined) return { row: at, event };
  }
  return undefined;
}

/** What nobody caught, and what would have been: the text of the incident. */
export function uncaught(p: Processing, from: ElementRow, errorCode: string, message = ""): string {
  const codes: string[] = [];
  for (let at: ElementRow | undefined = from; at !== undefined; at = outer(p, at)) {
    if (!canTakeEvent(p, at)) continue;
    for (const event of errorEvents(p, at)) {
      if (event.event?.kind === "error" && event.event.error.code !== null) {
        codes.push(evaluateString(p, event.event.error.code, at));
      }
    }
  }
  const told = message === "" ? "" : ` with message '${message}'`;
  const others =
    codes.length === 0
      ? "No error events are available in the scope."
      : `Available error events are [${codes.join(", ")}]`;
  return `Expected to throw an error event with the code '${errorCode}'${told}, but it was not caught. ${others}`;
}

/** The scope around, or the call activity that called this process. */
function outer(p: Processing, row: ElementRow): ElementRow | undefined {
  const scope = p.state.flowScope(row);
  if (scope !== undefined) return scope;
  const { parentElementInstanceKey } = row.value;
  return parentElementInstanceKey === -1 ? undefined : p.state.elements.get(parentElementInstanceKey);
}

/** The event with this very code, else the one that catches all. */
function catchingEvent(p: Processing, row: ElementRow, errorCode: string): ExecutableElement | undefined {
  if (!canTakeEvent(p, row)) return undefined;
  let catchAll: ExecutableElement | undefined;
  for (const event of errorEvents(p, row)) {
    if (event.event?.kind !== "error") continue;
    const { code } = event.event.error;
    if (code === null) catchAll ??= event;
    else if (evaluateString(p, code, row) === errorCode) return event;
  }
  return catchAll;
}

/** The error boundary events and error event sub-processes of an instance. */
function errorEvents(p: Processing, row: ElementRow): ExecutableElement[] {
  const graph = p.process(row.value.processDefinitionKey);
  const element = p.model(row.value);
  const isBody = row.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  const isInner = p.state.flowScope(row)?.value.bpmnElementType === "MULTI_INSTANCE_BODY";
  const events: (ExecutableElement | undefined)[] = [];
  if (!isInner) events.push(...element.boundaryEvents.map((index) => graph.elements[index]));
  if (!isBody) {
    for (const index of element.eventSubProcesses) {
      events.push(graph.elements[graph.elements[index]?.startEvents[0] ?? -1]);
    }
  }
  return events.filter((event): event is ExecutableElement => event?.event?.kind === "error");
}
