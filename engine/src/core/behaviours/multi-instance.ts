/** Multi-instance loops: items in, results out, and when it is enough. */
import type { ExecutableElement, ModelExpression, MultiInstance } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ProcessInstanceValue } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { evaluate, evaluateBoolean, wrongType } from "./expressions.ts";
import { activateChild } from "./transitions.ts";
import { setLocal, toJsonText } from "./variables.ts";

const BATCH = 50;

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

/** Wishes the inner instances from `index` on: one when sequential, else all, some at a time. */
export function activateNext(
  p: Processing,
  element: ExecutableElement,
  body: ElementRow,
  index: number,
): void {
  const loop = loopOf(element);
  const items = inputItems(p, element, body);
  const end = Math.min(loop.sequential ? index + 1 : index + BATCH, body.size);
  for (let at = index; at < end; at += 1) {
    activateChild(p, body, element, {
      bpmnElementType: element.type,
      loopCounter: at + 1,
      ...(loop.inputElement === undefined ? {} : { inputItem: toJsonText(items[at] ?? null) }),
    });
  }
  if (loop.sequential || end === body.size) return;
  const { processInstanceKey } = body.value;
  p.command("PROCESS_INSTANCE_BATCH.ACTIVATE", body.key, { processInstanceKey, index: end });
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
