/** Context functions (DMN 1.5, table 77, and Camunda's). */
import type { Runtime } from "../runtime.ts";
import { entryOf, isContext, isList, newContext } from "../values.ts";
import type { FeelContext, FeelValue } from "../values.ts";
import { define } from "./define.ts";

type Entries = { [key: string]: FeelValue };

function copy(context: FeelContext): Entries {
  const result = newContext();
  for (const key of Object.keys(context)) result[key] = context[key] ?? null;
  return result;
}

function put(context: FeelContext, keys: readonly FeelValue[], value: FeelValue): FeelContext | null {
  const [key, ...rest] = keys;
  if (typeof key !== "string") return null;
  const result = copy(context);
  if (rest.length === 0) {
    result[key] = value;
    return result;
  }
  const inner = entryOf(context, key) ?? newContext();
  if (!isContext(inner)) return null;
  const changed = put(inner, rest, value);
  if (!changed) return null;
  result[key] = changed;
  return result;
}

function merge(contexts: readonly FeelValue[], rt: Runtime): FeelContext | null {
  const result = newContext();
  for (const context of contexts) {
    if (!isContext(context)) return null;
    const keys = Object.keys(context);
    rt.step(keys.length);
    for (const key of keys) result[key] = context[key] ?? null;
  }
  return result;
}

function valueAt(context: FeelContext, keys: readonly FeelValue[]): FeelValue {
  if (keys.length === 0) return null;
  let value: FeelValue = context;
  for (const key of keys) {
    if (typeof key !== "string" || !isContext(value)) return null;
    value = entryOf(value, key) ?? null;
  }
  return value;
}

/** The context of entries `{ key, value }`; of two with one key DMN makes null, Zeebe takes the later. */
function fromEntries(entries: readonly FeelValue[], rt: Runtime): FeelContext | null {
  const result = newContext();
  for (const entry of entries) {
    if (!isContext(entry)) return null;
    const key = entryOf(entry, "key");
    if (typeof key !== "string" || !Object.hasOwn(entry, "value")) return null;
    if (rt.dialect === "dmn" && Object.hasOwn(result, key)) return null;
    result[key] = entryOf(entry, "value") ?? null;
  }
  return result;
}

export const contextFunctions = [
  define(
    "get value(m: context, key: string)",
    ([m, key]) => entryOf(m as FeelContext, key as string) ?? null,
  ),
  define(
    "get value(context: context, key: string)",
    ([m, key]) => entryOf(m as FeelContext, key as string) ?? null,
  ),
  define("get value(context: context, keys: list)", ([m, keys]) =>
    valueAt(m as FeelContext, keys as FeelValue[]),
  ),
  define("get entries(m: context)", ([m], rt) => entriesOf(m as FeelContext, rt)),
  define("get entries(context: context)", ([m], rt) => entriesOf(m as FeelContext, rt)),
  define("context put(context: context, key: string, value: any)", ([c, key, value]) =>
    put(c as FeelContext, [key ?? null], value ?? null),
  ),
  define("context put(context: context, keys: list, value: any)", ([c, keys, value]) =>
    put(c as FeelContext, keys as FeelValue[], value ?? null),
  ),
  define("put(context: context, key: string, value: any)", ([c, key, value]) =>
    put(c as FeelContext, [key ?? null], value ?? null),
  ),
  define("context merge(contexts: list)", ([contexts], rt) => merge(contexts as FeelValue[], rt)),
  define("context merge(...contexts: any)", ([contexts], rt) => {
    const all = contexts as FeelValue[];
    return rt.dialect === "dmn" || all.length === 0 ? null : merge(all, rt);
  }),
  define("put all(...contexts: any)", ([contexts], rt) => {
    const all = contexts as FeelValue[];
    return merge(all.length === 1 && isList(all[0]) ? all[0] : all, rt);
  }),
  define("context(entries: list)", ([entries], rt) => fromEntries(entries as FeelValue[], rt)),
];

function entriesOf(context: FeelContext, rt: Runtime): FeelValue[] {
  const keys = Object.keys(context);
  rt.listSize(keys.length);
  return keys.map((key) => {
    const entry = newContext();
    entry["key"] = key;
    entry["value"] = entryOf(context, key) ?? null;
    return entry;
  });
}
