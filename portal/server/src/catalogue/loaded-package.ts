/** One version of a package, ready to decide: models compiled once, conditions compiled once. */
import type { JsonValue } from "@onewindow/engine";
import { readDmn } from "@onewindow/engine/dmn";
import type { DecisionResult, DmnModel } from "@onewindow/engine/dmn";
import { compileExpression, toJson } from "@onewindow/engine/feel";
import type { FeelExpression } from "@onewindow/engine/feel";
import { AppError, NotFoundError } from "../platform/errors.ts";
import type { FormDefinition } from "@onewindow/forms";
import type { CaseFacts, PackageBundle, PackageContent } from "./model.ts";
import { texts } from "./texts.ts";

export interface LoadedPackage {
  content: PackageContent;
  /** @throws NotFoundError */
  form(id: string): FormDefinition;
  /** Value of a FEEL expression over the case's data. */
  value(expression: string, facts: CaseFacts): JsonValue;
  /** Does a FEEL condition hold? Null counts as no. */
  holds(condition: string, facts: CaseFacts): boolean;
  /** Paths that a FEEL condition reads. */
  reads(condition: string): string[][];
  /** A decision over the case's data, with how it came to its result. @throws AppError when it fails */
  evaluate(decision: string, facts: CaseFacts): DecisionResult & { value: JsonValue };
}

export function loadPackage(version: string, bundle: PackageBundle, now: () => number): LoadedPackage {
  const models = new Map<string, DmnModel>();
  const conditions = new Map<string, FeelExpression>();
  let unread: string[] = Object.values(bundle.decisions);
  const modelOf = (decision: string): DmnModel => {
    for (const xml of unread) {
      const model = readDmn(xml);
      for (const { id } of model.decisions) models.set(id, model);
    }
    unread = [];
    const found = models.get(decision);
    if (found === undefined) throw new NotFoundError(texts.noDecision(decision), "decision-unknown");
    return found;
  };
  const compiled = (condition: string): FeelExpression => {
    const known = conditions.get(condition);
    if (known !== undefined) return known;
    const made = compileExpression(condition);
    conditions.set(condition, made);
    return made;
  };
  return {
    content: { ...bundle.content, version },
    form(id) {
      const form = bundle.forms[id];
      if (form === undefined)
        throw new NotFoundError(texts.noForm(`${bundle.content.id}/${id}`), "form-unknown");
      return form;
    },
    value: (expression, facts) =>
      toJson(
        compiled(expression).evaluate(feelContext(facts), { clock: now, timeZone: "Asia/Shanghai" }),
      ) as JsonValue,
    holds: (condition, facts) =>
      compiled(condition).evaluate(feelContext(facts), { clock: now, timeZone: "Asia/Shanghai" }) === true,
    reads: (condition) => compiled(condition).variables,
    evaluate(decision, facts) {
      const result = modelOf(decision).evaluate(decision, feelContext(facts), {
        clock: now,
        timeZone: "Asia/Shanghai",
      });
      if (result.failure)
        throw new AppError({
          code: "decision-failed",
          status: 500,
          detail: texts.decisionFailed(decision),
          data: { decision, failure: result.failure },
        });
      return { ...result, value: toJson(result.output) as JsonValue };
    },
  };
}

function feelContext(facts: CaseFacts): Record<string, unknown> {
  return {
    ...facts.data,
    answers: facts.answers,
    items: facts.items,
    applicant: { kind: facts.applicant.kind },
  };
}
