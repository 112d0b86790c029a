/** Where in a model something stands, and how it refuses what is wrong there. */
import { DmnError } from "./errors.ts";
import type { DmnErrorCode } from "./errors.ts";
import type { XmlElement } from "./xml.ts";

/** A path of names through the model, e.g. `decision "Fee" (fee), rule 3, input 2`. */
export class Place {
  readonly path: string;
  readonly element: XmlElement;

  constructor(path: string, element: XmlElement) {
    this.path = path;
    this.element = element;
  }

  /** A part of this place. */
  in(part: string, element: XmlElement): Place {
    return new Place(this.path ? `${this.path}, ${part}` : part, element);
  }

  error(code: DmnErrorCode, reason: { zh: string; en: string }, cause?: unknown): DmnError {
    const { line, column } = this.element;
    return new DmnError(
      code,
      { element: this.path, line, column },
      reason,
      cause === undefined ? undefined : { cause },
    );
  }
}

/** `decision "Fee" (fee)` */
export function describe(element: XmlElement): string {
  const { name, id } = element.attributes;
  return [element.name, name ? `"${name}"` : "", id ? `(${id})` : ""].filter(Boolean).join(" ");
}
