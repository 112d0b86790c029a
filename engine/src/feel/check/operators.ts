/** What operators give for types; undefined where they can give nothing but null. */
import type { Dialect } from "../syntax/names.ts";
import type { ArithmeticOp, CompareOp } from "../syntax/ast.ts";
import type { TypeName } from "../values.ts";
import { canBe, daysDuration, one, overlap, yearsDuration } from "./static-type.ts";
import type { StaticType } from "./static-type.ts";

const moments: readonly TypeName[] = ["date", "time", "date and time"];
const durations: readonly TypeName[] = [daysDuration, yearsDuration];

function arithmeticOf(op: ArithmeticOp, a: TypeName, b: TypeName, dialect: Dialect): TypeName | undefined {
  if (a === "number" && b === "number") return "number";
  switch (op) {
    case "+":
      if (a === "string" && b === "string") return "string";
      if (durations.includes(a) && moments.includes(b)) return added(b, a);
      if (durations.includes(a) && a === b) return a;
      return moments.includes(a) ? added(a, b) : undefined;
    case "-":
      if (durations.includes(a) && a === b) return a;
      if (!moments.includes(a)) return undefined;
      if (a === b) return daysDuration;
      if (dialect === "dmn" && moments.includes(b) && a !== "time" && b !== "time") return daysDuration;
      return added(a, b);
    case "*":
      if (a === "number" && durations.includes(b)) return b;
      return durations.includes(a) && b === "number" ? a : undefined;
    case "/":
      if (durations.includes(a) && b === "number") return a;
      return durations.includes(a) && a === b ? "number" : undefined;
    case "**":
      return undefined;
  }
}

/** A moment with a duration added; times know no years and months. */
function added(moment: TypeName, duration: TypeName): TypeName | undefined {
  if (!durations.includes(duration) || (moment === "time" && duration === yearsDuration)) return undefined;
  return moment;
}

/** In DMN a list of one stands for its element, so that a list says nothing sure. */
function known(type: StaticType, dialect: Dialect): StaticType {
  return dialect === "dmn" && type?.names.includes("list") ? null : type;
}

export function arithmetic(
  op: ArithmeticOp,
  a: StaticType,
  b: StaticType,
  dialect: Dialect,
): StaticType | undefined {
  if (a === null || b === null) {
    const other = a ?? b;
    const possible = other === null || other.names.some((name) => fits(op, name, dialect));
    return possible ? null : undefined;
  }
  const results = a.names.flatMap((x) => b.names.map((y) => arithmeticOf(op, x, y, dialect)));
  const names = [...new Set(results.filter((name) => name !== undefined))];
  return names.length > 0 ? { names } : undefined;
}

function fits(op: ArithmeticOp, name: TypeName, dialect: Dialect): boolean {
  const all: TypeName[] = ["number", "string", ...moments, ...durations];
  return all.some(
    (other) =>
      arithmeticOf(op, name, other, dialect) !== undefined ||
      arithmeticOf(op, other, name, dialect) !== undefined,
  );
}

const ordered: readonly TypeName[] = ["number", "string", ...moments, ...durations];

/** Whether a comparison can say anything but null. */
export function comparable(op: CompareOp, left: StaticType, right: StaticType, dialect: Dialect): boolean {
  const [a, b] = [known(left, dialect), known(right, dialect)];
  if (op === "=" || op === "!=") return canBe(a, "nil") || canBe(b, "nil") || overlap(a, b);
  if (!canBe(a, ...ordered) || !canBe(b, ...ordered)) return false;
  return a === null || b === null || a.names.some((name) => ordered.includes(name) && b.names.includes(name));
}

export function negated(type: StaticType, dialect: Dialect): StaticType | undefined {
  if (type === null) return null;
  const names = type.names.filter(
    (name) => name === "number" || (dialect === "dmn" && durations.includes(name)),
  );
  return names.length > 0 ? { names } : undefined;
}

const ofDate = { year: "number", month: "number", day: "number", weekday: "number" } as const;
const ofTime = {
  hour: "number",
  minute: "number",
  second: "number",
  "time offset": daysDuration,
  timezone: "string",
} as const;

const properties: { readonly [T in TypeName]?: { readonly [name: string]: TypeName } } = {
  date: ofDate,
  time: ofTime,
  "date and time": { ...ofDate, ...ofTime },
  [daysDuration]: { days: "number", hours: "number", minutes: "number", seconds: "number" },
  [yearsDuration]: { years: "number", months: "number" },
  range: { "start included": "boolean", "end included": "boolean" },
};

/** The type of a property; null where it may be anything, undefined where there is none. */
export function propertyOf(type: NonNullable<StaticType>, name: string): StaticType | undefined {
  const found = type.names.map((one) => {
    if (one === "context") return type.entries ? type.entries.get(name) : null;
    if (one === "range" && (name === "start" || name === "end")) return type.of ?? null;
    const known = properties[one];
    return known && Object.hasOwn(known, name) ? { names: [known[name] as TypeName] } : undefined;
  });
  const sure = found.filter((one) => one !== undefined);
  if (sure.length === 0) return undefined;
  return sure.length === 1 ? (sure[0] ?? null) : null;
}

export function propertyNames(type: NonNullable<StaticType>): string[] {
  return type.names.flatMap((name) => [
    ...(name === "context" ? (type.entries?.keys() ?? []) : []),
    ...(name === "range" ? ["start", "end"] : []),
    ...Object.keys(properties[name] ?? {}),
  ]);
}

export const boolean = one("boolean");
