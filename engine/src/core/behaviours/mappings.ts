/** Input and output mappings, with Zeebe's scoping: inputs make local variables, outputs merge upwards. */
import type { ExecutableElement, Mapping, ModelExpression } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { VariableDocument } from "../records.ts";
import { HOLDS } from "../state/rows.ts";
import type { ElementRow, EventTriggerRow } from "../state/rows.ts";
import { isBehindEventGateway } from "./event-gateway.ts";
import { AssertionError, evaluate } from "./expressions.ts";
import { mappingText } from "./mapping-text.ts";
import { define, localDocument, mergeLocal, propagate, toJsonText, visibleVariables } from "./variables.ts";
import type { Context } from "./variables.ts";

/**
 * Evaluates the inputs one after another (a later one sees the earlier) and makes them local variables; after start
 * listeners that has been done.
 */
export function applyInputMappings(p: Processing, element: ExecutableElement, row: ElementRow): void {
  if (element.inputs.length === 0 || p.current(row).listened !== undefined) return;
  const document = evaluateMappings(p, element.inputs, row, false);
  mergeLocal(p, row.key, row.value, document);
  p.keep();
}

/**
 * What the element's work brought along (job, message, child process) and the outputs: with output mappings only
 * their results travel up, without them all that was brought along does.
 */
export function applyOutputMappings(p: Processing, element: ExecutableElement, row: ElementRow): void {
  const trigger = firstTrigger(p, row);
  const brought = trigger?.[1].variables ?? [];
  if (element.outputs.length > 0) {
    mergeLocal(p, row.key, row.value, brought);
    p.keep();
    propagate(p, outputScope(p, row), evaluateMappings(p, element.outputs, row, true));
  } else if (brought.length > 0) propagate(p, row, brought);
  else if (holdsLocally(p, element, row)) {
    propagate(p, outputScope(p, row), localDocument(p, row.key));
  }
  if (trigger !== undefined) consumeTrigger(p, row, trigger[0], trigger[1]);
  p.keep();
}

/**
 * Events that have what their trigger brought as local variables and send it on: boundary events, events behind an
 * event-based gateway, start events of processes. What an error brings stays local, as in Zeebe.
 */
function holdsLocally(p: Processing, element: ExecutableElement, row: ElementRow): boolean {
  if (element.type === "BOUNDARY_EVENT") return element.event?.kind !== "error";
  return (
    element.type === "START_EVENT" || isBehindEventGateway(p.process(row.value.processDefinitionKey), element)
  );
}

/** Boundary events and events behind an event-based gateway have what their event brought as local variables. */
export function receiveTrigger(p: Processing, row: ElementRow): void {
  const trigger = firstTrigger(p, row);
  if (trigger === undefined) return;
  mergeLocal(p, row.key, row.value, trigger[1].variables);
  consumeTrigger(p, row, trigger[0], trigger[1]);
}

/** An inner multi-instance activity writes through its own scope, others through the one around them. */
function outputScope(p: Processing, row: ElementRow): ElementRow {
  const scope = p.state.flowScope(row);
  return scope === undefined || scope.value.bpmnElementType === "MULTI_INSTANCE_BODY" ? row : scope;
}

/** `merges`: a path into an existing variable keeps the rest of that variable. */
function evaluateMappings(
  p: Processing,
  mappings: readonly Mapping[],
  row: ElementRow,
  merges: boolean,
): VariableDocument {
  const results: Context = {};
  const told: string[] = [];
  for (const { source, target } of mappings) {
    const [name = "", ...path] = target;
    // While a variable is put together, its name still means the one outside.
    const { [name]: _building, ...finished } = results;
    const seen = path.length === 0 ? results : finished;
    const value = evaluateOne(source, seen);
    define(results, name, path.length === 0 ? value : withPath(base(name), path, value));
  }
  return Object.entries(results).map(([name, value]) => [name, toJsonText(value)] as const);

  function evaluateOne(source: ModelExpression, seen: Context): unknown {
    try {
      const { value, warnings } = evaluate(p, source, row, "IO_MAPPING_ERROR", seen);
      told.push(...warnings);
      return value;
    } catch (error) {
      throw error instanceof AssertionError ? error.within(mappingText(mappings, merges), told) : error;
    }
  }

  function base(name: string): unknown {
    if (Object.hasOwn(results, name)) return results[name];
    return merges ? visibleVariables(p, row, [name])[name] : undefined;
  }
}

/** A copy of `base` with the value at the path; null when there is something that is no context. */
function withPath(base: unknown, path: readonly string[], value: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (base !== undefined && base !== null && (typeof base !== "object" || Array.isArray(base))) return null;
  const copy: Context = {};
  for (const [key, old] of Object.entries(base ?? {})) define(copy, key, old);
  define(copy, name, withPath(copy[name], rest, value));
  return copy;
}

/** The oldest event that has happened to this scope and is not consumed. */
export function firstTrigger(p: Processing, row: ElementRow): [number, EventTriggerRow] | undefined {
  if (!(p.current(row).holds & HOLDS.triggers)) return undefined;
  for (const trigger of p.state.eventTriggers.rows(row.key)) return trigger;
  return undefined;
}

/** The event has done its work. */
export function consumeTrigger(p: Processing, row: ElementRow, key: number, trigger: EventTriggerRow): void {
  const { processInstanceKey, processDefinitionKey } = row.value;
  const { targetElementId } = trigger;
  p.event("PROCESS_EVENT.TRIGGERED", key, {
    scopeKey: row.key,
    processInstanceKey,
    processDefinitionKey,
    targetElementId,
    variables: [],
  });
}
