/** A BPMN error, or an escalation, travels up the scopes and through call activities until an event catches it. */
import type { ExecutableElement, ModelExpression } from "../../bpmn/graph.ts";
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

type Thrown = "error" | "escalation";

/** Who catches what the given instance has thrown; undefined when nobody does. */
export function findCatcher(
  p: Processing,
  from: ElementRow,
  code: string,
  kind: Thrown = "error",
): Catcher | undefined {
  for (let at: ElementRow | undefined = from; at !== undefined; at = outer(p, at)) {
    const event = catchingEvent(p, at, code, kind);
    if (event !== undefined) return { row: at, event };
  }
  return undefined;
}

/** What nobody caught, and what would have been: the text of the incident. */
export function uncaught(p: Processing, from: ElementRow, errorCode: string, message = ""): string {
  const codes: string[] = [];
  for (let at: ElementRow | undefined = from; at !== undefined; at = outer(p, at)) {
    if (!canTakeEvent(p, at)) continue;
    for (const event of catchEvents(p, at, "error")) {
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
function catchingEvent(
  p: Processing,
  row: ElementRow,
  thrown: string,
  kind: Thrown,
): ExecutableElement | undefined {
  if (!canTakeEvent(p, row)) return undefined;
  let catchAll: ExecutableElement | undefined;
  for (const event of catchEvents(p, row, kind)) {
    const code = caughtCode(event);
    if (code === null) catchAll ??= event;
    else if (evaluateString(p, code, row) === thrown) return event;
  }
  return catchAll;
}

function caughtCode({ event }: ExecutableElement): ModelExpression | null {
  if (event?.kind === "error") return event.error.code;
  return event?.kind === "escalation" ? event.escalation.code : null;
}

/** The boundary events and event sub-processes of an instance that catch this. */
function catchEvents(p: Processing, row: ElementRow, kind: Thrown): ExecutableElement[] {
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
  return events.filter((event): event is ExecutableElement => event?.event?.kind === kind);
}
