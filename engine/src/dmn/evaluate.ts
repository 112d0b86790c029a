/** Runs the decisions of a requirement graph: what is required first, each decision once. */
import { FeelFunction, isContext, limited, newContext, Runtime } from "../feel/index.ts";
import type { EvaluateOptions, FeelContext, FeelValue } from "../feel/index.ts";
import { importName } from "./graph.ts";
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

/** What one evaluation shares over all files. */
class Run {
  readonly rt: Runtime;
  readonly evaluated: EvaluatedDecision[] = [];
  failure: DecisionFailure | null = null;

  constructor(rt: Runtime) {
    this.rt = rt;
  }
}

/**
 * A file in one evaluation: what it was given, and its results so far. A file that is imported on two ways is there
 * twice, each time with the inputs that were given under the names of those imports.
 */
class View {
  readonly run: Run;
  readonly namespace: string;
  readonly context: FeelContext;
  readonly results = new Map<DecisionNode, FeelValue>();
  private readonly imported = new Map<string, View>();

  constructor(run: Run, namespace: string, context: FeelContext) {
    this.run = run;
    this.namespace = namespace;
    this.context = context;
  }

  /** The view of an imported file; without inputs under the import's name it sees this one's. */
  of(namespace: string, name: string): View {
    if (namespace === this.namespace) return this;
    const known = this.imported.get(namespace);
    if (known) return known;
    const given = name === "" || !Object.hasOwn(this.context, name) ? null : this.context[name];
    const made = new View(this.run, namespace, isContext(given) ? given : this.context);
    this.imported.set(namespace, made);
    return made;
  }
}

class Abort extends Error {}

export class Evaluator {
  private readonly graph: Graph;
  private readonly services = new Map<ServiceNode, FeelFunction>();

  constructor(graph: Graph) {
    this.graph = graph;
    for (const node of graph.nodes.values()) {
      if (node.kind === "knowledge") this.fillScope(node.scope, node.requiredKnowledge, node.namespace);
    }
  }

  evaluate(targets: DecisionNode[], context: FeelContext, options: EvaluateOptions): DecisionResult {
    const run = new Run(new Runtime(this.graph.dialect, options));
    const view = new View(run, this.graph.namespace, context);
    let output: FeelValue = null;
    try {
      const values = limited(() => targets.map((target) => this.decide(target, view)));
      output = targets.length === 1 ? (values[0] ?? null) : named(targets, values);
    } catch (error) {
      if (!(error instanceof Abort)) throw error;
    }
    return { output, ...(run.failure ? { failure: run.failure } : {}), evaluated: run.evaluated };
  }

  evaluateService(service: ServiceNode, context: FeelContext, options: EvaluateOptions): DecisionResult {
    const run = new Run(new Runtime(this.graph.dialect, options));
    const view = new View(run, this.graph.namespace, context);
    let output: FeelValue = null;
    try {
      output = limited(() => this.serve(service, this.viewOf(service, view)));
    } catch (error) {
      if (!(error instanceof Abort)) throw error;
    }
    return { output, ...(run.failure ? { failure: run.failure } : {}), evaluated: run.evaluated };
  }

  private viewOf(node: GraphNode, from: View): View {
    return from.of(node.namespace, importName(this.graph.imports, from.namespace, node));
  }

  /** Output decisions of a service; its input decisions are given by the context. */
  private serve(service: ServiceNode, view: View): FeelValue {
    for (const input of service.inputDecisions) {
      const own = this.viewOf(input, view);
      own.results.set(input, read(own.context, input));
    }
    const values = service.outputs.map((output) => this.decide(output, view));
    const output = service.outputs.length === 1 ? (values[0] ?? null) : named(service.outputs, values);
    return this.graph.compiler.fit(output, service.type, view.run.rt);
  }

