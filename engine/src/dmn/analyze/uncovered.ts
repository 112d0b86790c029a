/** Which combinations of samples no rule takes: found by splitting column by column, alike samples together. */
import { allBits, both, hasBit, isNone, noBits, setBit } from "./bits.ts";
import type { Bits } from "./bits.ts";
import type { Column } from "./columns.ts";

/** One sample per column; `null` for any. */
export type Sampled = (number | null)[];

export interface Uncovered {
  found: Sampled[];
  /** False when the search was ended before all was looked at. */
  whole: boolean;
}

export class CoverSearch {
  private readonly columns: readonly Column[];
  /** Per column and sample the rules that take it. */
  private readonly rulesOf: Bits[][];
  /** Per column the rules that take every sample of it and of all columns after it. */
  private readonly open: Bits[];

  constructor(columns: readonly Column[], rules: number) {
    this.columns = columns;
    this.rulesOf = columns.map((column) =>
      column.samples.map((_, sample) => {
        const bits = noBits(rules);
        column.takes.forEach((taken, rule) => hasBit(taken, sample) && setBit(bits, rule));
        return bits;
      }),
    );
    this.open = columns.map(() => noBits(rules));
    let after = allBits(rules);
    for (let c = columns.length - 1; c >= 0; c--) {
      after = (this.rulesOf[c] as Bits[]).reduce(both, after);
      this.open[c] = after;
    }
  }

  /**
   * Combinations that none of `rules` takes; with `within`, only such as that rule takes. Of combinations that differ
   * only in columns before the first in which they are missing, one is told.
   * @param limits how many to find, and how many words of bits to look at
   */
  uncovered(rules: Bits, within: number | null, limits: { found: number; work: number }): Uncovered {
    const result: Uncovered = { found: [], whole: true };
    const seen = new Set<string>();
    let work = 0;
    const visit = (c: number, left: Bits, path: Sampled): void => {
      if (result.found.length >= limits.found || work > limits.work) {
        result.whole = false;
        return;
      }
      const column = this.columns[c];
      if (!column || isNone(left)) {
        if (isNone(left)) result.found.push(this.complete(path, within));
        return;
      }
      if (!isNone(both(left, this.open[c] as Bits))) return;
      const key = `${c} ${left.join()}`;
      if (seen.has(key)) return;
      seen.add(key);
      const alike = new Set<string>();
      column.samples.forEach((_, sample) => {
        if (within !== null && !hasBit(column.takes[within] as Bits, sample)) return;
        work += left.length;
        const next = both(left, this.rulesOf[c]?.[sample] as Bits);
        const signature = next.join();
        if (alike.has(signature)) return;
        alike.add(signature);
        visit(c + 1, next, [...path, column.any ? null : sample]);
      });
    };
    visit(0, rules, []);
    return result;
  }

  /** What follows does not matter: any value, or for a rule the first that it takes. */
  private complete(path: Sampled, within: number | null): Sampled {
    return this.columns.map((column, c) => {
      if (c < path.length) return path[c] ?? null;
      if (within === null || column.any) return null;
      const first = column.samples.findIndex((_, sample) => hasBit(column.takes[within] as Bits, sample));
      return first < 0 ? null : first;
    });
  }
}
