/** The requirement graph of a model: its parts and what they require. */
import type { Dialect, FeelFunction, FeelValue } from "../feel/index.ts";
import type { ModelCompiler } from "./compiler.ts";
import type { Boxed } from "./literal.ts";
import type { Place } from "./place.ts";
import type { Imports, ItemType, TypeTable } from "./types.ts";

/** A part of the requirement graph, as others see it. */
export interface Node {
  /** Unique over all files: namespace and id. */
  key: string;
  id: string;
  name: string;
  /** The namespace of the file that it stands in. */
  namespace: string;
  /** The names under which expressions read it. */
  names: string[];
  type: ItemType | null;
  place: Place;
}

export interface InputNode extends Node {
  kind: "input";
  /** The reference of its variable's type. */
  declared: string | undefined;
}

export interface DecisionNode extends Node {
  kind: "decision";
  /** Null where a decision has no logic. */
  body: Boxed | null;
  requiredDecisions: DecisionNode[];
  requiredInputs: InputNode[];
  requiredKnowledge: (KnowledgeNode | ServiceNode)[];
  hasTable: boolean;
  /** Of its `zeebe:versionTag`; "" for none. */
  versionTag: string;
  /** The reference of its variable's type. */
  declared: string | undefined;
}

export interface KnowledgeNode extends Node {
  kind: "knowledge";
  fn: FeelFunction;
  /** What the function's body sees beside its parameters; filled once all functions of the model exist. */
  scope: { [name: string]: FeelValue };
  requiredKnowledge: (KnowledgeNode | ServiceNode)[];
}

export interface ServiceNode extends Node {
  kind: "service";
  outputs: DecisionNode[];
  inputDecisions: DecisionNode[];
  inputs: InputNode[];
}

export type GraphNode = InputNode | DecisionNode | KnowledgeNode | ServiceNode;

export interface Graph {
  id: string;
  name: string;
  namespace: string;
  dialect: Dialect;
  nodes: Map<string, GraphNode>;
  imports: Imports;
  compiler: ModelCompiler;
  types: TypeTable;
}

/** The name under which a file sees a part of another: that of its import; empty for its own parts. */
export function importName(imports: Imports, namespace: string, node: Node): string {
  return node.namespace === namespace ? "" : (imports.get(namespace)?.get(node.namespace) ?? "");
}
