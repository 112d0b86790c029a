/** A modification is history only: what it led to has its own events. */
import type { Appliers } from "../appliers.ts";

export const modificationAppliers: Appliers<"PROCESS_INSTANCE_MODIFICATION.MODIFIED"> = {
  "PROCESS_INSTANCE_MODIFICATION.MODIFIED": () => undefined,
};
