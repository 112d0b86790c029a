/** Submissions that no page of ours can send are refused as a whole, each field named; nothing of them is kept. */
import type { DataError } from "@onewindow/forms";
import { fieldProblem, InvalidError } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import { errorTexts } from "./texts.ts";

/** So many fields are named; a body of a million keys gets no answer as long. */
const NAMED = 50;

/** Throws `unknown-field` for paths that the form does not know. */
export function refuseUnknown(paths: readonly string[], base?: string): void {
  const errors = paths.map((path) => ({ path, code: "unknown", message: errorTexts.unknownField(path) }));
  refuse("unknown-field", errorTexts.unknownFields, errors, base);
}

/** Throws `foreign-value` for values that the form cannot give. */
export function refuseForeign(errors: readonly DataError[], base?: string): void {
  refuse("foreign-value", errorTexts.foreignValues, errors, base);
}

function refuse(code: string, detail: Text, errors: readonly DataError[], base?: string): void {
  if (errors.length === 0) return;
  throw new InvalidError(
    detail,
    errors.slice(0, NAMED).map((error) => fieldProblem(error, base)),
    code,
  );
}
