/** What is bound to its own deployment by a fixed id must be in it. */
import type { Binding, ExecutableElement, ModelExpression, ModelFault } from "../bpmn/graph.ts";
import { DeploymentError } from "../port.ts";
import type { ParsedFile } from "./models.ts";

interface Wanted {
  readonly what: "process" | "decision" | "form";
  readonly whatZh: string;
  readonly id: ModelExpression;
  readonly binding: Binding;
}

/** Throws DeploymentError that names each element, its rule and the remedy. */
export function checkDeploymentBindings(files: readonly ParsedFile[]): void {
  const resources = files.map(({ resource }) => resource);
  const there = {
    process: new Set(resources.flatMap(({ processes }) => processes)),
    decision: new Set(resources.flatMap(({ decisions }) => decisions.map(({ id }) => id))),
    form: new Set(resources.flatMap(({ asset }) => (asset?.kind === "form" ? [asset.id] : []))),
  };
  for (const { resource, graphs } of files) {
    const faults: ModelFault[] = [];
    for (const element of [...graphs.values()].flatMap(({ elements }) => elements)) {
      for (const wanted of wantedBy(element)) {
        const { id, binding, what } = wanted;
        if (binding.bindingType !== "deployment" || !id.static || there[what].has(id.source)) continue;
        faults.push(faultOf(element, wanted));
      }
    }
    if (faults.length === 0) continue;
    const { resourceName } = resource;
    const told = faults.map(
      (fault) => `${fault.elementType} '${fault.elementId}' [${fault.rule}] ${fault.message}`,
    );
    throw new DeploymentError(`${resourceName}: ${told.join("; ")}`, resourceName, faults);
  }
}

function wantedBy({ called, decision, userTask }: ExecutableElement): Wanted[] {
  const wanted: Wanted[] = [];
  if (called !== undefined)
    wanted.push({ what: "process", whatZh: "流程", id: called.processId, binding: called });
  if (decision !== undefined) {
    wanted.push({ what: "decision", whatZh: "决策", id: decision.decisionId, binding: decision });
  }
  const form = userTask?.form;
  if (form !== undefined) wanted.push({ what: "form", whatZh: "表单", id: form.formId, binding: form });
  return wanted;
}

function faultOf({ id: elementId, type }: ExecutableElement, { what, whatZh, id }: Wanted): ModelFault {
  return {
    elementId,
    elementType: type,
    rule: "deployment-binding",
    message: `expects the ${what} '${id.source}' in the same deployment, where it is not: deploy both together, or bind it otherwise`,
    messageZh: `要求${whatZh}「${id.source}」在同一次部署中，但其中没有：请一起部署，或改用其他绑定方式`,
  };
}
