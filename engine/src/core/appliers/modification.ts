/** Modifications and wishes for more elements are history only: what they led to has its own events. */
import type { Appliers } from "../appliers.ts";

type Names =
  | "PROCESS_INSTANCE_MODIFICATION.MODIFIED"
  | Extract<keyof Appliers, `AD_HOC_SUB_PROCESS_INSTRUCTION.${string}`>;

export const modificationAppliers: Appliers<Names> = {
  "PROCESS_INSTANCE_MODIFICATION.MODIFIED": () => undefined,
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATED": () => undefined,
  "AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETED": (state, _key, { adHocSubProcessInstanceKey }) => {
    const row = state.elements.get(adHocSubProcessInstanceKey);
    if (row !== undefined) state.updateElement({ ...row, fulfilled: true });
  },
};
