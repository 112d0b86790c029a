/** Commands from outside that a suspended process instance does not take. */
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";

/** Throws the refusal; `wish`: what was expected, e.g. `complete job with key '1'`. */
export function refuseSuspended(p: Processing, processInstanceKey: number, wish: string): void {
  if (!p.state.isSuspended(processInstanceKey)) return;
  throw new Refusal(
    "INVALID_STATE",
    `Expected to ${wish}, but its process instance '${processInstanceKey}' is suspended: resume it first`,
  );
}
