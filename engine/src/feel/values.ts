/** The values of FEEL and how to tell them apart. */
import { isNumber } from "./numbers.ts";
import type { FeelNumber } from "./numbers.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "./temporal/types.ts";
import type { Runtime } from "./runtime.ts";

export type FeelContext = { readonly [key: string]: FeelValue };
export type FeelTemporal = FeelDate | FeelTime | FeelDateTime;
export type FeelDuration = DaysDuration | YearsDuration;
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelTemporal
  | FeelDuration
  | FeelRange
  | FeelFunction
  | readonly FeelValue[]
  | FeelContext;

/** A range of comparable values; a null end is open-ended (`< 5` has no start). */
export class FeelRange {
  readonly start: FeelValue;
  readonly end: FeelValue;
  readonly startIncluded: boolean;
  readonly endIncluded: boolean;
  /** Where the range came from: `[1..5]` or a unary test such as `< 5`. */
  readonly form: "interval" | "comparison";

  constructor(
    start: FeelValue,
    startIncluded: boolean,
    end: FeelValue,
    endIncluded: boolean,
    form: "interval" | "comparison" = "interval",
  ) {
    this.start = start;
    this.startIncluded = startIncluded;
    this.end = end;
    this.endIncluded = endIncluded;
    this.form = form;
  }
}

/** A callable value: a built-in, a lambda, or business knowledge of a decision model. */
export class FeelFunction {
  readonly name: string | null;
  /** Names of the parameters, or null when arguments by name are not known beforehand. */
  readonly parameters: readonly string[];
  readonly parameterTypes: readonly (TypeRef | null)[];
  readonly call: (args: readonly FeelValue[], rt: Runtime) => FeelValue;
  /** Calls with named arguments where the names alone decide (built-ins have several signatures). */
  readonly callNamed: ((args: ReadonlyMap<string, FeelValue>, rt: Runtime) => FeelValue) | null;
  readonly result: TypeRef | null;

  constructor(options: {
    name?: string;
    parameters: readonly string[];
    parameterTypes?: readonly (TypeRef | null)[];
    result?: TypeRef | null;
    call: (args: readonly FeelValue[], rt: Runtime) => FeelValue;
    callNamed?: (args: ReadonlyMap<string, FeelValue>, rt: Runtime) => FeelValue;
  }) {
    this.name = options.name ?? null;
    this.parameters = options.parameters;
    this.parameterTypes = options.parameterTypes ?? options.parameters.map(() => null);
    this.result = options.result ?? null;
    this.call = options.call;
    this.callNamed = options.callNamed ?? null;
  }
}

/** A type as `instance of` and parameter declarations write it. */
export type TypeRef =
  | { kind: "name"; name: string }
  | { kind: "list"; of: TypeRef }
  | { kind: "range"; of: TypeRef }
  | { kind: "context"; entries: { name: string; type: TypeRef }[] }
  | { kind: "function"; parameters: TypeRef[]; result: TypeRef };

export type TypeName =
  | "nil"
  | "boolean"
  | "string"
  | "number"
  | "date"
  | "time"
  | "date and time"
  | "days and time duration"
  | "years and months duration"
  | "range"
  | "function"
  | "list"
  | "context"
  | "unknown";

/** The FEEL type of a value. Host objects that are no FEEL value are `unknown`. */
export function typeOf(value: FeelValue | undefined): TypeName {
  switch (typeof value) {
    case "undefined":
      return "nil";
    case "boolean":
      return "boolean";
    case "string":
      return "string";
    case "number":
      return "number";
    case "object":
      break;
    default:
      return "unknown";
  }
  if (value === null) return "nil";
  if (Array.isArray(value)) return "list";
  if (isNumber(value)) return "number";
  if (value instanceof FeelDate) return "date";
  if (value instanceof FeelDateTime) return "date and time";
  if (value instanceof FeelTime) return "time";
  if (value instanceof DaysDuration) return "days and time duration";
  if (value instanceof YearsDuration) return "years and months duration";
  if (value instanceof FeelRange) return "range";
  if (value instanceof FeelFunction) return "function";
  return isContext(value) ? "context" : "unknown";
}

export function isList(value: FeelValue | undefined): value is readonly FeelValue[] {
  return Array.isArray(value);
}

/** True for plain objects only: no class instance, no host object is ever a context. */
export function isContext(value: unknown): value is FeelContext {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const proto: unknown = Object.getPrototypeOf(value);
  return proto === null || proto === Object.prototype;
}

/** An own entry of a context; undefined when absent. Inherited properties do not exist for FEEL. */
export function entryOf(context: FeelContext, key: string): FeelValue | undefined {
  return Object.hasOwn(context, key) ? fromHost(context[key]) : undefined;
}

/** Host leftovers (`undefined`, functions, symbols, foreign objects) are null for FEEL. */
export function fromHost(value: FeelValue | undefined): FeelValue {
  if (value === undefined || value === null) return null;
  const type = typeof value;
  if (type === "object" || type === "string" || type === "boolean") return value;
  if (type === "number") return Number.isFinite(value) ? value : null;
  return null;
}

/** A fresh context without prototype, so that no key can reach the host. */
export function newContext(): { [key: string]: FeelValue } {
  const context: { [key: string]: FeelValue } = Object.create(null);
  return context;
}
