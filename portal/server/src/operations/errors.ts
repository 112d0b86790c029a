import type { Text } from "../platform/text.ts";

/** A command of the operator that cannot be carried out; says why and what to do. Nothing has changed. */
export class OperationError extends Error {
  readonly code: string;
  readonly text: Text;
  constructor(code: string, text: Text) {
    super(`${text.en} ${text.zh}`);
    this.name = "OperationError";
    this.code = code;
    this.text = text;
  }
}
