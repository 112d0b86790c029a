/**
 * FEEL evaluations and table decisions per second, beside feelin in the same run (its expressions are read anew on
 * each call; it has no other way). `node engine/bench/feel.bench.ts` prints a table; `run` gives the rows.
 */
import { evaluate } from "feelin";
import { readDmn } from "../src/dmn/index.ts";
import { compileExpression } from "../src/feel/index.ts";
import type { HostContext } from "../src/feel/index.ts";

export interface FeelBenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerValue: number;
  /** ours / peerValue; for times peerValue / ours, so that more is always better. */
  readonly ratio: number;
}

export interface FeelBenchOptions {
  /** How long each measurement takes, ms. Default 1,000. */
  durationMs?: number;
}

const context = {
  x: 6,
  y: "a",
  items: [
    { id: 1, price: 10.5 },
    { id: 2, price: 20 },
  ],
  applicant: { name: "李四", age: 34, since: "2024-01-31", phone: "13800138000" },
};

const expressions: [name: string, source: string][] = [
  ["variable", "x"],
  ["condition", 'x > 5 and y = "a"'],
  ["mapping", "{ name: applicant.name, adult: applicant.age >= 18, total: x * 2 }"],
  ["decimals", "x * 1.05 + 0.1"],
  ["string", 'upper case(y) + "-" + substring(applicant.phone, 8)'],
  ["date", 'date(applicant.since) + duration("P1M")'],
  ["filter", "sum(items[price > 15].price)"],
  ["loop", "for i in items return i.price * 2"],
];

const LONG =
  "if applicant.age >= 18 and applicant.name != null and some i in items satisfies i.price > 15 then " +
  '{ name: applicant.name, adult: applicant.age >= 18, total: x * 2 + sum(items.price) } else { name: "none" }';

/** Calls a second, over at least `durationMs` after a warm-up. */
function rate(call: () => unknown, durationMs: number): number {
  const until = (end: number): number => {
    let calls = 0;
    while (performance.now() < end) {
      for (let i = 0; i < 50; i++) call();
      calls += 50;
    }
    return calls;
  };
  until(performance.now() + durationMs / 4);
  const start = performance.now();
  const calls = until(start + durationMs);
  return calls / ((performance.now() - start) / 1000);
}

function compare(name: string, source: string, durationMs: number): FeelBenchRow {
  const compiled = compileExpression(source);
  const ours = rate(() => compiled.evaluate(context), durationMs);
  const peerValue = rate(() => evaluate(source, context), durationMs);
  return {
    name: `feel: ${name}: ${source}`,
    unit: "evaluations/s",
    ours,
    peer: "feelin",
    peerValue,
    ratio: ours / peerValue,
  };
}

/** A table of 500 rules × 4 inputs: a district, a trade, an area and a number of persons. */
function bigTable(): string {
  const entry = (kind: string, text: string): string => `<${kind}><text>${text}</text></${kind}>`;
  const rules = Array.from({ length: 500 }, (_, i) => {
    const area = Math.floor(i / 50);
    const cells = [
      `"d${i % 10}"`,
      `"t${Math.floor(i / 10) % 5}"`,
      `[${area * 100}..${area * 100 + 100})`,
      "&gt;= 1",
    ];
    return `<rule>${cells.map((c) => entry("inputEntry", c)).join("")}${entry("outputEntry", String(i))}</rule>`;
  });
  const inputs = ["district", "trade", "area", "persons"].map(
    (n) => `<input>${entry("inputExpression", n)}</input>`,
  );
  return (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="g" name="g" namespace="urn:bench"><decision id="d" name="d">' +
    `<decisionTable hitPolicy="UNIQUE">${inputs.join("")}<output name="o"/>${rules.join("")}</decisionTable></decision></definitions>`
  );
}

/** The same table for feelin: a FEEL filter over the rules, its nearest means. */
function decideByFeelin(input: HostContext, rules: readonly HostContext[]): unknown {
  const test = "rules[district = d and trade = t and low <= a and a < high][1].o";
  const { district, trade, area } = input;
  return evaluate(test, { rules, d: district, t: trade, a: area });
}

/** All rows; the machine should have nothing else to do. */
export async function run(options: FeelBenchOptions = {}): Promise<FeelBenchRow[]> {
  const { durationMs = 1000 } = options;
  const rows = expressions.map(([name, source]) => compare(name, source, durationMs));
  const model = readDmn(bigTable());
  const input = { district: "d7", trade: "t3", area: 750, persons: 3 };
  const rules = Array.from({ length: 500 }, (_, i) => {
    const low = Math.floor(i / 50) * 100;
    return { district: `d${i % 10}`, trade: `t${Math.floor(i / 10) % 5}`, low, high: low + 100, o: i };
  });
  const ours = rate(() => model.evaluate("d", input), durationMs);
  const peerValue = rate(() => decideByFeelin(input, rules), durationMs);
  rows.push({
    name: "dmn: table of 500 rules × 4 inputs",
    unit: "decisions/s",
    ours,
    peer: "feelin, as a filter",
    peerValue,
    ratio: ours / peerValue,
  });
  rows.push(...compileTime(durationMs), ...memory());
  return rows;
}

/** Milliseconds to compile a text of 200 characters; feelin reads and runs it. */
function compileTime(durationMs: number): FeelBenchRow[] {
  let n = 0;
  const ours = 1000 / rate(() => compileExpression(`${LONG} // ${n++}`), durationMs);
  const peerValue = 1000 / rate(() => evaluate(`${LONG} // ${n++}`, context), durationMs);
  return [
    {
      name: `feel: compile ${LONG.length} characters`,
      unit: "ms",
      ours,
      peer: "feelin, read and run",
      peerValue,
      ratio: peerValue / ours,
    },
  ];
}

/** Memory of one compiled text of 200 characters; feelin keeps nothing. */
function memory(): FeelBenchRow[] {
  const kept: unknown[] = [];
  const collect = globalThis.gc ?? ((): void => undefined);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < 2000; i++) kept.push(compileExpression(`${LONG} // ${i}`));
  collect();
  const ours = (process.memoryUsage().heapUsed - before) / kept.length / 1024;
  return [
    {
      name: `feel: memory of ${LONG.length} characters compiled`,
      unit: "kB",
      ours,
      peer: "-",
      peerValue: 0,
      ratio: 0,
    },
  ];
}

if (process.argv[1] === import.meta.filename) {
  for (const row of await run()) {
    const [ours, peer] = [row.ours, row.peerValue].map((n) =>
      n.toLocaleString("en", { maximumFractionDigits: n < 100 ? 3 : 0 }),
    );
    console.log(
      `${row.name.slice(0, 90).padEnd(92)} ${ours} ${row.unit}  ${row.peer} ${peer}  × ${row.ratio.toFixed(1)}`,
    );
  }
}
