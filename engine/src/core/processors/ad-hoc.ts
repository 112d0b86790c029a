/** More elements of an ad-hoc sub-process are wanted, or its end. */
import { activateInner, adHocOf, notFound, unknownElements } from "../behaviours/ad-hoc.ts";
import { complete, terminate, terminateChildren } from "../behaviours/transitions.ts";
import { Refusal } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { Processors } from "../processors.ts";
import type { ElementRow } from "../state/rows.ts";

export const adHocProcessors: Processors<
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATE" | "AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETE"
> = {
  "AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETE": (p, _key, command) => {
    const { adHocSubProcessInstanceKey: key, cancelRemainingInstances } = command;
    const row = p.state.elements.get(key);
    if (row?.state !== "ACTIVATED") return;
    p.event("AD_HOC_SUB_PROCESS_INSTRUCTION.COMPLETED", key, command);
    const idle = cancelRemainingInstances ? terminateChildren(p, row) : row.children === 0;
    if (idle) complete(p, p.current(row));
  },
  "AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATE": (p, _key, command) => {
    const { adHocSubProcessInstanceKey: key, activateElements, cancelRemainingInstances } = command;
    const row = p.state.elements.get(key);
    if (row?.value.bpmnElementType !== "AD_HOC_SUB_PROCESS") {
      throw new Refusal("NOT_FOUND", `no ad-hoc sub-process '${key}' is active`);
    }
    if (row.state !== "ACTIVATED" || row.interruptedBy !== "") {
      throw new Refusal(
        "INVALID_STATE",
        `ad-hoc sub-process '${key}' is ending: nothing can be activated in it`,
      );
    }
    const element = p.model(row.value);
    const ids = activateElements.map(({ elementId }) => elementId);
    const unknown = unknownElements(element, ids);
    if (unknown.length > 0) {
      const known = adHocOf(element).elements.map(({ elementId }) => elementId);
      throw new Refusal("NOT_FOUND", `${notFound(row, unknown)} Those that can be: [${known.join(", ")}]`);
    }
    if (ids.length === 0) {
      throw new Refusal(
        "INVALID_ARGUMENT",
        `ad-hoc sub-process '${key}': name at least one element to activate`,
      );
    }
    if (cancelRemainingInstances) terminatePresent(p, row);
    for (const { elementId, variables } of activateElements) {
      activateInner(p, element, p.current(row), elementId, variables);
    }
    p.event("AD_HOC_SUB_PROCESS_INSTRUCTION.ACTIVATED", p.state.nextKey(), command);
    p.respond(key, null);
  },
};

/** Those that are there now, not those that are about to come. */
function terminatePresent(p: Processing, scope: ElementRow): void {
  for (const [key] of [...p.state.children.rows(scope.key)]) {
    const child = p.state.elements.get(key);
    if (child !== undefined && child.state !== "TERMINATING") terminate(p, child);
  }
}
