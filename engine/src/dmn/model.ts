/** Reads the requirement graph of a model: what requires what, and the compiled logic of each part. */
import { FeelFunction, newContext, Runtime } from "../feel/index.ts";
import type { Dialect, NameTree } from "../feel/index.ts";
import { compileBoxed, compileFunction } from "./boxed.ts";
import { ModelCompiler } from "./compiler.ts";
import { DmnError } from "./errors.ts";
import type { DecisionNode, Graph, GraphNode, KnowledgeNode, Node } from "./graph.ts";
import { expressionIn } from "./literal.ts";
import type { Env } from "./literal.ts";
import { describe, Place } from "./place.ts";
import { TypeTable } from "./types.ts";
import { child, childrenOf, readXml, typeRefOf } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

interface File {
  definitions: XmlElement;
  namespace: string;
  /** Import names by namespace. */
  imports: Map<string, string>;
}

const nodeNames = {
  decision: "decision",
  inputData: "input",
  businessKnowledgeModel: "knowledge",
  decisionService: "service",
} as const;

/** Reads the main file and the files it imports. @throws DmnError */
export function readGraph(texts: string[], dialect: Dialect, onFault?: (fault: DmnError) => void): Graph {
  const files = texts.map(readFile);
  const main = files[0];
  if (!main)
    throw new DmnError("NOT_DMN", { element: "DMN" }, { zh: "没有给出模型。", en: "no model was given." });
  const imports = new Map(files.map((file) => [file.namespace, file.imports]));
  const types = new TypeTable(dialect, imports);
  const language = main.definitions.attributes["expressionLanguage"];
  const compiler = new ModelCompiler(dialect, types, language, onFault);
  const reader = new GraphReader(files, compiler, dialect);
  return {
    id: main.definitions.attributes["id"] ?? "",
    name: main.definitions.attributes["name"] ?? "",
    namespace: main.namespace,
    dialect,
    nodes: reader.read(),
    imports,
    compiler,
    types,
  };
}

function readFile(text: string): File {
  const definitions = readXml(text);
  if (definitions.name !== "definitions") {
    throw new DmnError(
      "NOT_DMN",
      { element: `<${definitions.name}>`, line: definitions.line },
      {
        zh: "根元素不是 DMN 1.1–1.5 的 definitions。",
        en: "the root element is no definitions of DMN 1.1 to 1.5.",
      },
    );
  }
  const imports = new Map<string, string>();
  for (const element of childrenOf(definitions, "import")) {
    imports.set(element.attributes["namespace"] ?? "", element.attributes["name"] ?? "");
  }
  return { definitions, namespace: definitions.attributes["namespace"] ?? "", imports };
}

class GraphReader {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly elements = new Map<string, { element: XmlElement; file: File }>();
  private readonly files: File[];
  private readonly compiler: ModelCompiler;
  private readonly dialect: Dialect;

  constructor(files: File[], compiler: ModelCompiler, dialect: Dialect) {
    this.files = files;
    this.compiler = compiler;
    this.dialect = dialect;
  }

  read(): Map<string, GraphNode> {
    for (const file of this.files) {
      this.compiler.types.add(file.definitions, file.namespace, new Place("", file.definitions));
      this.collect(file);
    }
    this.compiler.types.refuseCycles();
    for (const [key, { element, file }] of this.elements)
      this.nodes.set(key, this.createNode(key, element, file));
    for (const [key, { element, file }] of this.elements)
      this.link(this.nodes.get(key) as GraphNode, element, file);
    this.refuseCycles();
    for (const [key, { element, file }] of this.elements)
      this.compile(this.nodes.get(key) as GraphNode, element, file);
    return this.nodes;
  }

  private collect(file: File): void {
    for (const element of file.definitions.children) {
      if (!Object.hasOwn(nodeNames, element.name)) continue;
      const place = new Place(describe(element), element);
      const id = element.attributes["id"] ?? element.attributes["name"];
      if (!id) throw place.error("MISSING", { zh: "缺少 id。", en: "the id is missing." });
      const key = `${file.namespace}#${id}`;
      if (this.elements.has(key))
        throw place.error("DUPLICATE", { zh: `id“${id}”重复。`, en: `the id "${id}" is used twice.` });
      this.elements.set(key, { element, file });
    }
  }

  private createNode(key: string, element: XmlElement, file: File): GraphNode {
    const { id = "", name = id } = element.attributes;
    const variable = child(element, "variable");
    const node: Node = {
      key,
      id: id || name,
      name,
      namespace: file.namespace,
      names: this.readNames(element, variable, id, name),
      type: this.compiler.type(typeRefOf(variable), file.namespace),
      place: new Place(describe(element), element),
    };
    const kind = nodeNames[element.name as keyof typeof nodeNames];
    switch (kind) {
      case "input":
        return { ...node, kind, declared: typeRefOf(variable) };
      case "decision":
        return {
          ...node,
          kind,
          body: null,
          requiredDecisions: [],
          requiredInputs: [],
          requiredKnowledge: [],
          hasTable: false,
          versionTag: versionTagOf(element),
          declared: undefined,
        };
      case "knowledge":
        return {
          ...node,
          kind,
          fn: new FeelFunction({ parameters: [], call: () => null }),
          scope: newContext(),
          requiredKnowledge: [],
        };
      case "service":
        return { ...node, kind, outputs: [], inputDecisions: [], inputs: [] };
    }
  }

