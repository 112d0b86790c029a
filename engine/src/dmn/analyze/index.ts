/** Static checks of a decision table: rules that overlap, are missing, are never reached, or stand twice. */
import { compileExpression, equalValues } from "../../feel/index.ts";
import type { FeelValue } from "../../feel/index.ts";
import type { DecisionTable, TableRule } from "../table.ts";
import { allBits, firstOfBoth, isNone, noBits, setBit } from "./bits.ts";
import type { Bits } from "./bits.ts";
import { columnsOf } from "./columns.ts";
import type { Column } from "./columns.ts";
import { exampleOf, messageOf, notAnalysed } from "./texts.ts";
import type { ExampleValue, TwoTexts } from "./texts.ts";
import { CoverSearch } from "./uncovered.ts";
import type { Sampled } from "./uncovered.ts";

export type { ExampleValue } from "./texts.ts";

export interface TableFinding {
  /**
   * `overlap`: two rules match at once. `gap`: no rule matches. `unreachable`: a rule never decides, as earlier ones
   * match first, or as nothing can match it. `duplicate`: two rules have the same conditions.
   */
  kind: "overlap" | "gap" | "unreachable" | "duplicate";
  /** `fault` where the hit policy makes it one; `information` where it may well be meant so. */
  severity: "fault" | "information";
  /** 1-based; none for a gap. */
  rules: number[];
  /** One value per input that shows it; empty for duplicates and unreachable rules. */
  example: ExampleValue[];
  /** In Chinese and English, rules and example included. */
  message: TwoTexts;
}

export interface TableAnalysis {
  findings: TableFinding[];
  /** What was not looked at, and why; empty when the table was analysed as a whole. */
  notAnalysed: TwoTexts[];
}

/** Rules compared pair by pair; findings told per kind; words of bits looked at per search. */
const limits = { rules: 3000, found: 50, work: 4_000_000 };

/**
 * Analyses a table whose cells compare with constants. Cells that do more are taken as they may turn out, so that
 * every finding is sure: an overlap or gap is told only where it is one whatever such a cell says. Null counts as a
 * value of an input only where a cell of it names null. The work is bounded.
 */
export function analyzeTable(table: DecisionTable): TableAnalysis {
  if (table.rules.length > limits.rules)
    return { findings: [], notAnalysed: [notAnalysed.rules(table.rules.length, limits.rules)] };
  const columns = columnsOf(table);
  if (columns === null) return { findings: [], notAnalysed: [notAnalysed.values] };
  return new Analysis(table, columns).run();
}

class Analysis {
  private readonly table: DecisionTable;
  private readonly columns: readonly Column[];
  private readonly search: CoverSearch;
  private readonly findings: TableFinding[] = [];
  private readonly notAnalysed: TwoTexts[] = [];
  /** Rules that never match: nothing more is said of them. */
  private readonly dead = new Set<number>();

  constructor(table: DecisionTable, columns: readonly Column[]) {
    this.table = table;
    this.columns = columns;
    this.search = new CoverSearch(columns, table.rules.length);
  }

  run(): TableAnalysis {
    this.nameUnknownCells();
    this.findDead();
    const twice = this.findDuplicates();
    this.findOverlaps(twice);
    if (this.table.hitPolicy.kind === "FIRST") this.findUnreachable(twice);
    this.findGaps();
    return { findings: this.findings, notAnalysed: this.notAnalysed };
  }

  private add(
    kind: TableFinding["kind"],
    severity: TableFinding["severity"],
    rules: number[],
    sampled: Sampled | null,
    reason?: "never",
  ): void {
    const numbers = rules.map((rule) => rule + 1);
    const example = sampled ? exampleOf(this.table, this.columns, sampled) : [];
    const message = messageOf(reason ?? kind, this.table.hitPolicy.kind, numbers, example);
    this.findings.push({ kind, severity, rules: numbers, example, message });
  }

  private nameUnknownCells(): void {
    for (const column of this.columns) {
      const rules = column.unknown.flatMap((unknown, rule) => (unknown ? [rule + 1] : []));
      if (rules.length > 0) this.notAnalysed.push(notAnalysed.cells(this.table, column, rules));
    }
  }

  private findDead(): void {
    this.table.rules.forEach((_, rule) => {
      if (!this.columns.some((column) => isNone(column.takes[rule] as Bits))) return;
      this.dead.add(rule);
      this.add("unreachable", "fault", [rule], null, "never");
    });
  }

