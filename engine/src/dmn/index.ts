/**
 * DMN: decision models of DMN 1.1 to 1.5, read and compiled once, evaluated many times.
 *
 * A wrong model is refused by `parseDmn` with `DmnError`, which names the element and the place. Evaluation throws
 * only `FeelLimitError`; what goes wrong in a decision is told as `failure`.
 */
import type { Dialect, EvaluateOptions, FeelContext, HostContext } from "../feel/index.ts";
import { analyzeTable } from "./analyze/index.ts";
import type { TableAnalysis } from "./analyze/index.ts";
import { checkModel } from "./check.ts";
import type { ModelCheckOptions, ModelFinding } from "./check.ts";
import type { ModelExpression, ModelTable } from "./compiler.ts";
import { DmnError } from "./errors.ts";
import { Evaluator } from "./evaluate.ts";
import type { DecisionResult } from "./evaluate.ts";
import { readGraph } from "./model.ts";
import type { DecisionNode, Graph, ServiceNode } from "./graph.ts";
import { requiredVariables } from "./required-variables.ts";

export interface DmnOptions {
  /** `zeebe` (default) decides as Zeebe 8.8 does, `dmn` as DMN 1.5 says. */
  dialect?: Dialect | undefined;
  /** Takes each FEEL text that cannot be compiled (it then gives null), instead of refusing the model for the first. */
  onFault?: ((fault: DmnError) => void) | undefined;
}

export interface DecisionInfo {
  id: string;
  name: string;
  /** Ids of the decisions it requires directly. */
  requires: string[];
  hasTable: boolean;
  /** Of its `zeebe:versionTag`; "" for none. */
  versionTag: string;
}

/** A decision table with its place, and what is to say of it. */
export interface AnalysedTable extends ModelTable {
  analysis: TableAnalysis;
}

export interface DmnModel {
  /** Id, name and namespace of the requirement graph. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** The decisions of the main file, in its order. */
  readonly decisions: DecisionInfo[];
  readonly services: { id: string; name: string }[];
  /** Every FEEL text with its place and the names it reads. */
  readonly expressions: readonly ModelExpression[];
  /** Every decision table with its place. */
  readonly tables: readonly ModelTable[];
  /** The static checks of every table, in the order of `tables`. */
  analyze(): AnalysedTable[];
  /** The static checks of every FEEL text: unknown names, types that clash. */
  check(options?: ModelCheckOptions): ModelFinding[];
  /** @throws DmnError for an unknown decision, FeelLimitError */
  evaluate(decisionIdOrName: string, context: HostContext, options?: EvaluateOptions): DecisionResult;
  /** @throws DmnError for an unknown service, FeelLimitError */
  evaluateService(idOrName: string, context: HostContext, options?: EvaluateOptions): DecisionResult;
  /** Paths that a decision and all it requires read from the given context. @throws DmnError */
  requiredVariables(decisionIdOrName: string): string[][];
}

/**
 * Reads a model; of several texts the first is the model, the others are what it imports. @throws DmnError
 */
export async function parseDmn(xml: string | readonly string[], options: DmnOptions = {}): Promise<DmnModel> {
  return readDmn(xml, options);
}

/** As `parseDmn`, at once. @throws DmnError */
export function readDmn(xml: string | readonly string[], options: DmnOptions = {}): DmnModel {
  const graph = readGraph(
    typeof xml === "string" ? [xml] : [...xml],
    options.dialect ?? "zeebe",
    options.onFault,
  );
  const evaluator = new Evaluator(graph);
  const all = [...graph.nodes.values()];
  const decisions = all.filter((node): node is DecisionNode => node.kind === "decision");
  const services = all.filter((node): node is ServiceNode => node.kind === "service");
  const decision = (wanted: string): DecisionNode => find(decisions, wanted, "decision", "决策");
  return {
    id: graph.id,
    name: graph.name,
    namespace: graph.namespace,
    decisions: own(decisions, graph).map((node) => ({
      id: node.id,
      name: node.name,
      requires: node.requiredDecisions.map((required) => required.id),
      hasTable: node.hasTable,
      versionTag: node.versionTag,
    })),
    services: own(services, graph).map(({ id, name }) => ({ id, name })),
    expressions: graph.compiler.expressions,
    tables: graph.compiler.tables,
    analyze: () => graph.compiler.tables.map((one) => ({ ...one, analysis: analyzeTable(one.table) })),
    check: (opts) => checkModel(graph, opts),
    evaluate: (wanted, context, opts = {}) =>
      evaluator.evaluate([decision(wanted)], context as FeelContext, opts),
    evaluateService: (wanted, context, opts = {}) =>
      evaluator.evaluateService(
        find(services, wanted, "decision service", "决策服务"),
        context as FeelContext,
        opts,
      ),
    requiredVariables: (wanted) => requiredVariables(decision(wanted), graph),
  };
}

function own<T extends { key: string }>(nodes: T[], graph: Graph): T[] {
  return nodes.filter((node) => node.key.startsWith(`${graph.namespace}#`));
}

function find<T extends { id: string; name: string }>(
  nodes: T[],
  wanted: string,
  what: string,
  whatZh: string,
): T {
  const node = nodes.find((n) => n.id === wanted) ?? nodes.find((n) => n.name === wanted);
  if (node) return node;
  const there = nodes.map((n) => n.id).join(", ");
  throw new DmnError(
    "UNKNOWN_DECISION",
    { element: `${what} "${wanted}"` },
    { zh: `没有${whatZh}“${wanted}”；有：${there}。`, en: `there is no such ${what}; there are: ${there}.` },
  );
}

export type { ModelCheckOptions, ModelFinding } from "./check.ts";
export { DmnError } from "./errors.ts";
export type { DmnErrorCode } from "./errors.ts";
export type { ModelExpression, ModelTable } from "./compiler.ts";
export type { DecisionResult } from "./evaluate.ts";
export type { DecisionFailure, EvaluatedDecision, EvaluatedInput, MatchedRule } from "./trace.ts";
export type { DecisionTable, TableInput, TableRule } from "./table.ts";
export type { HitPolicy, TableOutput } from "./hit-policy.ts";
export { analyzeTable } from "./analyze/index.ts";
export type { ExampleValue, TableAnalysis, TableFinding } from "./analyze/index.ts";