  /** Zeebe: a decision's result stands under its variable's name, else under its id (measured on Zeebe 8.8). DMN: its name. */
  private readNames(
    element: XmlElement,
    variable: XmlElement | undefined,
    id: string,
    name: string,
  ): string[] {
    const own = variable?.attributes["name"];
    const order =
      this.dialect === "zeebe" && element.name === "decision" ? [own ?? (id || name)] : [name, own];
    return [...new Set(order.filter((n): n is string => n !== undefined && n !== ""))];
  }

  private resolve(reference: XmlElement, file: File, place: Place): GraphNode {
    const href = reference.attributes["href"] ?? "";
    const at = href.lastIndexOf("#");
    const namespace = at > 0 ? href.slice(0, at) : file.namespace;
    const node = this.nodes.get(`${namespace}#${href.slice(at + 1)}`);
    if (!node) {
      throw place.error("REFERENCE", {
        zh: `引用的“${href}”不存在。`,
        en: `"${href}" does not exist; correct the reference or import its model.`,
      });
    }
    return node;
  }

  private references<K extends GraphNode["kind"]>(
    element: XmlElement,
    requirement: string | null,
    names: string[],
    kinds: readonly K[],
    file: File,
    place: Place,
  ): Extract<GraphNode, { kind: K }>[] {
    const holders = requirement === null ? [element] : childrenOf(element, requirement);
    return holders.flatMap((holder) =>
      holder.children
        .filter((c) => names.includes(c.name))
        .map((c) => {
          const node = this.resolve(c, file, place.in(c.name, c));
          if (!(kinds as readonly string[]).includes(node.kind)) {
            throw place.error("REFERENCE", {
              zh: `“${node.name}”不是可引用的类型。`,
              en: `"${node.name}" cannot be required here.`,
            });
          }
          return node as Extract<GraphNode, { kind: K }>;
        }),
    );
  }

  private link(node: GraphNode, element: XmlElement, file: File): void {
    const find = <K extends GraphNode["kind"]>(
      requirement: string | null,
      name: string,
      kinds: readonly K[],
    ) => this.references(element, requirement, [name], kinds, file, node.place);
    if (node.kind === "decision") {
      node.requiredDecisions = find("informationRequirement", "requiredDecision", ["decision"]);
      node.requiredInputs = find("informationRequirement", "requiredInput", ["input"]);
    }
    if (node.kind === "decision" || node.kind === "knowledge") {
      node.requiredKnowledge = find("knowledgeRequirement", "requiredKnowledge", ["knowledge", "service"]);
    }
    if (node.kind === "service") {
      node.outputs = find(null, "outputDecision", ["decision"]);
      node.inputDecisions = find(null, "inputDecision", ["decision"]);
      node.inputs = find(null, "inputData", ["input"]);
    }
  }

  private refuseCycles(): void {
    const done = new Set<DecisionNode>();
    const visit = (node: DecisionNode, path: DecisionNode[]): void => {
      if (done.has(node)) return;
      if (path.includes(node)) {
        const names = [...path.slice(path.indexOf(node)), node].map((n) => n.name).join(" → ");
        throw node.place.error("CYCLE", {
          zh: `决策循环依赖：${names}。`,
          en: `decisions require each other in a circle: ${names}.`,
        });
      }
      for (const required of node.requiredDecisions) visit(required, [...path, node]);
      done.add(node);
    };
    for (const node of this.nodes.values()) if (node.kind === "decision") visit(node, []);
  }

  private compile(node: GraphNode, element: XmlElement, file: File): void {
    if (node.kind === "decision") {
      const expression = expressionIn(element);
      if (!expression && this.dialect === "zeebe") {
        throw node.place.error("MISSING", {
          zh: "决策没有逻辑。",
          en: "the decision has no logic; add a table or an expression.",
        });
      }
      node.body = expression ? compileBoxed(expression, this.env(node, file), node.place) : null;
      node.hasTable = expression?.name === "decisionTable";
      this.compiler.declare(node, typeRefOf(child(element, "variable")), expression);
    } else if (node.kind === "knowledge") {
      this.compileKnowledge(node, element, file);
    }
  }

  private compileKnowledge(node: KnowledgeNode, element: XmlElement, file: File): void {
    const logic = child(element, "encapsulatedLogic");
    if (!logic) return;
    const make = compileFunction(logic, this.env(node, file), node.place);
    const made = make(node.scope, new Runtime(this.dialect, {}), null);
    if (made instanceof FeelFunction) node.fn = made;
  }

  private readonly namesOf = new Map<File, NameTree>();

  private env(node: DecisionNode | KnowledgeNode, file: File): Env {
    let names = this.namesOf.get(file);
    if (!names) {
      names = this.namesIn(file);
      this.namesOf.set(file, names);
    }
    return { compiler: this.compiler, names, bound: new Map(), owner: node.id, namespace: file.namespace };
  }

  /** All names of the model, as one file sees them: its own plainly, those of others under the names of their imports. */
  private namesIn(file: File, path: readonly File[] = []): NameTree {
    const names: { [name: string]: NameTree | null } = Object.create(null);
    for (const node of this.nodes.values()) {
      if (node.namespace !== file.namespace) continue;
      for (const name of node.names) names[name] = this.compiler.names(node.type);
    }
    for (const [namespace, name] of file.imports) {
      const other = this.files.find((one) => one.namespace === namespace);
      if (!other || other === file || path.includes(other)) continue;
      const inner = this.namesIn(other, [...path, file]);
      if (name === "") Object.assign(names, inner);
      else names[name] = { ...names[name], ...inner };
    }
    return names;
  }
}

function versionTagOf(decision: XmlElement): string {
  const extensions = child(decision, "extensionElements");
  return (extensions && child(extensions, "zeebe:versionTag")?.attributes["value"]) ?? "";
}
