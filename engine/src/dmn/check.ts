/**
 * Static checks of a model's FEEL: names that do not exist, types that clash with each other, with the types of columns
 * and variables, and with allowed values. A type that a model declares counts in both dialects, though Zeebe does not
 * enforce it: it says what the author means. Only what is sure is told.
 */
import { compileExpression, compileUnaryTests } from "../feel/index.ts";
import {
  checkExpression,
  checkUnaryTests,
  contextOf,
  inWords,
  listOf,
  ofRef,
  one,
  overlap,
  present,
} from "../feel/check/index.ts";
import type { CheckOptions, CheckScope, StaticType, TypeFinding } from "../feel/check/index.ts";
import type { ModelExpression } from "./compiler.ts";
import { importName } from "./graph.ts";
import type { DecisionNode, Graph, GraphNode, KnowledgeNode } from "./graph.ts";
import { pathInChinese } from "./place.ts";
import type { DecisionTable } from "./table.ts";
import type { ItemType } from "./types.ts";

export interface ModelFinding {
  /** `unknown`: a name, entry or function that does not exist; `clash`: types or values that do not go together. */
  kind: TypeFinding["kind"];
  /** Id of the decision or knowledge model. */
  owner: string;
  /** E.g. `decision "Fee" (fee), rule 3, input 2`. */
  place: string;
  placeZh: string;
  /** 1-based line of the element in the XML. */
  line: number;
  /** The FEEL text. */
  source: string;
  message: { zh: string; en: string };
}

export interface ModelCheckOptions {
  /**
   * The type of what a path from outside holds, e.g. `["premises", "area"]` → `number`: a type of FEEL, `list<string>`;
   * undefined where that is not known.
   */
  typeOf?: ((path: readonly string[]) => string | undefined) | undefined;
}

/** All findings of a model, in the order of its texts. */
export function checkModel(graph: Graph, options: ModelCheckOptions = {}): ModelFinding[] {
  return new ModelCheck(graph, options).run();
}

class ModelCheck {
  private readonly graph: Graph;
  private readonly options: ModelCheckOptions;
  private readonly results = new Map<DecisionNode, StaticType>();

  constructor(graph: Graph, options: ModelCheckOptions) {
    this.graph = graph;
    this.options = options;
  }

  run(): ModelFinding[] {
    return this.graph.compiler.expressions.flatMap((expression) =>
      this.check(expression).map(({ kind, message }) => ({
        kind,
        owner: expression.owner,
        place: expression.place,
        placeZh: pathInChinese(expression.place),
        line: expression.line,
        source: expression.compiled.source,
        message,
      })),
    );
  }

  private check(expression: ModelExpression): Pick<TypeFinding, "kind" | "message">[] {
    const { source } = expression.compiled;
    const options = this.optionsOf(expression);
    if (expression.kind === "inputEntry") {
      return checkUnaryTests(source, this.columnType(expression, options), options);
    }
    if (expression.kind === "inputValues" || expression.kind === "outputValues") return [];
    const { type, findings } = checkExpression(source, options);
    const wanted = this.declared(expression.declared, expression.namespace);
    const sure = present(type);
    if (findings.length > 0 || wanted === null || sure === null || this.goesWith(sure, wanted)) {
      return [...findings, ...this.notAllowed(expression)];
    }
    const [found, meant] = [inWords(sure), inWords(wanted)];
    const message = {
      zh: `应为${meant.zh}（${expression.declared ?? ""}），这里是${found.zh}`,
      en: `${meant.en} (${expression.declared ?? ""}) is declared, this is ${found.en}`,
    };
    return [{ kind: "clash", message }];
  }

  /** In DMN a value goes for a list of one and the other way round, and a date for a date and time. */
  private goesWith(type: NonNullable<StaticType>, wanted: NonNullable<StaticType>): boolean {
    if (type.names.includes("nil") || overlap(type, wanted)) return true;
    if (type.names.includes("date") && wanted.names.includes("date and time")) return true;
    const lists = type.names.includes("list") !== wanted.names.includes("list");
    return this.graph.dialect === "dmn" && lists && overlap(type.of ?? type, wanted.of ?? wanted);
  }

