/** Runs in a worker thread: the whole check of one part's data. Content never stalls the server: its thread can be ended. */
import { checkSubmission, fieldsOf } from "@onewindow/forms";
import type { DataError, FormDefinition } from "@onewindow/forms";
import { LRUCache } from "lru-cache";
import type { FormCheckOrder, FormCheckResult } from "./form-check.ts";

const FOREIGN = new Set(["type", "choice", "file"]);

const forms = new LRUCache<string, FormDefinition>({ max: 100 });

export const run = (orders: FormCheckOrder[]): FormCheckResult[] => orders.map(checked);

function parsed(text: string): FormDefinition {
  let form = forms.get(text);
  if (form === undefined) forms.set(text, (form = JSON.parse(text) as FormDefinition));
  return form;
}

function checked({ form: text, data, files }: FormCheckOrder): FormCheckResult {
  const form = parsed(text);
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
