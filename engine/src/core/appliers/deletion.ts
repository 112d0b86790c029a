/** Appliers of deletions: what was the newest before is the newest again, as far as there is any. */
import type { Appliers } from "../appliers.ts";
import type { KeyedFamily } from "../state/family.ts";
import type { VersionRow } from "../state/rows.ts";
import { textKey } from "../state/state.ts";
import type { DefinitionKind, State } from "../state/state.ts";

type Names =
  | "RESOURCE_DELETION.DELETING"
  | "RESOURCE_DELETION.DELETED"
  | "PROCESS.DELETING"
  | "PROCESS.DELETED"
  | "DECISION.DELETED"
  | "DECISION_REQUIREMENTS.DELETED"
  | "FORM.DELETED"
  | "RESOURCE.DELETED";

export const deletionAppliers: Appliers<Names> = {
  "RESOURCE_DELETION.DELETING": () => undefined,
  "RESOURCE_DELETION.DELETED": () => undefined,
  "PROCESS.DELETING": () => undefined,

  "PROCESS.DELETED": (state, key, { bpmnProcessId, version, versionTag, deploymentKey, checksum }) => {
    state.processes.delete(key);
    unname(state.processIndex, textKey("version", bpmnProcessId, version), key);
    unname(state.processIndex, textKey("tag", bpmnProcessId, versionTag), key);
    unname(state.processIndex, textKey("deployment", bpmnProcessId, deploymentKey), key);
    retire(state, "process", bpmnProcessId, version);
    stepBack(state, state.latestProcess, bpmnProcessId, { kind: "process", id: bpmnProcessId, version, key });
    dropFile(state, checksum, key);
  },

  "DECISION.DELETED": (state, key, value) => {
    const { decisionId, version, deploymentKey, decisionRequirementsKey } = value;
    state.decisions.delete(key);
    unname(state.decisionIndex, textKey("deployment", decisionId, deploymentKey), key);
    unname(state.decisionIndex, textKey("tag", decisionId, value.versionTag ?? ""), key);
    stepBack(state, state.latestDecision, decisionId, { kind: "decision", id: decisionId, version, key });
    state.deployedAs.delete(textKey("of", decisionRequirementsKey), key);
  },

  "DECISION_REQUIREMENTS.DELETED": (state, key, value) => {
    const { decisionRequirementsId: id, decisionRequirementsVersion: version, checksum } = value;
    state.requirements.delete(key);
    stepBack(state, state.latestRequirements, id, { kind: "requirements", id, version, key });
    dropFile(state, checksum, key);
  },

  "FORM.DELETED": deleteAsset,
  "RESOURCE.DELETED": deleteAsset,
};

interface Gone extends VersionRow {
  readonly kind: DefinitionKind;
  readonly id: string;
}

function deleteAsset(state: State, key: number): void {
  const row = state.assets.get(key);
  if (row === undefined) return;
  const { kind, id, version, versionTag, deploymentKey, checksum } = row;
  state.assets.delete(key);
  unname(state.assetIndex, textKey("tag", kind, id, versionTag), key);
  unname(state.assetIndex, textKey("deployment", kind, id, deploymentKey), key);
  retire(state, kind, id, version);
  stepBack(state, state.latestAsset, textKey(kind, id), { kind, id, version, key });
  dropFile(state, checksum, key);
}

/** The number of the newest version is not given out again. */
function retire(state: State, kind: DefinitionKind, id: string, version: number): void {
  const name = textKey(kind, id);
  if (version > (state.lastVersions.get(name) ?? 0)) state.lastVersions.put(name, version);
}

function unname(index: KeyedFamily<string, number>, name: string, key: number): void {
  if (index.get(name) === key) index.delete(name);
}

function stepBack(
  state: State,
  latest: KeyedFamily<string, VersionRow>,
  name: string,
  { kind, id, version, key }: Gone,
): void {
  const owner = textKey(kind, id);
  if (state.deployedAs.get(owner, version) === key) state.deployedAs.delete(owner, version);
  if (latest.get(name)?.key !== key) return;
  const before = state.versionBefore(kind, id, version);
  if (before === undefined) latest.delete(name);
  else latest.put(name, before);
}

/** A file stays while something else came from it. */
function dropFile(state: State, checksum: string, key: number): void {
  const owner = textKey("file", checksum);
  state.deployedAs.delete(owner, key);
  if (state.deployedAs.isEmpty(owner)) state.resources.delete(checksum);
}
