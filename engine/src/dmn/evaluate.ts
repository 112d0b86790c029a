/** Runs the decisions of a requirement graph: what is required first, each decision once. */
import { FeelFunction, limited, newContext, Runtime } from "../feel/index.ts";
import type { EvaluateOptions, FeelContext, FeelValue } from "../feel/index.ts";
import type { DecisionNode, Graph, GraphNode, KnowledgeNode, ServiceNode } from "./graph.ts";
import { EvaluationFailure } from "./trace.ts";
import type { DecisionFailure, EvaluatedDecision } from "./trace.ts";

export interface DecisionResult {
  /** FEEL value; `toJson` gives its JSON. Null when the evaluation failed. */
  output: FeelValue;
  /** Which decision failed, and why. */
  failure?: DecisionFailure;
  /** All decisions that were evaluated, required ones first. */
  evaluated: EvaluatedDecision[];
}

type Scope = { [name: string]: FeelValue };

/** One evaluation: results so far, and what to tell. */
class Run {
  readonly rt: Runtime;
  readonly context: FeelContext;
  readonly results = new Map<DecisionNode, FeelValue>();
  readonly evaluated: EvaluatedDecision[] = [];
  failure: DecisionFailure | null = null;

  constructor(rt: Runtime, context: FeelContext) {
    this.rt = rt;
    this.context = context;
  }
}

class Abort extends Error {}

export class Evaluator {
  private readonly graph: Graph;
  private readonly services = new Map<ServiceNode, FeelFunction>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const node of graph.nodes.values()) {
      if (node.kind === "knowledge") this.fillScope(node.scope, node.requiredKnowledge, node.prefix);
    }
  }

  evaluate(targets: DecisionNode[], context: FeelContext, options: EvaluateOptions): DecisionResult {
    const run = new Run(new Runtime(this.graph.dialect, options), context);
    let output: FeelValue = null;
    try {
      const values = limited(() => targets.map((target) => this.decide(target, run)));
      output = targets.length === 1 ? (values[0] ?? null) : named(targets, values);
    } catch (error) {
      if (!(error instanceof Abort)) throw error;
    }
    return { output, ...(run.failure ? { failure: run.failure } : {}), evaluated: run.evaluated };
  }

  evaluateService(service: ServiceNode, context: FeelContext, options: EvaluateOptions): DecisionResult {
    const run = new Run(new Runtime(this.graph.dialect, options), context);
    let output: FeelValue = null;
    try {
      output = limited(() => this.serve(service, run));
    } catch (error) {
      if (!(error instanceof Abort)) throw error;
    }
    return { output, ...(run.failure ? { failure: run.failure } : {}), evaluated: run.evaluated };
  }

  /** Output decisions of a service; its input decisions are given by the context. */
  private serve(service: ServiceNode, run: Run): FeelValue {
    for (const input of service.inputDecisions) run.results.set(input, read(run.context, input));
    const values = service.outputs.map((output) => this.decide(output, run));
    const output = service.outputs.length === 1 ? (values[0] ?? null) : named(service.outputs, values);
    return this.graph.compiler.fit(output, service.type, run.rt);
  }

  private decide(node: DecisionNode, run: Run): FeelValue {
    const known = run.results.get(node);
    if (known !== undefined) return known;
    const scope = this.scopeOf(node, run);
    const trace: EvaluatedDecision = {
      decision: { id: node.id, name: node.name },
      inputs: [],
      matchedRules: [],
      output: null,
    };
    try {
      const value = node.body ? node.body(scope, run.rt, trace) : read(run.context, node);
      failOnAssertion(run.rt, trace);
      trace.output = this.graph.compiler.fit(value, node.type, run.rt);
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
      const { code, message, messageZh } = error;
      run.failure ??= { code, decision: trace.decision, message, messageZh };
      if (this.graph.dialect === "zeebe") {
        run.evaluated.push(trace);
        throw new Abort();
      }
    }
    run.results.set(node, trace.output);
    run.evaluated.push(trace);
    return trace.output;
  }

  /** The given context, with the results and functions that the decision requires. */
  private scopeOf(node: DecisionNode, run: Run): FeelContext {
    const { requiredDecisions, requiredKnowledge, requiredInputs } = node;
    const typed = requiredInputs.some((input) => input.type !== null || input.prefix !== node.prefix);
    if (requiredDecisions.length === 0 && requiredKnowledge.length === 0 && !typed) return run.context;
    const scope: Scope = Object.assign(newContext(), run.context);
    for (const input of requiredInputs) {
      const given = read(run.context, input);
      place(scope, input, node.prefix, this.graph.compiler.fit(given, input.type, run.rt));
    }
    for (const required of requiredDecisions) place(scope, required, node.prefix, this.decide(required, run));
    this.fillScope(scope, requiredKnowledge, node.prefix);
    return scope;
  }

  private fillScope(scope: Scope, knowledge: readonly (KnowledgeNode | ServiceNode)[], prefix: string): void {
    for (const node of knowledge) {
      place(scope, node, prefix, node.kind === "knowledge" ? node.fn : this.serviceFunction(node));
    }
  }

  private serviceFunction(service: ServiceNode): FeelFunction {
    const made = this.services.get(service);
    if (made) return made;
    const parameters = [...service.inputDecisions, ...service.inputs];
    const fn = new FeelFunction({
      name: service.name,
      parameters: parameters.map((p) => p.names[0] ?? p.name),
      call: (args, rt) => {
        if (args.length !== parameters.length) {
          return rt.warn(
            "FUNCTION_INVOCATION_FAILURE",
            `${service.name} takes ${parameters.length} arguments.`,
            `${service.name} 需要 ${parameters.length} 个参数。`,
          );
        }
        const context: Scope = newContext();
        for (const [i, parameter] of parameters.entries()) {
          const value = this.graph.compiler.tryFit(args[i] ?? null, parameter.type, rt);
          if (value === undefined) {
            return rt.warn(
              "FUNCTION_INVOCATION_FAILURE",
              `${service.name}: argument ${i + 1} has another type.`,
              `${service.name}：第 ${i + 1} 个参数类型不符。`,
            );
          }
          place(context, parameter, "", value);
        }
        rt.enter();
        const output = this.serve(service, new Run(rt, context));
        rt.leave();
        return output;
      },
    });
    this.services.set(service, fn);
    return fn;
  }
}

