/** Forms and linkable files: deploying them, and finding what a task names. */
import type { Binding, LinkedResource } from "../../bpmn/graph.ts";
import { IncidentError } from "../errors.ts";
import type { Processing } from "../processing.ts";
import type { AssetKind, DeploymentCommand } from "../records.ts";
import type { AssetRow, ElementRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";

export interface DeployedAsset extends AssetRow {
  readonly duplicate: boolean;
}

/** The form or file of a deployed resource; what has not changed is there already. */
export function deployAsset(
  p: Processing,
  resource: DeploymentCommand["resources"][number],
  deploymentKey: number,
): DeployedAsset[] {
  const { asset, resourceName, checksum, content } = resource;
  if (asset === undefined) return [];
  const { kind, id, versionTag } = asset;
  const latest = p.state.latestAsset.get(textKey(kind, id));
  const previous = latest && p.state.assets.get(latest.key);
  if (previous?.checksum === checksum && previous.resourceName === resourceName) {
    return [{ ...previous, duplicate: true }];
  }
  const key = p.state.nextKey();
  const version = Math.max(latest?.version ?? 0, p.state.lastVersions.get(textKey(kind, id)) ?? 0) + 1;
  const file = { version, versionTag, deploymentKey, resourceName, checksum, resource: content };
  if (kind === "form") p.event("FORM.CREATED", key, { formId: id, formKey: key, ...file });
  else p.event("RESOURCE.CREATED", key, { resourceId: id, resourceKey: key, ...file });
  return [{ kind, id, version, versionTag, key, deploymentKey, resourceName, checksum, duplicate: false }];
}

/** Key of the form that a user task of this element instance shows. */
export function formKeyOf(p: Processing, id: string, binding: Binding, row: ElementRow): number {
  const key = assetKey(p, "form", id, binding, row);
  if (key !== undefined) return key;
  throw new IncidentError("FORM_NOT_FOUND", missingForm(p, id, binding, row));
}

/** The header that tells a worker of the linked files. */
export function linkedHeader(
  p: Processing,
  linked: readonly LinkedResource[],
  row: ElementRow,
): { linkedResources: string } {
  const told = linked.map((one) => {
    const key = assetKey(p, "resource", one.resourceId, one, row);
    if (key === undefined) throw new IncidentError("RESOURCE_NOT_FOUND", missingResource(p, one, row));
    return { resourceKey: String(key), resourceType: one.resourceType, linkName: one.linkName };
  });
  return { linkedResources: JSON.stringify(told) };
}

function assetKey(
  p: Processing,
  kind: AssetKind,
  id: string,
  { bindingType, versionTag = "" }: Binding,
  row: ElementRow,
): number | undefined {
  const { latestAsset, assetIndex } = p.state;
  if (bindingType === "latest") return latestAsset.get(textKey(kind, id))?.key;
  if (bindingType === "versionTag") return assetIndex.get(textKey("tag", kind, id, versionTag));
  return assetIndex.get(textKey("deployment", kind, id, deploymentOf(p, row)));
}

/** The deployment that the process of the element instance came with. */
export function deploymentOf(p: Processing, row: ElementRow): number {
  return p.state.processes.get(row.value.processDefinitionKey)?.deploymentKey ?? 0;
}

function missingForm(
  p: Processing,
  id: string,
  { bindingType, versionTag = "" }: Binding,
  row: ElementRow,
): string {
  if (bindingType === "versionTag") {
    return `Expected to use a form with id '${id}' and version tag '${versionTag}', but no such form found. To resolve the incident, deploy a form with the given id and version tag.\n`;
  }
  if (bindingType === "deployment") {
    return `Expected to use a form with id '${id}' with binding type 'deployment', but no such form found in the deployment with key ${deploymentOf(p, row)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended form to use.`;
  }
  return `Expected to find a form with id '${id}', but no form with this id is found, at least a form with this id should be available. To resolve the Incident please deploy a form with the same id`;
}

function missingResource(p: Processing, linked: LinkedResource, row: ElementRow): string {
  const { resourceId: id, bindingType, versionTag = "" } = linked;
  if (bindingType === "versionTag") {
    return `Expected to link a resource with id '${id}' and version tag '${versionTag}', but no such resource found. To resolve the incident, deploy a resource with the given id and version tag.\n`;
  }
  if (bindingType === "deployment") {
    return `Expected to link a resource with id '${id}' and binding type 'deployment', but no such resource found in the deployment with key ${deploymentOf(p, row)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended resource to use.`;
  }
  return `Expected to link a resource with id '${id}', but no resource with this id is found, at least a resource with this id should be available. To resolve the Incident please deploy a resource with the same id.\n`;
}
