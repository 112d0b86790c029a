/** Compiled models: parsed when deployed, rebuilt from the stored file on demand, cached with a bound. */
import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { parseBpmn } from "../bpmn/index.ts";
import type { ExecutableProcess } from "../bpmn/graph.ts";
import type { ModelNeeded } from "../core/errors.ts";
import type { DecisionModel } from "../core/processing.ts";
import type { DeploymentCommand } from "../core/records.ts";
import type { State } from "../core/state/state.ts";
import { parseDmn } from "../dmn/index.ts";
import { DeploymentError, RejectionError } from "../port.ts";
import type { Resource } from "../port.ts";
import { checkAssetIds, readAsset } from "./assets.ts";
import { checkDeploymentBindings } from "./deployment-bindings.ts";
import { decisionModel } from "./decision-model.ts";

export const MAX_RESOURCES = 1000;

type ParsedResource = DeploymentCommand["resources"][number];

/** A file read for deployment, with its graphs. */
export interface ParsedFile {
  readonly resource: ParsedResource;
  readonly graphs: ReadonlyMap<string, ExecutableProcess>;
}

export class ModelCache {
  readonly #graphs: LRUCache<number, ExecutableProcess>;
  readonly #decisions: LRUCache<number, DecisionModel>;
  /** Loaded for the command that waits: kept, however small the cache, until it has been processed. */
  readonly #wanted = new Map<number, { graph?: ExecutableProcess; decisions?: DecisionModel }>();
  /** Models whose stored file cannot be read any more: key → why. */
  readonly #broken = new Map<number, string>();
  /** Graphs on their way into the state: checksum and process id → graph. */
  readonly #arriving = new Map<string, ExecutableProcess>();

  constructor(maxModels: number) {
    this.#graphs = new LRUCache({ max: maxModels });
    this.#decisions = new LRUCache({ max: maxModels });
  }

  process(key: number): ExecutableProcess | undefined {
    this.#refuseBroken(key);
    return this.#graphs.get(key) ?? this.#wanted.get(key)?.graph;
  }

  decisions(key: number): DecisionModel | undefined {
    this.#refuseBroken(key);
    return this.#decisions.get(key) ?? this.#wanted.get(key)?.decisions;
  }

  announce(file: ParsedFile): void {
    for (const [id, graph] of file.graphs) this.#arriving.set(`${file.resource.checksum} ${id}`, graph);
  }

  retract(file: ParsedFile): void {
    for (const id of file.graphs.keys()) this.#arriving.delete(`${file.resource.checksum} ${id}`);
  }

  admit(key: number, checksum: string, bpmnProcessId: string): void {
    const graph = this.#arriving.get(`${checksum} ${bpmnProcessId}`);
    if (graph !== undefined) this.#graphs.set(key, graph);
  }

  /** After a lost batch: keys may be given out again. */
  clear(): void {
    this.#graphs.clear();
    this.#decisions.clear();
    this.#wanted.clear();
    this.#broken.clear();
  }

  /** Rebuilds what a command needs. A file that cannot be read is remembered as broken. */
  async load(state: State, needed: ModelNeeded): Promise<void> {
    const { kind, key } = needed;
    try {
      if (kind === "process") {
        const graph = await loadProcess(state, key);
        this.#graphs.set(key, graph);
        this.#wanted.set(key, { graph });
      } else {
        const decisions = await loadDecisions(state, key);
        this.#decisions.set(key, decisions);
        this.#wanted.set(key, { decisions });
      }
    } catch (error) {
      this.#broken.set(key, error instanceof Error ? error.message : String(error));
    }
  }

  /** The commands that waited for models have been processed. */
  release(): void {
    this.#wanted.clear();
  }

  #refuseBroken(key: number): void {
    const reason = this.#broken.size === 0 ? undefined : this.#broken.get(key);
    if (reason !== undefined) throw new Error(`the stored model ${key} cannot be read: ${reason}`);
  }
}

async function loadProcess(state: State, key: number): Promise<ExecutableProcess> {
  const row = state.processes.get(key);
  const xml = row && state.resources.get(row.checksum);
  if (row === undefined || xml === undefined) throw new Error("its file is not stored");
  const { processes } = await parseBpmn(xml, row.resourceName);
  const graph = processes.find((process) => process.bpmnProcessId === row.bpmnProcessId);
  if (graph === undefined) throw new Error(`its file has no process '${row.bpmnProcessId}'`);
  return graph;
}

async function loadDecisions(state: State, key: number): Promise<DecisionModel> {
  const row = state.requirements.get(key);
  const xml = row && state.resources.get(row.checksum);
  if (row === undefined || xml === undefined) throw new Error("its file is not stored");
  return decisionModel(await parseDmn(xml));
}

/**
 * Reads and checks the files of a deployment. Throws DeploymentError with all faults, or RejectionError.
 */
export async function parseResources(resources: readonly Resource[]): Promise<ParsedFile[]> {
  if (resources.length === 0 || resources.length > MAX_RESOURCES) {
    throw new RejectionError("INVALID_ARGUMENT", `a deployment holds 1 to ${MAX_RESOURCES} files`);
  }
  const files: ParsedFile[] = [];
  const seen = new Map<string, string>();
  for (const resource of resources) {
    const file = await parseResource(resource);
    for (const id of [...file.resource.processes, ...file.resource.decisions.map(({ id }) => id)]) {
      const other = seen.get(id);
      if (other !== undefined) {
        throw new DeploymentError(
          `'${id}' is in ${other} and in ${resource.name}: an id may occur once in a deployment`,
          resource.name,
          [],
        );
      }
      seen.set(id, resource.name);
    }
    files.push(file);
  }
  checkAssetIds(files.map(({ resource }) => resource));
  checkDeploymentBindings(files);
  return files;
}

async function parseResource({ name, content }: Resource): Promise<ParsedFile> {
  const checksum = createHash("sha256").update(name).update("\0").update(content).digest("hex");
  const base = { resourceName: name, content, checksum };
  try {
    if (name.endsWith(".bpmn")) {
      const { processes } = await parseBpmn(content, name);
      const graphs = new Map(processes.map((process) => [process.bpmnProcessId, process]));
      if (processes.length === 0) {
        throw new DeploymentError(`${name} holds no executable process: set isExecutable="true"`, name, []);
      }
      return {
        resource: { ...base, processes: [...graphs.keys()], decisions: [], requirements: null },
        graphs,
      };
    }
    if (name.endsWith(".dmn")) {
      const model = await parseDmn(content);
      const decisions = model.decisions.map(({ id, name: title, versionTag }) => ({
        id,
        name: title,
        versionTag,
      }));
      const requirements = { id: model.id, name: model.name };
      return { resource: { ...base, processes: [], decisions, requirements }, graphs: new Map() };
    }
    const asset = readAsset(name, content);
    if (asset !== null) {
      return {
        resource: { ...base, processes: [], decisions: [], requirements: null, asset },
        graphs: new Map(),
      };
    }
  } catch (error) {
    throw refusal(name, error);
  }
  throw new RejectionError(
    "INVALID_ARGUMENT",
    `${name} is neither .bpmn, .dmn, .form nor .rpa: the ending decides how it is read`,
  );
}

function refusal(resourceName: string, error: unknown): Error {
  if (error instanceof RejectionError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const faults =
    error instanceof Error && "faults" in error ? (error.faults as DeploymentError["faults"]) : [];
  return new DeploymentError(
    message.startsWith(resourceName) ? message : `${resourceName}: ${message}`,
    resourceName,
    faults,
    error,
  );
}