/** In Zeebe a failed `assert` fails the decision; in DMN there is no such function. */
function failOnAssertion(rt: Runtime, trace: EvaluatedDecision): void {
  if (rt.assertion === null || rt.dialect === "dmn") return;
  const { name, id } = trace.decision;
  throw new EvaluationFailure(
    "ASSERTION",
    `decision "${name}" (${id}): ${rt.assertion.en}.`,
    `决策“${name}”（${id}）：${rt.assertion.zh}。`,
  );
}

/** The value that a context holds for a part of the graph, under any of its names. */
function read(context: FeelContext, node: GraphNode): FeelValue {
  const group = node.prefix ? context[node.prefix] : null;
  const holders = [group, context];
  for (const holder of holders) {
    if (holder === null || typeof holder !== "object") continue;
    for (const name of node.names) {
      if (Object.hasOwn(holder, name)) return (holder as FeelContext)[name] ?? null;
    }
  }
  return null;
}

/** Puts a value under the names of a part: plainly, or under the name of its import. */
function place(scope: Scope, node: GraphNode, prefix: string, value: FeelValue): void {
  let target = scope;
  if (node.prefix && node.prefix !== prefix) {
    target = Object.assign(newContext(), scope[node.prefix] as FeelContext | undefined);
    scope[node.prefix] = target;
  }
  for (const name of [...node.names].reverse()) target[name] = value;
}

function named(nodes: DecisionNode[], values: FeelValue[]): FeelValue {
  const result: Scope = newContext();
  nodes.forEach((node, i) => (result[node.names[0] ?? node.name] = values[i] ?? null));
  return result;
}
