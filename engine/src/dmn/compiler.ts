/** What the parts of the model's compiler share: dialect, types, and the list of all compiled FEEL. */
import { FeelSyntaxError } from "../feel/index.ts";
import type { Dialect, FeelExpression, FeelUnaryTests, FeelValue, NameTree, Runtime } from "../feel/index.ts";
import type { DmnError } from "./errors.ts";
import type { DecisionNode } from "./graph.ts";
import type { Env } from "./literal.ts";
import type { Place } from "./place.ts";
import type { DecisionTable } from "./table.ts";
import type { ItemType, TypeTable } from "./types.ts";
import type { XmlElement } from "./xml.ts";

/** One FEEL text of a model with its place, for static checks. */
export interface ModelExpression {
  /** literal, input, inputEntry, outputEntry, defaultOutput, inputValues, outputValues */
  kind: string;
  /** Id of the decision or knowledge model. */
  owner: string;
  /** The namespace of the file that it stands in. */
  namespace: string;
  /** E.g. `decision "Fee" (fee), rule 3, input 2`. */
  place: string;
  line: number;
  compiled: FeelExpression | FeelUnaryTests;
  /** Names bound around the text (parameters, context entries), each with the reference of its type. */
  bound: ReadonlyMap<string, string | undefined>;
  /** The reference of the type that its value should have. */
  declared: string | undefined;
  /** Names in scope that hold blanks or signs. */
  names: NameTree;
  /** Of an entry of a table: its column. */
  column?: { expression: string; type: string | undefined; allowed: string | null } | undefined;
}

/** One decision table of a model, for static checks. */
export interface ModelTable {
  owner: string;
  /** The namespace of the file that it stands in. */
  namespace: string;
  place: string;
  line: number;
  table: DecisionTable;
}

const feelLanguages = /(^$|^feel$|omg\.org\/spec\/(DMN|FEEL)\/)/i;

export class ModelCompiler {
  readonly dialect: Dialect;
  readonly types: TypeTable;
  readonly expressions: ModelExpression[] = [];
  readonly tables: ModelTable[] = [];
  private readonly language: string;

  private readonly onFault: ((fault: DmnError) => void) | undefined;

  constructor(
    dialect: Dialect,
    types: TypeTable,
    language: string | undefined,
    onFault: ((fault: DmnError) => void) | undefined,
  ) {
    this.onFault = onFault;
    this.dialect = dialect;
    this.types = types;
    this.language = language ?? "";
  }

  register(part: {
    kind: string;
    expression: FeelExpression | FeelUnaryTests;
    env: Env;
    place: Place;
    declared?: string | undefined;
    column?: ModelExpression["column"];
  }): void {
    const { kind, expression, env, place, declared, column } = part;
    const line = place.element.line;
    this.expressions.push({
      kind,
      owner: env.owner,
      namespace: env.namespace,
      place: place.path,
      line,
      compiled: expression,
      bound: env.bound,
      declared,
      names: env.names,
      column,
    });
  }

  registerTable(table: DecisionTable, env: Env, place: Place): void {
    this.tables.push({
      owner: env.owner,
      namespace: env.namespace,
      place: place.path,
      line: place.element.line,
      table,
    });
  }

  /** The type of a decision's variable is that of its literal expression, where that names none. */
  declare(node: DecisionNode, reference: string | undefined, expression: XmlElement | undefined): void {
    const last = this.expressions.at(-1);
    if (expression?.name === "literalExpression" && last?.owner === node.id) last.declared ??= reference;
    node.declared = reference;
  }

  /**
   * Runs a FEEL compilation. A syntax error becomes the model's, with its place: thrown, or, where faults are
   * collected, reported; then `instead` stands for the text.
   */
  feel<T>(place: Place, compile: () => T, instead: () => T): T {
    try {
      return compile();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      const fault = place.error("EXPRESSION", { zh: error.messageZh, en: error.message }, error);
      if (!this.onFault) throw fault;
      this.onFault(fault);
      return instead();
    }
  }

  /** Refuses other languages than FEEL. */
  checkLanguage(element: XmlElement, place: Place): void {
    const language = element.attributes["expressionLanguage"] ?? this.language;
    if (!feelLanguages.test(language)) {
      throw place.error("UNSUPPORTED", {
        zh: `不支持表达式语言“${language}”，请用 FEEL。`,
        en: `the language "${language}" is not supported; use FEEL.`,
      });
    }
  }

  /** The type of a reference; Zeebe does not look at types, so there it is always Any. */
  type(reference: string | undefined, namespace: string): ItemType | null {
    return this.dialect === "dmn" ? this.types.find(reference, namespace) : null;
  }

  names(type: ItemType | null): NameTree | null {
    return this.types.names(type);
  }

  /** The text of a type's allowed values: the priorities of a table whose output names none. */
  allowedText(reference: string | undefined, namespace: string): string | undefined {
    return this.type(reference, namespace)?.allowed?.source;
  }

  tryFit(value: FeelValue, type: ItemType | null, rt: Runtime): FeelValue | undefined {
    return this.types.fit(value, type, rt);
  }

  /** The fitted value; null with a warning when it does not fit. */
  fit(value: FeelValue, type: ItemType | null, rt: Runtime): FeelValue {
    if (!type) return value;
    const fitted = this.types.fit(value, type, rt);
    if (fitted !== undefined) return fitted;
    return rt.warn("INVALID_TYPE", `The value is no ${type.name}.`, `该值不是 ${type.name}。`);
  }
}
