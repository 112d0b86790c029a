/**
 * The strict shape of a submission, made from the form: types, allowed values, real dates, lengths, own files.
 * `@formio/core` alone accepts values that are no option, objects in text fields, 31 February and foreign files,
 * so this runs before it, in browser and server alike.
 */
import { componentTypes, limits } from "./component-types.ts";
import { fileRules } from "./file-rules.ts";
import { errorText } from "./messages.ts";
import { formText } from "./texts.ts";
import type { DataError, FormComponent, FormDefinition } from "./types.ts";
import { childrenOf, optionsOf } from "./walk.ts";

/** A file that a field may hold. */
export interface HeldFile {
  id: string;
  name: string;
}
/** The caller's own uploads by field, rows as `rooms[].plan`; any other file is refused. */
export type HeldFiles = Readonly<Record<string, readonly HeldFile[]>>;

export interface ShapeContext {
  /** `unchecked`: in a browser, where the server has the last word. */
  files?: HeldFiles | "unchecked";
}

export interface Shaped {
  /** The data with unknown keys dropped. Values of a wrong kind are left out. */
  data: Record<string, unknown>;
  errors: DataError[];
  /** Paths of dropped unknown keys. */
  dropped: string[];
}

/** Checks `data` against the form's shape. Never throws on any input. */
export function checkShape(form: FormDefinition, data: unknown, context: ShapeContext = {}): Shaped {
  const state: State = { form, errors: [], dropped: [], files: context.files ?? {} };
  const shaped = isPlain(data) ? shapeObject(form.components, data, "", state) : {};
  if (data !== undefined && data !== null && !isPlain(data))
    state.errors.push({ path: "", code: "type", message: errorText("type", formText(form, form.title)) });
  return { data: shaped, errors: state.errors, dropped: state.dropped };
}

interface State {
  form: FormDefinition;
  errors: DataError[];
  dropped: string[];
  files: HeldFiles | "unchecked";
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Components whose values lie on this level: layout components are looked through. */
export function levelComponents(components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => {
    const kind = componentTypes[component.type];
    if (kind === "layout") return levelComponents(childrenOf(component));
    return kind === undefined || kind === "text" ? [] : [component];
  });
}

function shapeObject(
  components: FormComponent[],
  data: Record<string, unknown>,
  prefix: string,
  state: State,
): Record<string, unknown> {
  const known = new Map(levelComponents(components).map((component) => [component.key, component]));
  const shaped: Record<string, unknown> = {};
  for (const key of Object.keys(data)) if (!known.has(key)) state.dropped.push(prefix + key);
  for (const [key, component] of known) {
    if (!Object.hasOwn(data, key)) continue;
    const value = data[key];
    if (value === undefined) continue;
    const result = shapeValue(component, value, prefix + key, state);
    if (result !== undefined) shaped[key] = result;
  }
  return shaped;
}

function shapeValue(component: FormComponent, value: unknown, path: string, state: State): unknown {
  const fail = (code: string, limit?: unknown): undefined => {
    state.errors.push({
      path,
      code,
      message: errorText(code, formText(state.form, component.label ?? component.key), limit),
    });
    return undefined;
  };
  const kind = componentTypes[component.type];
  const empty = value === null || value === "";
  switch (kind) {
    case "string": {
      if (value === null) return "";
      if (typeof value !== "string") return fail("type");
      const most = Math.min(
        Number(component.validate?.maxLength) || Infinity,
        component.type === "textarea" ? limits.textarea : limits.textfield,
      );
      return [...value].length > most ? fail("tooLong", most) : value;
    }
    case "number":
      if (empty) return undefined;
      if (typeof value === "number" && Number.isFinite(value)) return value;
      return fail(typeof value === "string" || typeof value === "number" ? "number" : "type");
    case "boolean":
      if (empty) return false;
      return typeof value === "boolean" ? value : fail("type");
    case "choice": {
      if (empty) return "";
      const allowed = new Set(optionsOf(component).map((option) => option.value));
      if (component.multiple) {
        if (!Array.isArray(value)) return fail("type");
        return value.every((member) => typeof member === "string" && allowed.has(member))
          ? [...new Set(value)]
          : fail("choice");
      }
      return typeof value === "string" && allowed.has(value) ? value : fail("choice");
    }
    case "choices": {
      if (empty) return undefined;
      if (!isPlain(value)) return fail("type");
      const allowed = new Set(optionsOf(component).map((option) => option.value));
      const chosen: Record<string, boolean> = {};
      for (const [name, on] of Object.entries(value)) {
        if (name === "") continue; // Form.io's own placeholder of untouched boxes
        if (!allowed.has(name)) return fail("choice");
        if (typeof on !== "boolean") return fail("type");
        chosen[name] = on;
      }
      return chosen;
    }
    case "date-time":
      if (empty) return "";
      if (typeof value !== "string") return fail("type");
      if (!isRealDate(value)) return fail("date");
      return component.enableTime === true ? value : calendarDay(value);
    case "time":
      if (empty) return "";
      if (typeof value !== "string") return fail("type");
      return /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(value) ? value : fail("time");
    case "rows": {
      if (empty) return [];
      if (!Array.isArray(value)) return fail("type");
      const most = Math.min(Number(component.validate?.maxLength) || limits.rows, limits.rows);
      if (value.length > most) return fail("tooMany", most);
      return value.map((row, index) => {
        if (isPlain(row)) return shapeObject(component.components ?? [], row, `${path}[${index}].`, state);
        fail("type");
        return {};
      });
    }
    case "object":
      if (empty) return undefined;
      return isPlain(value)
        ? shapeObject(component.components ?? [], value, `${path}.`, state)
        : fail("type");
    case "files": {
      if (empty) return [];
      if (!Array.isArray(value)) return fail("type");
      const most = fileRules(component).multiple ? limits.files : 1;
      if (value.length > most) return fail("tooMany", most);
      const kept: HeldFile[] = [];
      for (const given of value) {
        const file = isPlain(given) ? heldFile(given, path, state.files) : undefined;
        if (file === undefined) return fail("file");
        if (!kept.some(({ id }) => id === file.id)) kept.push(file);
      }
      return kept;
    }
    default:
      return undefined;
  }
}

/** The file as we hold it: its name is ours, whatever was sent. */
function heldFile(
  given: Record<string, unknown>,
  path: string,
  files: HeldFiles | "unchecked",
): HeldFile | undefined {
  const { id, name } = given;
  if (typeof id !== "string") return undefined;
  if (files === "unchecked") return { id, name: typeof name === "string" ? name : id };
  const field = path.replace(/\[\d+\]/g, "[]");
  const own = Object.hasOwn(files, field) ? files[field]!.find((file) => file.id === id) : undefined;
  return own && { id: own.id, name: own.name };
}

/** Legal time is Beijing's, which has one offset all year. */
const LEGAL_OFFSET_MS = 8 * 3_600_000;

/** The day of an instant in legal time: Form.io sends a day without time as local midnight, `2026-03-16T00:00:00+08:00`. */
function calendarDay(value: string): string {
  if (!/T.*(Z|[+-]\d{2}:?\d{2})$/.test(value)) return value.slice(0, "2026-03-16".length);
  const at = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return new Date(at + LEGAL_OFFSET_MS).toISOString().slice(0, "2026-03-16".length);
}

/** `2026-03-16`, or with a time and offset; the day must exist. */
export function isRealDate(value: string): boolean {
  const match =
    /^(\d{4})-(\d{2})-(\d{2})(?:T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/.exec(
      value,
    );
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
