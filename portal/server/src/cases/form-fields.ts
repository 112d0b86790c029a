/** What a form's fields mean to a case: who reads them, how their values are shown. Pure. */
import { childrenOf, fieldsOf, formText, optionsOf, valueAt } from "@onewindow/forms";
import type { FormComponent, FormDefinition, FormField, HeldFile } from "@onewindow/forms";
import type { Text } from "../platform/text.ts";
import type { Provenance } from "./api.ts";
import { valueTexts } from "./texts.ts";

/** Leaves out fields that only items read which are not in the case; layout left empty goes too. */
export function prunedForm(form: FormDefinition, items: readonly string[]): FormDefinition {
  const known = pruned.get(form) ?? new Map<string, FormDefinition>();
  pruned.set(form, known);
  const key = JSON.stringify(items);
  let result = known.get(key);
  if (result === undefined) {
    if (known.size >= CHOICES) known.clear();
    known.set(key, (result = prune(form, items)));
  }
  return result;
}

/** By form, then by the items chosen: applicants choose the same few ways. */
const pruned = new WeakMap<FormDefinition, Map<string, FormDefinition>>();
const CHOICES = 100;

function prune(form: FormDefinition, items: readonly string[]): FormDefinition {
  const keep = (component: FormComponent): FormComponent | null => {
    const readers = component.properties?.usedBy;
    if (readers !== undefined && readers.length > 0 && !readers.some((item) => items.includes(item)))
      return null;
    if (component.type === "columns") {
      const columns = (component.columns ?? []).map((column) => ({
        ...column,
        components: list(column.components),
      }));
      return columns.some((column) => column.components.length > 0) ? { ...component, columns } : null;
    }
    if (component.components === undefined) return component;
    const components = list(component.components);
    return components.length > 0 ? { ...component, components } : null;
  };
  const list = (components: FormComponent[]): FormComponent[] =>
    components.map(keep).filter((component) => component !== null);
  return { ...form, components: list(form.components) };
}

/** Items that read each field of a form, with the reason, by the field's dotted path inside the form. */
export function readersOf(
  form: FormDefinition,
  items: readonly string[],
): Record<string, { item: string; why: Text | null }[]> {
  const readers: Record<string, { item: string; why: Text | null }[]> = {};
  for (const { path, component } of fieldsOf(form)) {
    const usedBy = (component.properties?.usedBy ?? []).filter((item) => items.includes(item));
    if (usedBy.length === 0) continue;
    readers[path] = usedBy.map((item) => {
      const why = component.properties?.why?.[item];
      return { item, why: why === undefined ? null : formText(form, why) };
    });
  }
  return readers;
}

/** May this item read the field? A field without `usedBy` is read where its container is. */
export function reads(field: FormField, fields: readonly FormField[], item: string): boolean {
  const usedBy = field.component.properties?.usedBy;
  if (usedBy !== undefined) return usedBy.includes(item);
  const outer = fields.find(
    (other) =>
      other !== field &&
      (field.path.startsWith(`${other.path}.`) || field.path.startsWith(`${other.path}[]`)),
  );
  return outer === undefined ? false : reads(outer, fields, item);
}

/** Fields that stand for themselves on a page: no containers, and grids as one. */
export function shownFields(form: FormDefinition): FormField[] {
  return fieldsOf(form).filter(
    ({ path, component }) =>
      !path.includes("[]") && !(component.type !== "datagrid" && childrenOf(component).length > 0),
  );
}

/** How many shown fields hold a value, and how many there are, hidden ones left out. */
export function filled(
  form: FormDefinition,
  data: Record<string, unknown>,
  hidden: readonly string[],
): { done: number; total: number } {
  const gone = new Set(hidden);
  const fields = shownFields(form).filter(({ path }) => !gone.has(path));
  const done = fields.filter(({ path }) => !isEmpty(valueAt(data, path))).length;
  return { done, total: fields.length };
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return false;
}

/** Kinds of personal numbers whose middle is hidden: all, none, or those named. */
export type Hidden = boolean | ReadonlySet<string>;

const hides = (hidden: Hidden, component: FormComponent): boolean => {
  const kind = component.properties?.mask;
  return kind !== undefined && (typeof hidden === "boolean" ? hidden : hidden.has(kind));
};

