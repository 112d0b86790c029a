/** A table's inputs as columns of samples, and which samples each rule takes. */
import { compileUnaryTests } from "../../feel/index.ts";
import type { FeelUnaryTests, FeelValue } from "../../feel/index.ts";
import type { DecisionTable, TableInput } from "../table.ts";
import { allBits, noBits, setBit } from "./bits.ts";
import type { Bits } from "./bits.ts";
import { cellConstants } from "./cell-constants.ts";
import { samplesOf } from "./samples.ts";

/** The inputs with one and the same expression: they always have the same value. */
export interface Column {
  /** 0-based. */
  inputs: number[];
  samples: readonly FeelValue[];
  /** No cell compares the value with constants: any value shows a finding. */
  any: boolean;
  /** Per rule the samples that it takes; all, where that is not known. */
  takes: Bits[];
  /** Per rule whether a cell does more than to compare with constants: then `takes` is what it may take. */
  unknown: boolean[];
}

/** Evaluations of cells that one analysis may make. */
const MAX_EVALUATIONS = 2_000_000;

/** The columns; null where there is too much to evaluate. */
export function columnsOf(table: DecisionTable): Column[] | null {
  const groups = new Map<string, number[]>();
  table.inputs.forEach(({ expression }, i) => groups.set(expression, [...(groups.get(expression) ?? []), i]));
  const budget = { left: MAX_EVALUATIONS };
  const columns: Column[] = [];
  for (const inputs of groups.values()) {
    const column = columnOf(table, inputs, budget);
    if (column === null) return null;
    columns.push(column);
  }
  return columns;
}

function columnOf(table: DecisionTable, inputs: number[], budget: { left: number }): Column | null {
  const read = new Map<string, FeelValue[] | null>();
  const cellsOf = (rule: number): FeelUnaryTests[] =>
    inputs.map((i) => table.rules[rule]?.tests[i] as FeelUnaryTests).filter((cell) => !cell.wildcard);
  table.rules.forEach((_, rule) => {
    for (const { source } of cellsOf(rule))
      if (!read.has(source)) read.set(source, cellConstants(source, table.dialect));
  });
  const allowed = inputs.flatMap((i) => allowedOf(table.inputs[i] as TableInput, table) ?? []);
  const constants = [...read.values(), ...allowed.map((one) => one.constants)].flatMap((some) => some ?? []);
  const type = inputs.map((i) => table.inputs[i]?.type).find((one) => one !== undefined);
  const every = samplesOf(constants, type);
  const samples = (every ?? [null]).filter((value) =>
    allowed.every(({ tests }) => tests.evaluate(value, {}) === true),
  );
  if (read.size * samples.length > budget.left) return null;
  budget.left -= read.size * samples.length;
  const sets = new Map<string, Bits | null>();
  const setOf = (cell: FeelUnaryTests): Bits | null => {
    const known = sets.get(cell.source);
    if (known !== undefined) return known;
    const made = every === null || read.get(cell.source) === null ? null : taken(cell, samples);
    sets.set(cell.source, made);
    return made;
  };
  const everything = allBits(samples.length);
  const unknown: boolean[] = [];
  const takes = table.rules.map((_, rule) => {
    const own = cellsOf(rule).map(setOf);
    unknown.push(own.includes(null));
    return own.reduce<Bits>(
      (sum, bits) => (bits ? sum.map((w, i) => w & (bits[i] as number)) : sum),
      everything,
    );
  });
  return {
    inputs,
    samples,
    any: every === null || [...read.values()].every((known) => known === null),
    takes,
    unknown,
  };
}

function taken(cell: FeelUnaryTests, samples: readonly FeelValue[]): Bits {
  const bits = noBits(samples.length);
  samples.forEach((value, i) => {
    if (cell.evaluate(value, {}) === true) setBit(bits, i);
  });
  return bits;
}

/** The allowed values of an input, where they are made of constants. */
function allowedOf(
  input: TableInput,
  { dialect }: DecisionTable,
): { tests: FeelUnaryTests; constants: FeelValue[] } | null {
  if (input.allowed === null) return null;
  const constants = cellConstants(input.allowed, dialect);
  return constants && { tests: compileUnaryTests(input.allowed, { dialect }), constants };
}
