/**
 * Conditions, calculation and validation by `@formio/core`, the same code in browser and server, with every
 * evaluation of code switched off. Only definitions without `subsetFaults` may come here.
 */
import { Evaluator, Processors, processSync, rules } from "@formio/core";
import { errorText } from "./messages.ts";
import { levelComponents } from "./shape.ts";
import { formText } from "./texts.ts";
import type { DataError, FormComponent, FormDefinition } from "./types.ts";
import { childrenOf } from "./walk.ts";
import { componentTypes } from "./component-types.ts";

Evaluator.noeval = true;

export interface Processed {
  /** Calculated values set, hidden ones removed. */
  data: Record<string, unknown>;
  /** Paths of components hidden by their conditions (rows as `members[0].name`), with all that they hold. */
  hidden: ReadonlySet<string>;
  errors: DataError[];
}

/**
 * What runs, of Form.io's processors: defaults, calculation, conditions, clearing of hidden values, checks. `filter` would
 * drop rows that are still empty, `normalize` would turn answers into other types ("5" → 5, nothing → "undefined"): the
 * strict shape has done both jobs before. `fetch` and `logic` are never run: content calls nobody.
 */
const wanted = ["defaultValue", "calculate", "conditions", "clearHidden"];
const settling = Processors.filter((processor) => wanted.includes(processor.name));
const checking = [...settling, ...Processors.filter((processor) => processor.name === "validate")];

/** Form.io's maximum rule complains of a number that is not there on the console; it has nothing to check then. */
const quietRules = rules.map((rule) =>
  rule.name === "validateMaximumValue"
    ? {
        ...rule,
        shouldProcess: (context: Parameters<typeof rule.shouldProcess>[0]) =>
          !Number.isNaN(Number.parseFloat(String(context.value))) && rule.shouldProcess(context),
      }
    : rule,
);

interface Scope {
  errors: {
    ruleName: string;
    errorKeyOrMessage: string;
    context: { path: string; component: FormComponent; [setting: string]: unknown };
  }[];
  conditionals?: { path: string; conditionallyHidden: boolean }[];
}

/** Runs the form over a copy of `data`. `validate: false` leaves the checks out (what is visible, what is calculated). */
export function processForm(
  form: FormDefinition,
  data: Record<string, unknown>,
  options: { validate: boolean } = { validate: true },
): Processed {
  const components = structuredClone(form.components);
  const copy = withRows(components, structuredClone(data));
  const scope: Scope = { errors: [] };
  const context = {
    form: { components },
    submission: { data: copy },
    components,
    data: copy,
    scope,
    processors: options.validate ? checking : settling,
    rules: quietRules,
    config: { server: true },
  };
  processSync(context as unknown as Parameters<typeof processSync>[0]);
  const hidden = new Set(
    (scope.conditionals ?? []).filter((entry) => entry.conditionallyHidden).map((entry) => entry.path),
  );
  addHiddenInside(components, "", hidden, copy);
  const errors = scope.errors
    .map((error) => toDataError(form, error, copy))
    .filter((error) => !isInside(error.path, hidden));
  return { data: context.data, hidden, errors: dedupe(errors) };
}

/** `@formio/core` invents a first row where a data grid is absent: give it an empty list. */
function withRows(components: FormComponent[], data: Record<string, unknown>): Record<string, unknown> {
  for (const component of levelComponents(components)) {
    const kind = componentTypes[component.type];
    if (kind === "rows" && data[component.key] === undefined) data[component.key] = [];
    if (kind === "object")
      data[component.key] = withRows(
        component.components ?? [],
        (data[component.key] as Record<string, unknown>) ?? {},
      );
  }
  return data;
}

/** A hidden panel hides what stands in it, though its values lie on the level of the panel. */
function addHiddenInside(
  components: FormComponent[],
  prefix: string,
  hidden: Set<string>,
  data: Record<string, unknown>,
): void {
  for (const component of components) {
    const kind = componentTypes[component.type];
    const own = prefix + component.key;
    if (kind === "rows") {
      const rows = data[component.key];
      if (Array.isArray(rows))
        rows.forEach((row, index) =>
          addHiddenInside(
            component.components ?? [],
            `${own}[${index}].`,
            hidden,
            row as Record<string, unknown>,
          ),
        );
      continue;
    }
    const inner = kind === "object" ? `${own}.` : prefix;
    const innerData = kind === "object" ? ((data[component.key] as Record<string, unknown>) ?? {}) : data;
    if (hidden.has(own) && kind === "layout")
      for (const child of childrenOf(component)) hidden.add(inner + child.key);
    addHiddenInside(childrenOf(component), inner, hidden, innerData);
  }
}

function isInside(path: string, hidden: ReadonlySet<string>): boolean {
  if (hidden.has(path)) return true;
  for (
    let at = path.length;
    (at = Math.max(path.lastIndexOf(".", at - 1), path.lastIndexOf("[", at - 1))) > 0;
  )
    if (hidden.has(path.slice(0, at))) return true;
  return false;
}

function toDataError(
  form: FormDefinition,
  error: Scope["errors"][number],
  data: Record<string, unknown>,
): DataError {
  const { component, path } = error.context;
  const own = component.errors?.[error.ruleName] ?? component.validate?.customMessage;
  const code = error.ruleName;
  if (own) return { path, code, message: filled(form, own, data, path) };
  if (/\p{Script=Han}/u.test(error.errorKeyOrMessage))
    return { path, code, message: filled(form, error.errorKeyOrMessage, data, path) };
  const label = formText(form, component.label ?? component.key);
  const limit =
    error.context["length"] ??
    error.context["min"] ??
    error.context["max"] ??
    error.context["minCount"] ??
    error.context["maxCount"];
  const kind = componentTypes[component.type] ?? "";
  const asks =
    code !== "required"
      ? code
      : kind === "files"
        ? "required-file"
        : ["choice", "choices", "date-time"].includes(kind)
          ? "required-choice"
          : code;
  return { path, code, message: errorText(asks, label, limit) };
}

/** Fills `{{ data.area }}` and `{{ row.area }}` into a message: plain values, own properties only. */
function filled(
  form: FormDefinition,
  text: string,
  data: Record<string, unknown>,
  path: string,
): { zh: string; en: string } {
  const row = path.includes(".") ? at(data, path.slice(0, path.lastIndexOf("."))) : data;
  const fill = (template: string) =>
    template.replace(/\{\{\s*(data|row)\.([\w.]+)\s*\}\}/g, (_all, from: string, inner: string) => {
      const value = at(from === "data" ? data : row, inner);
      return typeof value === "string" || typeof value === "number" ? String(value) : "";
    });
  const pair = formText(form, text);
  return { zh: fill(pair.zh), en: fill(pair.en) };
}

/** Value at a dotted path (`members[0].name`), by own properties only. */
export function at(data: unknown, path: string): unknown {
  let value: unknown = data;
  for (const step of path.split(/[.[\]]+/).filter((part) => part !== "")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function dedupe(errors: DataError[]): DataError[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const key = `${error.path} ${error.code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