/** Is anything of this field hidden, be it in the rows of a grid? */
export function masksOf(component: FormComponent, hidden: Hidden): boolean {
  return hides(hidden, component) || childrenOf(component).some((inner) => masksOf(inner, hidden));
}

/** A value in words, both languages. `mask` hides the middle of identity and phone numbers, in the rows of a grid too. */
export function shownValue(
  form: FormDefinition,
  component: FormComponent,
  value: unknown,
  mask: Hidden = false,
): Text {
  if (isEmpty(value)) return valueTexts.none;
  if (typeof value === "boolean") return value ? valueTexts.yes : valueTexts.no;
  if (component.type === "file")
    return joined((Array.isArray(value) ? (value as unknown[]) : []).map((file) => same(fileName(file))));
  if (component.type === "datagrid" && Array.isArray(value)) return shownRows(form, component, value, mask);
  if (component.type === "selectboxes" && typeof value === "object" && value !== null) {
    const chosen = Object.entries(value).filter(([, on]) => on === true);
    return joined(chosen.map(([key]) => optionText(form, component, key)));
  }
  if (Array.isArray(value)) return joined(value.map((entry) => optionText(form, component, String(entry))));
  const plain = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (hides(mask, component)) return same(masked(plain));
  const text = optionText(form, component, plain);
  const unit = component.properties?.unit ?? component.suffix;
  if (unit === undefined || unit === "") return text;
  const units = formText(form, unit);
  return { zh: `${text.zh} ${units.zh}`, en: `${text.en} ${units.en}` };
}

/** The files that a value holds, those in the rows of a grid too. */
export function shownFiles(component: FormComponent, value: unknown): HeldFile[] {
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  if (component.type === "file")
    return entries.flatMap((file) => {
      const id: unknown = valueAt(file, "id");
      return typeof id === "string" ? [{ id, name: fileName(file) }] : [];
    });
  if (component.type !== "datagrid") return [];
  return entries.flatMap((row) =>
    childrenOf(component).flatMap((column) => shownFiles(column, valueAt(row, column.key))),
  );
}

const fileName = (file: unknown): string => {
  const name: unknown = valueAt(file, "name");
  return typeof name === "string" ? name : "";
};

/** 370783********0002, 138****0000. */
export function masked(value: string): string {
  if (value.length >= 15) return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`;
  if (value.length >= 7) return `${value.slice(0, 3)}${"*".repeat(value.length - 7)}${value.slice(-4)}`;
  return "*".repeat(value.length);
}

function shownRows(form: FormDefinition, component: FormComponent, rows: unknown[], mask: Hidden): Text {
  const columns = childrenOf(component);
  const lines = rows.map((row) =>
    joined(
      columns
        .map((column) => shownValue(form, column, valueAt(row, column.key), mask))
        .filter((text) => text !== valueTexts.none),
      { zh: "，", en: ", " },
    ),
  );
  return joined(lines);
}

function optionText(form: FormDefinition, component: FormComponent, value: string): Text {
  const option = optionsOf(component).find((entry) => entry.value === value);
  return option === undefined ? same(value) : formText(form, option.label);
}

function joined(texts: Text[], separator: Text = valueTexts.separator): Text {
  if (texts.length === 0) return valueTexts.none;
  return {
    zh: texts.map((text) => text.zh).join(separator.zh),
    en: texts.map((text) => text.en).join(separator.en),
  };
}

function same(value: string): Text {
  return { zh: value, en: value };
}

/** Data with a value set at a dotted path (containers are made); never touches the given data. */
export function withValue(
  data: Record<string, unknown>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [first = "", ...rest] = path.split(".");
  if (first === "__proto__" || first === "constructor") return data;
  if (rest.length === 0) return { ...data, [first]: value };
  const inner = data[first];
  const object = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? inner : {};
  return { ...data, [first]: withValue(object as Record<string, unknown>, rest.join("."), value) };
}

/** Where a value came from, by dotted path with the section in front. */
export function sourceOf(provenance: Provenance, section: string, path: string): Provenance[string] | null {
  return provenance[`${section}.${path}`] ?? null;
}

/** Value at a dotted path, by own properties only. */
export function pathValue(data: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      data,
    );
}
