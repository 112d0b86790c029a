/** Which rules of each decision table the cases matched. */
import { readDmn } from "../../dmn/index.ts";
import type { Resource } from "../../port.ts";
import type { Trace } from "../trace.ts";

export interface DecisionCoverage {
  readonly decisionId: string;
  readonly decisionName: string;
  /** Name of the resource that holds the decision. */
  readonly resource: string;
  /** Rules numbered from 1. */
  readonly coveredRules: readonly number[];
  readonly missedRules: readonly number[];
  /** Covered share of the rules, 0 to 1. */
  readonly ratio: number;
}

/** A decision table of the resources, by which coverage is counted. */
export interface TableModel {
  readonly decisionId: string;
  readonly decisionName: string;
  readonly resource: string;
  readonly rules: number;
}

/** All decisions of the resources that are a table. @throws DmnError */
export function readTableModels(resources: readonly Resource[]): TableModel[] {
  return resources
    .filter((resource) => resource.name.endsWith(".dmn"))
    .flatMap((resource) => {
      const { decisions, tables } = readDmn(resource.content);
      return decisions
        .filter((decision) => decision.hasTable)
        .map(({ id, name }) => ({
          decisionId: id,
          decisionName: name,
          resource: resource.name,
          rules: tables.find((table) => table.owner === id)?.table.rules.length ?? 0,
        }));
    });
}

/** A rule counts when it matched in an evaluation, also of a decision that another one requires. */
export function decisionCoverageOf(
  models: readonly TableModel[],
  traces: readonly Trace[],
): DecisionCoverage[] {
  return models.map(({ rules, ...model }) => {
    const matched = new Set(traces.flatMap((trace) => [...(trace.matchedRules.get(model.decisionId) ?? [])]));
    return coverage(model, rules, matched);
  });
}

/** The coverage of several runs over the same resources, together. */
export function joinDecisionCoverage(runs: readonly (readonly DecisionCoverage[])[]): DecisionCoverage[] {
  const joined = new Map<string, DecisionCoverage>();
  for (const one of runs.flat()) {
    const known = joined.get(one.decisionId);
    const matched = new Set([...(known?.coveredRules ?? []), ...one.coveredRules]);
    joined.set(one.decisionId, coverage(one, one.coveredRules.length + one.missedRules.length, matched));
  }
  return [...joined.values()];
}

function coverage(
  { decisionId, decisionName, resource }: Pick<DecisionCoverage, "decisionId" | "decisionName" | "resource">,
  rules: number,
  matched: ReadonlySet<number>,
): DecisionCoverage {
  const all = Array.from({ length: rules }, (_, i) => i + 1);
  const coveredRules = all.filter((rule) => matched.has(rule));
  return {
    decisionId,
    decisionName,
    resource,
    coveredRules,
    missedRules: all.filter((rule) => !matched.has(rule)),
    ratio: rules === 0 ? 1 : coveredRules.length / rules,
  };
}
