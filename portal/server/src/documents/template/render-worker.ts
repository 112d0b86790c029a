/** Entry of the rendering thread. */
import { render } from "./render-core.ts";

export { render };
