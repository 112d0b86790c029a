/** Runs in a worker thread: the whole check of one part's data. Content never stalls the server: its thread can be ended. */
import { checkSubmission, fieldsOf } from "@onewindow/forms";
import type { DataError, FormDefinition } from "@onewindow/forms";
import { LRUCache } from "lru-cache";
import type { FormCheckOrder, FormCheckResult } from "./form-check.ts";

const FOREIGN = new Set(["type", "choice", "file"]);

const forms = new LRUCache<number, FormDefinition>({ max: 100 });

/** Null when a form is not known here: the same once more, with its text. */
export function run(orders: FormCheckOrder[]): FormCheckResult[] | null {
  const known = orders.map(formOf);
  return known.some((form) => form === undefined)
    ? null
    : orders.map((order, at) => checked(known[at]!, order));
}

function formOf({ form: number, text }: FormCheckOrder): FormDefinition | undefined {
  if (text !== null) forms.set(number, JSON.parse(text) as FormDefinition);
  return forms.get(number);
}

function checked(form: FormDefinition, { data, files }: FormCheckOrder): FormCheckResult {
  const { shaped, data: kept, hidden, errors } = checkSubmission(form, data, { files });
  return {
    shaped: shaped.data,
    data: kept,
    hidden: [...hidden],
    unknown: shaped.dropped,
    foreign: foreignOf(form, shaped.errors, hidden),
    errors,
  };
}

function foreignOf(
  form: FormDefinition,
  errors: readonly DataError[],
  hidden: ReadonlySet<string>,
): DataError[] {
  if (errors.length === 0) return [];
  // what a person typed stays in these when they are hidden, right or wrong
  const keeping = new Set(
    fieldsOf(form).flatMap(({ path, component }) => (component.clearOnHide === false ? [path] : [])),
  );
  const emptied = (path: string): boolean => hidden.has(path) && !keeping.has(path.replace(/\[\d+\]/g, "[]"));
  return errors.filter((error) => FOREIGN.has(error.code) || emptied(error.path));
}
