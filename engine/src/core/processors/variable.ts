/** Setting variables from outside. */
import { mergeLocal, propagate } from "../behaviours/variables.ts";
import { Refusal } from "../errors.ts";
import type { Processors } from "../processors.ts";

export const variableProcessors: Processors<"VARIABLE_DOCUMENT.UPDATE"> = {
  "VARIABLE_DOCUMENT.UPDATE": (p, _key, value) => {
    const row = p.state.findElement(value.scopeKey);
    if (row === undefined) {
      throw new Refusal(
        "NOT_FOUND",
        `no element instance '${value.scopeKey}' is alive: it has ended or never was`,
      );
    }
    if (value.updateSemantics === "LOCAL") mergeLocal(p, row.key, row.value, value.variables);
    else propagate(p, row, value.variables);
    const key = p.state.nextKey();
    p.event("VARIABLE_DOCUMENT.UPDATED", key, value);
    p.respond(key, null);
  },
};
