/** Forms and linkable files as they are deployed: JSON with an id, perhaps a version tag. */
import type { DeploymentCommand } from "../core/records.ts";
import { DeploymentError } from "../port.ts";

type ParsedResource = DeploymentCommand["resources"][number];
type Asset = NonNullable<ParsedResource["asset"]>;

const KINDS: readonly [ending: string, kind: Asset["kind"]][] = [
  [".form", "form"],
  [".rpa", "resource"],
];

/** The form or linkable file; null for files of another ending. Throws DeploymentError when it cannot be read. */
export function readAsset(name: string, content: string): Asset | null {
  const kind = KINDS.find(([ending]) => name.endsWith(ending))?.[1];
  if (kind === undefined) return null;
  const { id, versionTag } = readJson(kind, name, content);
  if (id === undefined || id === null) {
    throw new DeploymentError(`${name}: the ${kind} must have an 'id'; it has none`, name, []);
  }
  if (String(id).trim() === "") {
    throw new DeploymentError(`${name}: the 'id' of the ${kind} must not be blank`, name, []);
  }
  const tag = typeof versionTag === "string" ? versionTag.trim() : "";
  return { kind, id: String(id), versionTag: tag };
}

function readJson(kind: Asset["kind"], name: string, content: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DeploymentError(`${name}: the ${kind} is no JSON: ${reason}`, name, [], error);
  }
  throw new DeploymentError(`${name}: the ${kind} must be a JSON object`, name, []);
}

/** Throws DeploymentError when two files of a deployment have the same kind and id. */
export function checkAssetIds(resources: readonly ParsedResource[]): void {
  const seen = new Map<string, string>();
  for (const { asset, resourceName } of resources) {
    if (asset === undefined) continue;
    const other = seen.get(`${asset.kind} ${asset.id}`);
    if (other !== undefined) {
      throw new DeploymentError(
        `the ${asset.kind} id '${asset.id}' is in ${other} and in ${resourceName}: an id may occur once in a deployment`,
        resourceName,
        [],
      );
    }
    seen.set(`${asset.kind} ${asset.id}`, resourceName);
  }
}
