/** Runs in a worker thread: the whole check of one part's data. Content never stalls the server: its thread can be ended. */
import { checkShape, checkSubmission } from "@onewindow/forms";
import type { FormCheckRequest, FormCheckResult } from "./form-check.ts";

const FOREIGN = new Set(["type", "choice", "file"]);

export function run({ form, data, fileIds }: FormCheckRequest): FormCheckResult {
  const context = { fileIds: new Set(fileIds) };
  const shaped = checkShape(form, data, context);
  const checked = checkSubmission(form, data, context);
  return {
    shaped: shaped.data,
    data: checked.data,
    hidden: [...checked.hidden],
    unknown: shaped.dropped,
    foreign: shaped.errors.filter((error) => FOREIGN.has(error.code) || checked.hidden.has(error.path)),
    errors: checked.errors,
  };
}
