import { compileExpression, formatValue, isList } from "@onewindow/engine/feel";
import type { LicenceElement } from "./ports.ts";

/** Values on the face of a licence, by element, from the case's data. What the data does not have stays empty. */
export function elementsFrom(
  elements: readonly LicenceElement[],
  data: Record<string, unknown>,
): Record<string, string> {
  return Object.fromEntries(
    elements.map(({ id, from }) => [
      id,
      from === undefined ? "" : written(compileExpression(from).evaluate(data)),
    ]),
  );
}

function written(value: ReturnType<ReturnType<typeof compileExpression>["evaluate"]>): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (isList(value)) return [...value].map((member) => written(member)).join("；");
  return formatValue(value);
}