  /** A constant output that is not among the allowed values of its column. */
  private notAllowed(expression: ModelExpression): Pick<TypeFinding, "kind" | "message">[] {
    const allowed = expression.column?.allowed ?? null;
    const { dialect } = this.graph;
    if (expression.kind !== "outputEntry" || allowed === null) return [];
    try {
      const constant = compileExpression(expression.compiled.source, { dialect });
      if (constant.variables.length > 0) return [];
      const value = constant.evaluate({});
      if (value === null || compileUnaryTests(allowed, { dialect }).evaluate(value, {}) !== false) return [];
    } catch {
      return [];
    }
    const message = {
      zh: `${expression.compiled.source} 不在允许值 ${allowed} 之内`,
      en: `${expression.compiled.source} is not among the allowed values ${allowed}`,
    };
    return [{ kind: "clash", message }];
  }

  /** The declared type of a column; where it has none, what its input expression gives. */
  private columnType({ column, namespace }: ModelExpression, options: CheckOptions): StaticType {
    if (!column) return null;
    const declared = this.declared(column.type, namespace);
    return declared ?? checkExpression(column.expression, options).type;
  }

  private optionsOf(expression: ModelExpression): CheckOptions {
    const { dialect } = this.graph;
    const names = dialect === "dmn" ? expression.names : undefined;
    return { dialect, names, scope: this.scopeOf(expression) };
  }

  private scopeOf({ owner, namespace, bound }: ModelExpression): CheckScope {
    const known = new Map<string, StaticType>();
    const node = [...this.graph.nodes.values()].find((n) => n.id === owner && n.namespace === namespace);
    if (node?.kind === "decision" || node?.kind === "knowledge") this.addRequired(node, known);
    for (const [name, reference] of bound) known.set(name, this.declared(reference, namespace));
    const outside = (path: readonly string[]): StaticType | undefined => {
      const written = this.options.typeOf?.(path);
      if (written !== undefined) return typeOfText(written);
      return this.graph.dialect === "zeebe" ? null : undefined;
    };
    return {
      names: () => known.keys(),
      typeOf: (path) => {
        const [head = ""] = path;
        if (!known.has(head)) return outside(path);
        return path.length === 1 ? known.get(head) : undefined;
      },
    };
  }

  private addRequired(node: DecisionNode | KnowledgeNode, known: Map<string, StaticType>): void {
    const required: GraphNode[] = [...node.requiredKnowledge];
    if (node.kind === "decision") required.push(...node.requiredDecisions, ...node.requiredInputs);
    for (const one of required) {
      const name = importName(this.graph.imports, node.namespace, one);
      if (name !== "") known.set(name, null);
      else for (const own of one.names) known.set(own, this.typeOfNode(one));
    }
  }

  private typeOfNode(node: GraphNode): StaticType {
    switch (node.kind) {
      case "knowledge":
      case "service":
        return one("function");
      case "input":
        return this.declared(node.declared, node.namespace);
      case "decision": {
        const known = this.results.get(node);
        if (known !== undefined) return known;
        const table = this.graph.compiler.tables.find(
          (t) => t.owner === node.id && t.namespace === node.namespace,
        );
        const type =
          this.declared(node.declared, node.namespace) ??
          (node.hasTable && table ? this.resultOf(table.table, node.namespace) : null);
        this.results.set(node, type);
        return type;
      }
    }
  }

  /** What a table gives: a value or a context of values, or a list of these. */
  private resultOf({ outputs, hitPolicy }: DecisionTable, namespace: string): StaticType {
    const types = outputs.map((output) => this.declared(output.type, namespace));
    const single =
      outputs.length === 1
        ? (types[0] ?? null)
        : contextOf(new Map(outputs.map((output, i) => [output.name, types[i] ?? null])));
    if (hitPolicy.aggregation !== null) return one("number");
    return ["COLLECT", "RULE ORDER", "OUTPUT ORDER"].includes(hitPolicy.kind) ? listOf(single) : single;
  }

  private declared(reference: string | undefined, namespace: string): StaticType {
    return this.ofItem(this.graph.types.find(reference, namespace), 0);
  }

  private ofItem(type: ItemType | null, depth: number): StaticType {
    if (type === null || depth > 20) return null;
    switch (type.kind) {
      case "simple":
        return ofRef(type.of);
      case "alias":
        return this.ofItem(this.graph.types.find(type.of, type.namespace), depth + 1);
      case "list":
        return listOf(this.ofItem(type.of, depth + 1));
      case "struct":
        return contextOf(
          new Map(type.components.map(({ name, type: inner }) => [name, this.ofItem(inner, depth + 1)])),
        );
      case "function":
        return one("function");
      case "any":
        return null;
    }
  }
}

/** `number`, `list<string>`. */
function typeOfText(written: string): StaticType {
  const list = /^list<(.*)>$/.exec(written);
  return list ? listOf(typeOfText(list[1] ?? "")) : ofRef({ kind: "name", name: written });
}
