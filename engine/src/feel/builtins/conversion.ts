/** Conversion functions: numbers, strings, JSON, base64. */
import { Buffer } from "node:buffer";
import { formatValue } from "../format.ts";
import { fromJson, toJson } from "../json.ts";
import { parseNumber } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { scaledLiteral } from "../scale.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

function number(
  from: string,
  grouping: FeelValue | undefined,
  decimal: FeelValue | undefined,
  rt: Runtime,
): FeelValue {
  const group = grouping ?? null;
  const point = decimal ?? null;
  if (group !== null && !["", " ", ",", "."].includes(group as string)) return null;
  if (point !== null && !["", ".", ","].includes(point as string)) return null;
  if (group !== null && group !== "" && group === point) return null;
  let text = from;
  if (typeof group === "string" && group !== "") text = text.split(group).join("");
  if (point === ",") {
    if (text.includes(".")) return null;
    text = text.replace(",", ".");
  }
  const value = parseNumber(text);
  return value !== null && rt.dialect === "zeebe" && /\.\d*0$/.test(text)
    ? scaledLiteral(value, text)
    : value;
}

export const conversionFunctions = [
  define("number(from: string)", ([from], rt) => number(from as string, null, null, rt)),
  define("number(from: string, grouping separator: string|null)", ([from, group], rt) =>
    number(from as string, group, null, rt),
  ),
  define(
    "number(from: string, grouping separator: string|null, decimal separator: string|null)",
    ([from, group, point], rt) => number(from as string, group, point, rt),
  ),
  define("string(from: any)", ([from], rt) => {
    if (from === null || from === undefined) return null;
    const text = formatValue(from, rt.dialect);
    rt.stringSize(text.length);
    return text;
  }),
  define("to json(value: any)", ([value], rt) => {
    const text = JSON.stringify(toJson(value ?? null));
    rt.stringSize(text.length);
    return text;
  }),
  define("from json(value: string)", ([value]) => {
    try {
      return fromJson(JSON.parse(value as string));
    } catch {
      return null;
    }
  }),
  define("to base64(value: string)", ([value]) => Buffer.from(value as string, "utf8").toString("base64")),
];
