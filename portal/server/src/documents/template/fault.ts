import type { Text } from "../../platform/text.ts";

/** One thing wrong in a template, with its place and what would mend it. */
export interface TemplateFault {
  code: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  message: Text;
}

export interface Place {
  line: number;
  column: number;
}

export function fault(code: string, place: Place, zh: string, en: string): TemplateFault {
  return { code, line: place.line, column: place.column, message: { zh, en } };
}
