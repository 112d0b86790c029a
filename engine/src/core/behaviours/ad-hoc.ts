/** Ad-hoc sub-processes: activating elements inside, each in an inner instance of its own, and collecting results. */
import type { AdHoc, ExecutableElement } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { VariableDocument } from "../records.ts";
import type { ElementRow } from "../state/rows.ts";
import { evaluate, evaluateBoolean, notAllTexts, wrongType } from "./expressions.ts";
import { resultVariable } from "./multi-instance.ts";
import { activateChild, activated, elementValue } from "./transitions.ts";
import { mergeLocal, setLocal, toJsonText } from "./variables.ts";

export function adHocOf(element: ExecutableElement): AdHoc {
  if (element.adHoc === undefined) throw new Error(`element '${element.id}' is no ad-hoc sub-process`);
  return element.adHoc;
}

/** What the model wants to be activated at once. Throws the incident of a value that is no list of such ids. */
export function activeElements(p: Processing, element: ExecutableElement, row: ElementRow): string[] {
  const { activeElementsCollection } = adHocOf(element);
  if (activeElementsCollection === undefined) return [];
  const result = evaluate(p, activeElementsCollection, row, "EXTRACT_VALUE_ERROR");
  const { value } = result;
  if (!Array.isArray(value)) {
    throw because(
      "Failed to activate ad-hoc elements.",
      wrongType(activeElementsCollection, result, "'ARRAY'"),
    );
  }
  if (!value.every((id) => typeof id === "string")) {
    throw because("Failed to activate ad-hoc elements.", notAllTexts(activeElementsCollection));
  }
  const unknown = unknownElements(element, value);
  if (unknown.length === 0) return value;
  throw new IncidentError("EXTRACT_VALUE_ERROR", notFound(row, unknown));
}

function because(what: string, error: unknown): unknown {
  return error instanceof IncidentError ? new IncidentError(error.type, `${what} ${error.message}`) : error;
}

/** Which of the ids are no element of the sub-process that can be activated. */
export function unknownElements(element: ExecutableElement, ids: readonly string[]): string[] {
  const known = new Set(adHocOf(element).elements.map(({ elementId }) => elementId));
  return ids.filter((id) => !known.has(id));
}

export function notFound(row: ElementRow, ids: readonly string[]): string {
  return `Expected to activate activities for ad-hoc sub-process with key '${row.key}', but the given elements [${ids.join(", ")}] do not exist.`;
}

/** One more element: an inner instance holds it and what follows it. */
export function activateInner(
  p: Processing,
  element: ExecutableElement,
  row: ElementRow,
  elementId: string,
  variables: VariableDocument = [],
): void {
  const graph = p.process(row.value.processDefinitionKey);
  const { inner, outputElement } = adHocOf(element);
  const around = graph.elements[inner];
  const target = graph.byId(elementId);
  if (around === undefined || target === undefined) throw new Error(`element '${elementId}' is not there`);
  const key = p.state.nextKey();
  const value = elementValue(row, around);
  p.event("PROCESS_INSTANCE.ELEMENT_ACTIVATING", key, value);
  const scope = p.state.elements.get(key);
  if (scope === undefined) return;
  activated(p, scope);
  const result = resultVariable(outputElement);
  if (result !== undefined) setLocal(p, key, value, result, "null");
  mergeLocal(p, key, value, variables);
  activateChild(p, p.current(scope), target);
}

/** An inner instance is about to complete: its result is the next of the collection. */
export function collectResult(p: Processing, row: ElementRow): void {
  const scope = p.state.flowScope(row);
  if (scope === undefined) return;
  const { outputCollection, outputElement } = adHocOf(p.model(scope.value));
  if (outputCollection === undefined || outputElement === undefined) return;
  const { value } = evaluate(p, outputElement, row, "EXTRACT_VALUE_ERROR");
  const known = p.state.variables.get(scope.key, outputCollection)?.value;
  const results: unknown[] = Array.isArray(known) ? [...(known as unknown[]), value] : [value];
  setLocal(p, scope.key, scope.value, outputCollection, toJsonText(results));
}

export function conditionHolds(p: Processing, element: ExecutableElement, row: ElementRow): boolean {
  const { completionCondition } = adHocOf(element);
  if (completionCondition === undefined) return false;
  try {
    return evaluateBoolean(p, completionCondition, row, "EXTRACT_VALUE_ERROR");
  } catch (error) {
    throw because("Failed to evaluate completion condition.", error);
  }
}
