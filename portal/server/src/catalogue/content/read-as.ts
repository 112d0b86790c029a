/** A data file read by its schema: zod's issues become faults with line, column and what was probably meant. */
import type { z } from "zod";
import type { Text } from "../../platform/text.ts";
import type { FaultList } from "./fault.ts";
import { nearest } from "./nearest.ts";
import type { DataFile } from "./source.ts";

/** The value in the schema's shape; null when it does not fit, with every reason reported. */
export function readAs<T>(file: DataFile, schema: z.ZodType<T>, faults: FaultList): T | null {
  if (file.value === null) return null;
  const result = schema.safeParse(file.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) report(issue, file, schema, faults);
  return null;
}

function report(issue: z.core.$ZodIssue, file: DataFile, schema: z.ZodType, faults: FaultList): void {
  const where = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, where);
    for (const key of issue.keys) {
      const meant = nearest(key, known);
      faults.error(
        "unknown-key",
        file.place([...where, key], "key"),
        { zh: `不认识“${key}”`, en: `Unknown key “${key}”` },
        meant === null ? list(known) : { zh: `是否指“${meant}”？`, en: `Did you mean “${meant}”?` },
      );
    }
    return;
  }
  if (issue.code === "invalid_union") {
    const deepest = issue.errors
      .flat()
      .toSorted((a, b) => b.path.length - a.path.length)
      .find((inner) => inner.path.length > 0);
    if (deepest)
      return report(
        { ...deepest, path: [...issue.path, ...deepest.path] } as z.core.$ZodIssue,
        file,
        schema,
        faults,
      );
  }
  const name = where.join(".") || file.file;
  const missing = issue.code === "invalid_type" && valueAt(file.value, where) === undefined;
  faults.error(
    missing ? "missing" : "wrong-value",
    file.place(where),
    missing
      ? { zh: `缺少 ${name}`, en: `${name} is missing` }
      : { zh: `${name} 的值不对：${issue.message}`, en: `${name} has a wrong value: ${issue.message}` },
    remedyOf(issue, valueAt(file.value, where)),
  );
}

function remedyOf(issue: z.core.$ZodIssue, value: unknown): Text {
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const meant = typeof value === "string" ? nearest(value, values) : null;
    if (meant !== null) return { zh: `是否指“${meant}”？`, en: `Did you mean “${meant}”?` };
    return { zh: `可用：${values.join("、")}`, en: `Use one of ${values.join(", ")}` };
  }
  if (issue.code === "invalid_type")
    return { zh: `应为 ${issue.expected}`, en: `Write a value of type ${issue.expected}` };
  return { zh: issue.message, en: issue.message };
}

function list(known: readonly string[]): Text {
  return known.length === 0
    ? { zh: "请删去", en: "Remove it" }
    : { zh: `这里可用：${known.join("、")}`, en: `Known here: ${known.join(", ")}` };
}

function valueAt(value: unknown, where: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of where) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

interface Described {
  type?: string;
  shape?: Record<string, Described>;
  element?: Described;
  innerType?: Described;
  valueType?: Described;
  options?: Described[];
  def?: Described;
}

/** Keys that the schema knows at a place. */
function keysAt(schema: z.ZodType, where: readonly (string | number)[]): string[] {
  let nodes: Described[] = [schema as unknown as Described];
  const open = (node: Described): Described[] => {
    const def = node.def ?? node;
    if (def.innerType) return open(def.innerType);
    if (def.options) return def.options.flatMap(open);
    return [def];
  };
  for (const step of where) {
    nodes = nodes.flatMap(open).flatMap((def) => {
      const inner = def.shape?.[String(step)] ?? def.element ?? def.valueType;
      return inner ? [inner] : [];
    });
  }
  return [...new Set(nodes.flatMap(open).flatMap((def) => Object.keys(def.shape ?? {})))];
}
