import type { DataError } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/server/api";

/** What the page of the proof offers to the test, as `window.proof`. */
export interface Proof {
  /** Draws a form; resolves once it stands on the page. */
  draw(form: FormDefinition): Promise<void>;
  /** As the page's button does: checks everything, and answers what would be sent. */
  submit(): { data: Record<string, unknown>; errors: Pick<DataError, "path" | "code">[] };
}
