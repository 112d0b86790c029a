/** Three-way merge of field values: what was, theirs, yours. */
export interface FieldChange {
  path: string;
  was: unknown;
  theirs: unknown;
  yours: unknown;
}
export interface Merge {
  merged: Record<string, unknown>;
  /** Fields that both changed to different values: a person chooses. `merged` holds yours there. */
  conflicts: FieldChange[];
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value without what means nothing: empty texts, nulls, empty groups; keys in order. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => canonical(entry) ?? null);
  if (!isGroup(value)) return value === "" || value === null ? undefined : value;
  const entries = Object.entries(value)
    .map(([key, entry]) => [key, canonical(entry)] as const)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Whether two values say the same: key order and empty values do not count. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  JSON.stringify(canonical(a) ?? null) === JSON.stringify(canonical(b) ?? null);

/**
 * Merges by default whatever only one side changed. Lists (repeated groups, files) count as one field. `sent` is what
 * this page sent last without hearing back: a field of theirs that says the same is the page's own, no change of others.
 */
export function mergeData(
  was: Record<string, unknown>,
  theirs: Record<string, unknown>,
  yours: Record<string, unknown>,
  sent: Record<string, unknown> | null = null,
  prefix = "",
): Merge {
  const merged: Record<string, unknown> = {};
  const conflicts: FieldChange[] = [];
  for (const key of new Set([...Object.keys(was), ...Object.keys(theirs), ...Object.keys(yours)])) {
    const [b, c, own] = [theirs[key], yours[key], sent?.[key]];
    const a = sent !== null && sameValue(own, b) ? b : was[key];
    const path = `${prefix}${key}`;
    if (isGroup(b) && isGroup(c)) {
      const inner = mergeData(isGroup(a) ? a : {}, b, c, isGroup(own) ? own : null, `${path}.`);
      merged[key] = inner.merged;
      conflicts.push(...inner.conflicts);
    } else if (sameValue(a, c)) {
      if (b !== undefined) merged[key] = b;
    } else {
      if (c !== undefined) merged[key] = c;
      if (!sameValue(a, b) && !sameValue(b, c)) conflicts.push({ path, was: a, theirs: b, yours: c });
    }
  }
  return { merged, conflicts };
}

/** Puts `value` at a dotted path; answers a new object. */
export function withValue(
  data: Record<string, unknown>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) return { ...data, [head]: value };
  const inner = data[head];
  return { ...data, [head]: withValue(isGroup(inner) ? inner : {}, rest.join("."), value) };
}