  /** The result of a decision as the file of `from` gets it. */
  private decide(node: DecisionNode, from: View): FeelValue {
    const view = this.viewOf(node, from);
    const { run } = view;
    const known = view.results.get(node);
    if (known !== undefined) return known;
    const scope = this.scopeOf(node, view);
    const trace: EvaluatedDecision = {
      decision: { id: node.id, name: node.name },
      inputs: [],
      matchedRules: [],
      output: null,
    };
    try {
      const value = node.body ? node.body(scope, run.rt, trace) : read(view.context, node);
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
    view.results.set(node, trace.output);
    run.evaluated.push(trace);
    return trace.output;
  }

  /** The given context, with the results and functions that the decision requires. */
  private scopeOf(node: DecisionNode, view: View): FeelContext {
    const { requiredDecisions, requiredKnowledge, requiredInputs } = node;
    const typed = requiredInputs.some((input) => input.type !== null || input.namespace !== node.namespace);
    if (requiredDecisions.length === 0 && requiredKnowledge.length === 0 && !typed) return view.context;
    const scope: Scope = Object.assign(newContext(), view.context);
    const set = (required: GraphNode, value: FeelValue): void =>
      place(scope, required, importName(this.graph.imports, node.namespace, required), value);
    for (const input of requiredInputs) {
      const given = read(this.viewOf(input, view).context, input);
      set(input, this.graph.compiler.fit(given, input.type, view.run.rt));
    }
    for (const required of requiredDecisions) set(required, this.decide(required, view));
    this.fillScope(scope, requiredKnowledge, node.namespace);
    return scope;
  }

  private fillScope(
    scope: Scope,
    knowledge: readonly (KnowledgeNode | ServiceNode)[],
    namespace: string,
  ): void {
    for (const node of knowledge) {
      const name = importName(this.graph.imports, namespace, node);
      place(scope, node, name, node.kind === "knowledge" ? node.fn : this.serviceFunction(node));
    }
  }

  private serviceFunction(service: ServiceNode): FeelFunction {
    const made = this.services.get(service);
    if (made) return made;
    const parameters = [...service.inputs, ...service.inputDecisions].map((node) => {
      const prefix = importName(this.graph.imports, service.namespace, node);
      return { node, prefix, name: (prefix && `${prefix}.`) + (node.names[0] ?? node.name) };
    });
    const fn = new FeelFunction({
      name: service.name,
      parameters: parameters.map((p) => p.name),
      call: (args, rt) => {
        if (args.length !== parameters.length) {
          return rt.warn(
            "FUNCTION_INVOCATION_FAILURE",
            `${service.name} takes ${parameters.length} arguments.`,
            `${service.name} 需要 ${parameters.length} 个参数。`,
          );
        }
        const context: Scope = newContext();
        for (const [i, { node, prefix }] of parameters.entries()) {
          const value = this.graph.compiler.tryFit(args[i] ?? null, node.type, rt);
          if (value === undefined) {
            return rt.warn(
              "FUNCTION_INVOCATION_FAILURE",
              `${service.name}: argument ${i + 1} has another type.`,
              `${service.name}：第 ${i + 1} 个参数类型不符。`,
            );
          }
          place(context, node, prefix, value);
        }
        rt.enter();
        const output = this.serve(service, new View(new Run(rt), service.namespace, context));
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
  const { en, source } = rt.assertion;
  throw new EvaluationFailure(
    "ASSERTION",
    `Expected to evaluate decision '${id}', but Assertion failure on evaluate the expression '${source ?? ""}': ${en}`,
    `决策“${name}”（${id}）：${rt.assertion.zh}。`,
  );
}

/** The value that a context holds for a part of the graph, under any of its names. */
function read(context: FeelContext, node: GraphNode): FeelValue {
  for (const name of node.names) if (Object.hasOwn(context, name)) return context[name] ?? null;
  return null;
}

/** Puts a value under the names of a part: plainly, or under the name of its import. */
function place(scope: Scope, node: GraphNode, prefix: string, value: FeelValue): void {
  let target = scope;
  if (prefix !== "") {
    target = Object.assign(newContext(), scope[prefix] as FeelContext | undefined);
    scope[prefix] = target;
  }
  for (const name of [...node.names].reverse()) target[name] = value;
}

function named(nodes: DecisionNode[], values: FeelValue[]): FeelValue {
  const result: Scope = newContext();
  nodes.forEach((node, i) => (result[node.names[0] ?? node.name] = values[i] ?? null));
  return result;
}
