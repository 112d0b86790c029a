/** Paths, filters, contexts. */
import { isNumber, toInteger, truncate } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import type { Ast } from "../syntax/ast.ts";
import { didYouMean } from "../suggest.ts";
import { propertyNames, propertyOf } from "../temporal/properties.ts";
import { FeelRange, fromHost, isContext, isList, newContext, typeOf } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { expected, shown } from "../warning-texts.ts";
import { local } from "./scope.ts";
import type { Code, Compiler, Scope } from "./scope.ts";

/** The value at `name` of a context, a list (of each element), a temporal value or a range. */
export function getPath(value: FeelValue, name: string, rt: Runtime): FeelValue {
  if (isContext(value)) {
    if (Object.hasOwn(value, name)) return fromHost(value[name]);
    if (!rt.warns) return null;
    const keys = Object.keys(value).slice(0, MOST_KEYS);
    const hint = didYouMean(name, keys);
    return rt.warn(
      "NO_CONTEXT_ENTRY_FOUND",
      `No context entry found with key '${name}'. Available keys: ${quoted(keys)}`,
      `上下文中没有“${name}”。${hint.zh}`,
    );
  }
  if (isList(value)) {
    rt.step(value.length);
    return value.map((element) => getPath(element ?? null, name, rt));
  }
  if (value === null) {
    return rt.warn(
      "NO_CONTEXT_ENTRY_FOUND",
      `No context entry found with key '${name}'. The context is null`,
      `空值中没有“${name}”。`,
    );
  }
  const property = value instanceof FeelRange ? rangeProperty(value, name) : propertyOf(value, name);
  if (property !== undefined) return property;
  if (!rt.warns) return null;
  const known = propertyNames(value);
  return rt.warn(
    "NO_PROPERTY_FOUND",
    `No property found with name '${name}' of value ${shown(value)}. Available properties: ${quoted(known)}`,
    `${typeOf(value)} 没有属性“${name}”。`,
  );
}

const MOST_KEYS = 200;

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}

function rangeProperty(range: FeelRange, name: string): FeelValue | undefined {
  switch (name) {
    case "start":
      return range.start;
    case "end":
      return range.end;
    case "start included":
      return range.startIncluded;
    case "end included":
      return range.endIncluded;
    default:
      return undefined;
  }
}

export function compilePath(c: Compiler, of: Ast, name: string, scope: Scope | null): Code {
  const code = c.compile(of, scope);
  return (f) => {
    const value = code(f);
    if (isContext(value) && Object.hasOwn(value, name)) return fromHost(value[name]);
    return getPath(value, name, f.rt);
  };
}

/** The element at a position: 1 is the first, −1 the last; null (with a warning) beyond. */
export function elementAt(list: readonly FeelValue[], position: number, rt: Runtime): FeelValue {
  const index = position > 0 ? position - 1 : list.length + position;
  if (position !== 0 && index >= 0 && index < list.length) return fromHost(list[index]);
  if (rt.dialect === "zeebe") return null;
  return rt.warn(
    "OUT_OF_RANGE",
    `Position ${position} is outside of a list of ${list.length}.`,
    `位置 ${position} 超出了 ${list.length} 个元素的列表。`,
  );
}

export function compileFilter(c: Compiler, of: Ast, filter: Ast, scope: Scope | null): Code {
  const source = c.compile(of, scope);
  const element = c.compile(filter, { kind: "item", parent: scope });
  const index = c.compile(filter, scope);
  const shape = filterShape(filter);
  return (f) => {
    const list = asList(source(f), f.rt);
    if (list === null) return null;
    if (shape === "index") return byIndex(list, index(f), f.rt);
    const result: FeelValue[] = [];
    f.rt.step(list.length);
    for (const raw of list) {
      const value = fromHost(raw);
      const verdict = element(f.push(value));
      if (verdict === true) result.push(value);
      else if (shape === "unknown" && isNumber(verdict)) return byIndex(list, verdict, f.rt);
    }
    if (list.length === 0 && shape === "unknown")
      return f.rt.dialect === "dmn" && isNumber(index(f)) ? null : [];
    return result;
  };
}

/** Only a number literal surely is an index, only comparisons and logic surely are conditions. */
function filterShape(filter: Ast): "index" | "condition" | "unknown" {
  if (filter.kind === "literal" && isNumber(filter.value)) return "index";
  if (filter.kind === "negate" && filter.value.kind === "literal") return "index";
  if (["compare", "and", "or", "between", "in", "some", "every", "instance"].includes(filter.kind))
    return "condition";
  return "unknown";
}

function byIndex(list: readonly FeelValue[], value: FeelValue, rt: Runtime): FeelValue {
  const whole = isNumber(value) && rt.dialect === "zeebe" ? truncate(value) : value;
  const position = isNumber(whole) ? toInteger(whole) : null;
  return position === null ? null : elementAt(list, position, rt);
}

/** What a filter works on: a list; any other value counts as a list of one (DMN), or is refused (Zeebe). */
function asList(value: FeelValue, rt: Runtime): readonly FeelValue[] | null {
  if (isList(value)) return value;
  if (rt.dialect === "dmn") return value === null ? [] : [value];
  return expected(rt, "list", value);
}

export function compileContext(
  c: Compiler,
  entries: { key: string; value: Ast }[],
  scope: Scope | null,
): Code {
  let inner = scope;
  const parts = entries.map(({ key, value }) => {
    const code = c.compile(value, inner);
    inner = local(inner, key);
    return { key, code };
  });
  const duplicated = new Set(entries.map((e) => e.key)).size !== entries.length;
  return (f) => {
    if (duplicated && f.rt.dialect === "dmn") {
      return f.rt.warn("INVALID_TYPE", "A context has two entries of one name.", "上下文中有重名的条目。");
    }
    const context = newContext();
    let frame = f;
    for (const { key, code } of parts) {
      const value = code(frame);
      context[key] = value;
      frame = frame.push(value);
    }
    return context;
  };
}
