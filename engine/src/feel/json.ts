/** Between FEEL values and JSON. */
import { Decimal, isNumber, toDecimal, toDouble } from "./numbers.ts";
import type { FeelNumber } from "./numbers.ts";
import { NodeBudget } from "./node-budget.ts";
import { formatTemporal } from "./format.ts";
import { formatDateTimeIso, formatTimeIso } from "./temporal/format.ts";
import { FeelDateTime, FeelTime } from "./temporal/types.ts";
import { fromHost, isContext, isList } from "./values.ts";
import type { FeelValue } from "./values.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The JSON of a value: temporal values as ISO texts, numbers as doubles, ranges and functions as null, all as Zeebe writes them. @throws FeelLimitError */
export function toJson(value: FeelValue): Json {
  return write(value, new NodeBudget());
}

function write(value: FeelValue, budget: NodeBudget): Json {
  budget.visit();
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (isNumber(value)) return jsonNumber(value);
  if (isList(value)) return value.map((element) => write(fromHost(element), budget));
  if (value instanceof FeelDateTime) return formatDateTimeIso(value);
  if (value instanceof FeelTime) return formatTimeIso(value);
  const temporal = formatTemporal(value, "zeebe");
  if (temporal !== null) return temporal;
  if (!isContext(value)) return null;
  const result: { [key: string]: Json } = {};
  for (const key of Object.keys(value)) {
    const json = write(fromHost(value[key]), budget);
    if (key === "__proto__")
      Object.defineProperty(result, key, {
        value: json,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    else result[key] = json;
  }
  return result;
}

const MAX_LONG = 2 ** 63;

/** The nearest double. Zeebe writes whole numbers as 64-bit integers, and what goes beyond loses its higher bits. */
function jsonNumber(value: FeelNumber): Json {
  const n = toDouble(value);
  if (!Number.isFinite(n)) return null;
  const exact = Math.abs(n) < MAX_LONG ? null : toDecimal(value);
  return exact?.isInteger() ? Number(BigInt.asIntN(64, BigInt(exact.toFixed(0)))) : n;
}

/** A FEEL value of JSON. Texts stay texts, also those that look like dates. What JSON does not know becomes null. */
export function fromJson(json: unknown): FeelValue {
  switch (typeof json) {
    case "string":
    case "boolean":
      return json;
    case "number":
      return Number.isFinite(json) ? json : null;
    case "bigint":
      return new Decimal(json.toString());
    case "object":
      break;
    default:
      return null;
  }
  if (json === null) return null;
  if (Array.isArray(json)) return json.map(fromJson);
  if (!isContext(json)) return null;
  const result: { [key: string]: FeelValue } = Object.create(null);
  for (const key of Object.keys(json)) result[key] = fromJson(json[key]);
  return result;
}
