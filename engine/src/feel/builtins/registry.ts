/** All built-in functions by name. */
import type { FeelFunction } from "../values.ts";
import { combine } from "./define.ts";
import type { Signature } from "./define.ts";
import { contextFunctions } from "./contexts.ts";
import { conversionFunctions } from "./conversion.ts";
import { listFunctions } from "./lists.ts";
import { numericFunctions } from "./numeric.ts";
import { otherFunctions } from "./other.ts";
import { rangeFunctions } from "./ranges.ts";
import { statisticFunctions } from "./statistics.ts";
import { stringFunctions } from "./strings.ts";
import { temporalFunctions } from "./temporal.ts";

const signatures: readonly Signature[] = [
  ...conversionFunctions,
  ...stringFunctions,
  ...numericFunctions,
  ...listFunctions,
  ...statisticFunctions,
  ...contextFunctions,
  ...temporalFunctions,
  ...rangeFunctions,
  ...otherFunctions,
];

function build(): ReadonlyMap<string, FeelFunction> {
  const byName = new Map<string, Signature[]>();
  for (const signature of signatures) {
    const list = byName.get(signature.name);
    if (list) list.push(signature);
    else byName.set(signature.name, [signature]);
  }
  return new Map([...byName].map(([name, list]) => [name, combine(name, list)]));
}

export const builtins: ReadonlyMap<string, FeelFunction> = build();

/** Every signature as text, for reference pages and editors. */
export const builtinSignatures: readonly string[] = signatures.map((s) => s.text);
