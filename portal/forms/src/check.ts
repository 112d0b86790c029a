import { processForm } from "./process.ts";
import { checkShape, type Shaped, type ShapeContext } from "./shape.ts";
import type { DataError, FormDefinition } from "./types.ts";

export interface Checked {
  /** Shaped, calculated, hidden values removed: what may be stored. */
  data: Record<string, unknown>;
  hidden: ReadonlySet<string>;
  errors: DataError[];
  /** What the first step, the strict shape, found: hidden fields included. */
  shaped: Shaped;
}

/** The whole check of a submission: strict shape first, then conditions, calculation and validation. */
export function checkSubmission(form: FormDefinition, data: unknown, context: ShapeContext = {}): Checked {
  const shaped = checkShape(form, data, context);
  const processed = processForm(form, shaped.data);
  const shapePaths = new Set(shaped.errors.map((error) => error.path));
  return {
    data: processed.data,
    hidden: processed.hidden,
    shaped,
    errors: [
      ...shaped.errors.filter((error) => !processed.hidden.has(error.path)),
      ...processed.errors.filter((error) => !shapePaths.has(error.path)),
    ],
  };
}
