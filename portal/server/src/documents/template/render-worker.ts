/** Entry of the rendering thread. */
import { render } from "./render-core.ts";

export { render };

/** Answers when the thread runs. */
export function ready(): null {
  return null;
}
