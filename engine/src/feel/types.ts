/** Whether a value is of a type (`instance of`, typed parameters). */
import { FeelFunction, FeelRange, isContext, isList, typeOf } from "./values.ts";
import type { FeelValue, TypeRef } from "./values.ts";

const simple: Record<string, string> = {
  nil: "Null",
  boolean: "boolean",
  string: "string",
  number: "number",
  date: "date",
  time: "time",
  "date and time": "date and time",
  "days and time duration": "days and time duration",
  "years and months duration": "years and months duration",
};

/** Other spellings of type names, as item definitions and Zeebe's modeler write them. */
const aliases: Record<string, string> = {
  dateTime: "date and time",
  dayTimeDuration: "days and time duration",
  "day-time-duration": "days and time duration",
  yearMonthDuration: "years and months duration",
  "year-month-duration": "years and months duration",
  integer: "number",
  long: "number",
  double: "number",
  any: "Any",
  null: "Null",
};

/** The types that Zeebe knows in `instance of`, spelled exactly so; `Any` is everything but null. */
const zeebeTypes = new Set([...Object.values(simple), "Any", "list", "context", "function"]);
zeebeTypes.delete("Null");

/** `instance of` as Zeebe has it: nothing is of a type that it does not know. */
export function isInstanceInZeebe(value: FeelValue, type: TypeRef): boolean {
  return type.kind === "name" && zeebeTypes.has(type.name) && isInstance(value, type);
}

/** True when the value belongs to the type. Null is only of type Null. */
export function isInstance(value: FeelValue, type: TypeRef): boolean {
  switch (type.kind) {
    case "list":
      return (
        isList(value) && value.every((element) => element === null || isInstance(element ?? null, type.of))
      );
    case "context":
      return (
        isContext(value) &&
        type.entries.every(
          (entry) =>
            Object.hasOwn(value, entry.name) &&
            (value[entry.name] === null || isInstance(value[entry.name] ?? null, entry.type)),
        )
      );
    case "range":
      return (
        value instanceof FeelRange &&
        [value.start, value.end].every((end) => end === null || isInstance(end, type.of))
      );
    case "function":
      return (
        value instanceof FeelFunction &&
        value.parameters.length === type.parameters.length &&
        type.parameters.every((given, i) => conforms(given, value.parameterTypes[i] ?? null)) &&
        (value.result === null || conforms(value.result, type.result))
      );
    case "name":
      return isNamed(value, type.name);
  }
}

/** Whether all values of a type are of the other too (DMN 1.5, 10.3.2.9.3); `null` stands for Any. */
export function conforms(type: TypeRef, other: TypeRef | null): boolean {
  if (other === null) return true;
  if (other.kind === "name") {
    const wanted = plainName(other.name);
    if (wanted === "Any") return true;
    return type.kind === "name" ? plainName(type.name) === wanted : type.kind === wanted;
  }
  if (type.kind === "list" || type.kind === "range")
    return other.kind === type.kind && conforms(type.of, other.of);
  if (type.kind === "context" && other.kind === "context") {
    return other.entries.every((entry) => {
      const own = type.entries.find((one) => one.name === entry.name);
      return own !== undefined && conforms(own.type, entry.type);
    });
  }
  if (type.kind !== "function" || other.kind !== "function") return false;
  return (
    type.parameters.length === other.parameters.length &&
    other.parameters.every((given, i) => conforms(given, type.parameters[i] ?? null)) &&
    conforms(type.result, other.result)
  );
}

function plainName(written: string): string {
  return (Object.hasOwn(aliases, written) ? aliases[written] : undefined) ?? written;
}

function isNamed(value: FeelValue, written: string): boolean {
  const name = plainName(written);
  if (name === "Any") return value !== null;
  if (name === "list" || name === "context" || name === "range" || name === "function")
    return typeOf(value) === name;
  if (name === "duration") return typeOf(value).endsWith("duration");
  return simple[typeOf(value)] === name;
}

/** True for names that stand for a built-in type. */
export function isTypeName(name: string): boolean {
  return (
    Object.hasOwn(aliases, name) ||
    Object.values(simple).includes(name) ||
    ["Any", "list", "context", "range", "function"].includes(name)
  );
}