  /** Rules with the same conditions as an earlier one; where all matches count, with the same outputs too. */
  private findDuplicates(): Set<number> {
    const { rules, hitPolicy } = this.table;
    const all = ["COLLECT", "RULE ORDER", "OUTPUT ORDER"].includes(hitPolicy.kind);
    const first = new Map<string, number>();
    const twice = new Set<number>();
    rules.forEach((rule, at) => {
      const cells = rule.tests.map((cell) => (cell.wildcard ? "-" : cell.source.trim()));
      const key = JSON.stringify([cells, all ? rule.outputTexts : []]);
      const earlier = first.get(key);
      if (earlier === undefined) return first.set(key, at);
      twice.add(at);
      if (!this.dead.has(at)) this.add("duplicate", "fault", [earlier, at], null);
      return first;
    });
    return twice;
  }

  private findOverlaps(twice: ReadonlySet<number>): void {
    const { rules } = this.table;
    const known = rules.map((_, rule) => !this.dead.has(rule) && !twice.has(rule));
    let [work, found] = [0, 0];
    for (let a = 0; a < rules.length; a++) {
      for (let b = a + 1; known[a] && b < rules.length; b++) {
        if (!known[b]) continue;
        if (found >= limits.found || work > limits.work * 10) {
          this.notAnalysed.push(notAnalysed.overlaps(a + 1));
          return;
        }
        work += this.columns.length;
        const sampled = this.common(a, b);
        if (sampled === null) continue;
        found++;
        this.add("overlap", this.overlapSeverity(a, b), [a, b], sampled);
      }
    }
  }

  /** A combination that both rules surely take. */
  private common(a: number, b: number): Sampled | null {
    const sampled: Sampled = [];
    for (const column of this.columns) {
      if (column.unknown[a] || column.unknown[b]) return null;
      const first = firstOfBoth(column.takes[a] as Bits, column.takes[b] as Bits);
      if (first < 0) return null;
      const asked = [a, b].some((r) =>
        column.inputs.some((i) => this.table.rules[r]?.tests[i]?.wildcard === false),
      );
      sampled.push(asked ? first : null);
    }
    return sampled;
  }

  private overlapSeverity(a: number, b: number): TableFinding["severity"] {
    const { hitPolicy, rules } = this.table;
    if (hitPolicy.kind === "UNIQUE") return "fault";
    if (hitPolicy.kind !== "ANY") return "information";
    return differ(rules[a] as TableRule, rules[b] as TableRule, this.table) ? "fault" : "information";
  }

  private findUnreachable(twice: ReadonlySet<number>): void {
    const count = this.table.rules.length;
    const earlier = noBits(count);
    const budget = { found: 1, work: limits.work / 4 };
    let left = limits.work;
    for (let rule = 0; rule < count; rule++) {
      if (left < 0) {
        this.notAnalysed.push(notAnalysed.unreachable(rule + 1));
        return;
      }
      if (!this.dead.has(rule) && !twice.has(rule)) {
        left -= earlier.length * this.columns.length;
        const { found, whole } = this.search.uncovered(earlier, rule, budget);
        if (found.length === 0 && whole) this.add("unreachable", "fault", [rule], null);
        if (found.length === 0 && !whole) left -= budget.work;
      }
      if (!this.columns.some((column) => column.unknown[rule])) setBit(earlier, rule);
    }
  }

  private findGaps(): void {
    const { hitPolicy, outputs, rules } = this.table;
    if (outputs.some((output) => output.fallback)) return;
    const { found, whole } = this.search.uncovered(allBits(rules.length), null, limits);
    const one = ["UNIQUE", "FIRST", "ANY", "PRIORITY"].includes(hitPolicy.kind);
    for (const sampled of found) this.add("gap", one ? "fault" : "information", [], sampled);
    if (!whole) this.notAnalysed.push(notAnalysed.gaps);
  }
}

/** Whether the outputs of two rules are constants that are not the same. */
function differ(a: TableRule, b: TableRule, { dialect }: DecisionTable): boolean {
  const value = (text: string): FeelValue | undefined => {
    try {
      const expression = compileExpression(text, { dialect });
      return expression.variables.length === 0 ? expression.evaluate({}) : undefined;
    } catch {
      return undefined;
    }
  };
  return a.outputTexts.some((text, i) => {
    const other = b.outputTexts[i] ?? "";
    if (text === other) return false;
    const [x, y] = [value(text), value(other)];
    return x !== undefined && y !== undefined && equalValues(x, y) !== true;
  });
}
