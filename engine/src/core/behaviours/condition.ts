/** The condition of a conditional event. */
import type { ExecutableElement } from "../../bpmn/graph.ts";
import type { Processing } from "../processing.ts";
import type { ElementRow } from "../state/rows.ts";
import { evaluate, wrongType } from "./expressions.ts";

/** Null, as of a variable that is not there yet, counts as false; any other value is an incident. */
export function conditionHolds(p: Processing, event: ExecutableElement, row: ElementRow): boolean {
  if (event.event?.kind !== "conditional") return false;
  const { condition } = event.event;
  const result = evaluate(p, condition, row, "EXTRACT_VALUE_ERROR");
  if (typeof result.value === "boolean") return result.value;
  if (result.value === null) return false;
  throw wrongType(condition, result, "'BOOLEAN'");
}
