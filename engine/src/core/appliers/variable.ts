/** Appliers of variables. */
import type { Appliers } from "../appliers.ts";
import { HOLDS, VariableRow } from "../state/rows.ts";

type Names = "VARIABLE.CREATED" | "VARIABLE.UPDATED" | "VARIABLE_DOCUMENT.UPDATED";

export const variableAppliers: Appliers<Names> = {
  "VARIABLE.CREATED": (state, key, value) => {
    state.variables.put(value.scopeKey, value.name, new VariableRow(key, value.value));
    state.hold(value.scopeKey, value.processInstanceKey, HOLDS.variables);
  },
  "VARIABLE.UPDATED": (state, key, value) => {
    state.variables.put(value.scopeKey, value.name, new VariableRow(key, value.value));
  },
  "VARIABLE_DOCUMENT.UPDATED": () => undefined,
};
