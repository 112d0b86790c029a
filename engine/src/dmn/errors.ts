/** Why a decision model was refused. */
export type DmnErrorCode =
  | "XML"
  | "DOCTYPE"
  | "LIMIT"
  | "NOT_DMN"
  | "MISSING"
  | "DUPLICATE"
  | "REFERENCE"
  | "CYCLE"
  | "UNSUPPORTED"
  | "EXPRESSION"
  | "TABLE"
  | "UNKNOWN_DECISION";

/** A decision model that cannot be used; names the element and the place. */
export class DmnError extends Error {
  readonly code: DmnErrorCode;
  /** The element, e.g. `decision "Review path" (reviewPath), rule 3, input 2`. */
  readonly element: string;
  /** 1-based, in the XML text; 0 when it has no place. */
  readonly line: number;
  readonly column: number;
  readonly messageZh: string;

  constructor(
    code: DmnErrorCode,
    place: { element: string; elementZh?: string; line?: number; column?: number },
    reason: { zh: string; en: string },
    options?: ErrorOptions,
  ) {
    const at = place.line ? ` (line ${place.line})` : "";
    super(`${place.element}${at}: ${reason.en}`, options);
    this.name = "DmnError";
    this.code = code;
    this.element = place.element;
    this.line = place.line ?? 0;
    this.column = place.column ?? 0;
    this.messageZh = `${place.elementZh ?? place.element}${place.line ? `（第 ${place.line} 行）` : ""}：${reason.zh}`;
  }
}
