/** A modification, or a wish for more elements, is history only: what it led to has its own events. */
import type { Appliers } from "../appliers.ts";

export const modificationAppliers: Appliers<
  "PROCESS_INSTANCE_MODIFICATION.MODIFIED" | "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATED"
> = {
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATED": () => undefined,
  "PROCESS_INSTANCE_MODIFICATION.MODIFIED": () => undefined,
};
