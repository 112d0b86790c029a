/** Multi-instance loops: items in, results out, and when it is enough. */
import type { ExecutableElement, ModelExpression, MultiInstance } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ProcessInstanceValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { evaluate, evaluateBoolean, wrongType } from "./expressions.ts";
import { activateChild } from "./transitions.ts";
import { setLocal, toJsonText } from "./variables.ts";

/** Items read at once; each inner instance is then wished in a turn of its own. */
const CHUNK = 50;

export function loopOf(element: ExecutableElement): MultiInstance {
  if (element.multiInstance === undefined) throw new Error(`element '${element.id}' has no loop`);
  return element.multiInstance;
}

/** The local variables of an inner instance: its item, its number, and the place for its result. */
export function enterLoop(
  p: Processing,
  key: number,
  value: ProcessInstanceValue,
  loopCounter: number,
  inputItem: string | undefined,
): void {
  const { inputElement, outputElement } = p.model(value).multiInstance ?? {};
  if (inputElement !== undefined) setLocal(p, key, value, inputElement, inputItem ?? "null");
  const result = resultVariable(outputElement);
  if (result !== undefined && result !== inputElement && result !== "loopCounter")
    setLocal(p, key, value, result, "null");
  setLocal(p, key, value, "loopCounter", String(loopCounter));
}

/** An output element that names a variable makes it local, so that the results do not meet outside. */
export function resultVariable(outputElement: ModelExpression | undefined): string | undefined {
  return outputElement && VARIABLE_PATH.exec(outputElement.source)?.[1];
}

const VARIABLE_PATH = /^=\s*([\p{L}_][\p{L}\p{N}_]*)(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*\s*$/u;

export function inputItems(p: Processing, element: ExecutableElement, body: ElementRow): readonly unknown[] {
  const { inputCollection } = loopOf(element);
  const result = evaluate(p, inputCollection, body, "EXTRACT_VALUE_ERROR");
  if (Array.isArray(result.value)) return result.value as unknown[];
  throw wrongType(inputCollection, result, "'ARRAY'");
}

/**
 * Wishes the inner instance of number `index`, and unless sequential the next one after it, each in its turn. `known`:
 * items from `index` on that have been read already.
 */
export function activateNext(
  p: Processing,
  element: ExecutableElement,
  body: ElementRow,
  index: number,
  known: readonly string[] = [],
): void {
  const loop = loopOf(element);
  if (index >= body.size) return;
  const [item, ...rest] = known.length > 0 ? known : readItems(p, element, body, index);
  activateChild(p, body, element, {
    bpmnElementType: element.type,
    loopCounter: index + 1,
    ...(item === undefined ? {} : { inputItem: item }),
  });
  if (loop.sequential || index + 1 === body.size) return;
  const { processInstanceKey } = body.value;
  const items = rest.length === 0 ? {} : { items: rest };
  p.command("PROCESS_INSTANCE_BATCH.ACTIVATE", body.key, { processInstanceKey, index: index + 1, ...items });
}

/** Some items as JSON texts; none when the loop has no use for them. */
function readItems(p: Processing, element: ExecutableElement, body: ElementRow, index: number): string[] {
  const { sequential, inputElement } = loopOf(element);
  if (inputElement === undefined) return [];
  const items = inputItems(p, element, body);
  const end = Math.min(sequential ? index + 1 : index + CHUNK, body.size);
  return Array.from({ length: end - index }, (_, at) => toJsonText(items[index + at] ?? null));
}

/** Puts the result of a child into its place of the output collection. */
export function collectOutput(
  p: Processing,
  element: ExecutableElement,
  body: ElementRow,
  child: ElementRow,
): void {
  const { outputCollection, outputElement } = loopOf(element);
  if (outputCollection === undefined || outputElement === undefined) return;
  const { value } = evaluate(p, outputElement, child, "EXTRACT_VALUE_ERROR");
  const known = p.state.variables.get(body.key, outputCollection)?.value;
  const results: unknown[] = Array.isArray(known) ? [...(known as unknown[])] : [];
  results[child.loopCounter - 1] = value;
  setLocal(p, body.key, body.value, outputCollection, toJsonText(results));
}

export function completionReached(
  p: Processing,
  element: ExecutableElement,
  body: ElementRow,
  child: ElementRow,
): boolean {
  const { completionCondition } = loopOf(element);
  if (completionCondition === undefined) return false;
  return evaluateBoolean(p, completionCondition, child, "EXTRACT_VALUE_ERROR", {
    numberOfInstances: body.size,
    numberOfActiveInstances: body.children - 1,
    numberOfCompletedInstances: body.completed + 1,
    numberOfTerminatedInstances: body.terminated,
  });
}
