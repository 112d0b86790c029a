/** Filters in memory: the meaning that the adapters must keep. */
import type { Filter, Scalar } from "./port.ts";

/** A filter that no document meets: what "nothing is allowed" turns into. */
export const matchesNothing: Filter = { in: ["id", []] };

/** The scalars that stand at a dotted path, through arrays; null and missing give none. */
export function valuesAt(document: unknown, path: string): Exclude<Scalar, null>[] {
  let level: unknown[] = [document];
  for (const segment of path.split(".")) {
    level = level
      .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
      .map((value) =>
        typeof value === "object" && value !== null && Object.hasOwn(value, segment)
          ? (value as Record<string, unknown>)[segment]
          : null,
      );
  }
  return level
    .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]))
    .filter(
      (value): value is Exclude<Scalar, null> =>
        typeof value === "string" || typeof value === "number" || typeof value === "boolean",
    );
}

/** Order of one type: numbers by value, texts by code point. Different types do not compare (undefined). */
export function compareScalars(left: Scalar, right: Scalar): number | undefined {
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") {
    return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  return undefined;
}

/** Whether the document meets the filter. */
export function matches(document: object, filter: Filter): boolean {
  if ("and" in filter) return filter.and.every((part) => matches(document, part));
  if ("or" in filter) return filter.or.some((part) => matches(document, part));
  if ("not" in filter) return !matches(document, filter.not);
  if ("eq" in filter) return holds(document, ...filter.eq);
  if ("contains" in filter) return holds(document, ...filter.contains);
  if ("ne" in filter) return !holds(document, ...filter.ne);
  if ("in" in filter) return filter.in[1].some((value) => holds(document, filter.in[0], value));
  if ("nin" in filter) return !filter.nin[1].some((value) => holds(document, filter.nin[0], value));
  if ("exists" in filter) return valuesAt(document, filter.exists[0]).length > 0 === filter.exists[1];
  if ("gt" in filter) return inRange(document, filter.gt, (order) => order > 0);
  if ("gte" in filter) return inRange(document, filter.gte, (order) => order >= 0);
  if ("lt" in filter) return inRange(document, filter.lt, (order) => order < 0);
  return inRange(document, filter.lte, (order) => order <= 0);
}

function holds(document: object, field: string, value: Scalar): boolean {
  const values = valuesAt(document, field);
  return value === null ? values.length === 0 : values.includes(value);
}

function inRange(
  document: object,
  [field, bound]: [string, string | number],
  test: (order: number) => boolean,
): boolean {
  return valuesAt(document, field).some((value) => {
    const order = compareScalars(value, bound);
    return order !== undefined && test(order);
  });
}
