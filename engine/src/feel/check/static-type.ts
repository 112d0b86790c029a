/** What can be known of a value before it is computed. */
import { typeOf, FeelRange, isContext, isList } from "../values.ts";
import type { FeelValue, TypeName, TypeRef } from "../values.ts";

/** One of several types, with what is known of their parts; `null` where nothing is known. */
export type StaticType = {
  readonly names: readonly TypeName[];
  /** Of the elements of a list, or of the ends of a range. */
  readonly of?: StaticType;
  /** The entries of a context, where all are known. */
  readonly entries?: ReadonlyMap<string, StaticType>;
} | null;

export const daysDuration = "days and time duration";
export const yearsDuration = "years and months duration";

export function one(...names: TypeName[]): StaticType {
  return { names };
}

export function listOf(of: StaticType): StaticType {
  return { names: ["list"], of };
}

export function contextOf(entries: ReadonlyMap<string, StaticType>): StaticType {
  return { names: ["context"], entries };
}

/** The type of a literal. */
export function ofValue(value: FeelValue): StaticType {
  if (isList(value))
    return listOf(value.map((item) => ofValue(item ?? null)).reduce(either, undefined) ?? null);
  if (value instanceof FeelRange)
    return { names: ["range"], of: either(ofValue(value.start), ofValue(value.end)) };
  if (isContext(value))
    return contextOf(new Map(Object.entries(value).map(([name, inner]) => [name, ofValue(inner ?? null)])));
  const name = typeOf(value);
  return name === "unknown" ? null : one(name);
}

const spelled: { [name: string]: readonly TypeName[] } = {
  boolean: ["boolean"],
  string: ["string"],
  number: ["number"],
  integer: ["number"],
  long: ["number"],
  double: ["number"],
  date: ["date"],
  time: ["time"],
  "date and time": ["date and time"],
  dateTime: ["date and time"],
  [daysDuration]: [daysDuration],
  dayTimeDuration: [daysDuration],
  [yearsDuration]: [yearsDuration],
  yearMonthDuration: [yearsDuration],
  duration: [daysDuration, yearsDuration],
  list: ["list"],
  context: ["context"],
  range: ["range"],
  function: ["function"],
  Null: ["nil"],
};

/** The type that `instance of`, a parameter or an item definition writes. */
export function ofRef(type: TypeRef): StaticType {
  switch (type.kind) {
    case "name": {
      const names = Object.hasOwn(spelled, type.name) ? spelled[type.name] : undefined;
      return names ? { names } : null;
    }
    case "list":
      return listOf(ofRef(type.of));
    case "range":
      return { names: ["range"], of: ofRef(type.of) };
    case "context":
      return { names: ["context"] };
    case "function":
      return one("function");
  }
}

/** What is either of one type or of the other. */
export function either(a: StaticType | undefined, b: StaticType): StaticType {
  if (a === undefined) return b;
  if (a === null || b === null) return null;
  const names = [...new Set([...a.names, ...b.names])];
  const of = a.of === undefined ? b.of : b.of === undefined ? a.of : either(a.of, b.of);
  const entries = a.entries === b.entries ? a.entries : undefined;
  return { names, ...(of === undefined ? {} : { of }), ...(entries === undefined ? {} : { entries }) };
}

/** Whether a value can be of the type; null counts as a value of every type. */
export function canBe(type: StaticType, ...names: TypeName[]): boolean {
  return type === null || type.names.some((name) => names.includes(name));
}

/** Whether a value can be of both types, lists by their elements. */
export function overlap(a: StaticType, b: StaticType): boolean {
  if (a === null || b === null) return true;
  const common = a.names.filter((name) => b.names.includes(name));
  if (common.length === 0) return false;
  if (common.some((name) => name !== "list" && name !== "range")) return true;
  return overlap(a.of ?? null, b.of ?? null);
}

/** A type without null: what is left when there is a value. */
export function present(type: StaticType): StaticType {
  if (type === null || !type.names.includes("nil") || type.names.length === 1) return type;
  return { ...type, names: type.names.filter((name) => name !== "nil") };
}

const chinese: Record<TypeName, string> = {
  nil: "空值",
  boolean: "布尔值",
  string: "文本",
  number: "数字",
  date: "日期",
  time: "时刻",
  "date and time": "日期时间",
  [daysDuration]: "天时时长",
  [yearsDuration]: "年月时长",
  range: "区间",
  function: "函数",
  list: "列表",
  context: "上下文",
  unknown: "未知",
};

/** The type in words. */
export function inWords(type: StaticType): { zh: string; en: string } {
  if (type === null) return { zh: "任意值", en: "any value" };
  const of = type.of ?? null;
  const parts = type.names.map((name) => {
    const inner = (name === "list" || name === "range") && of !== null ? inWords(of) : null;
    return {
      zh: inner ? `${inner.zh}${chinese[name]}` : chinese[name],
      en: (name === "nil" ? "null" : name) + (inner ? ` of ${inner.en}` : ""),
    };
  });
  return { zh: parts.map((p) => p.zh).join("或"), en: parts.map((p) => p.en).join(" or ") };
}
