/**
 * An index over the rules of a table: which rules can match at all, found by looking up strings and by bisecting
 * numbers instead of testing every cell. It only ever leaves out rules that cannot match; what remains is tested.
 */
import type { CellShape, FeelUnaryTests, FeelValue, NumberRange } from "../feel/index.ts";

/** One bit per rule. */
type Bits = Uint32Array;

interface Column {
  /** Rules for strings that no cell names, and for all values but strings and plain numbers: not known, all. */
  anyString: Bits;
  strings: Map<string, Bits>;
  /** Ascending ends of ranges. Segment 2i is below `ends[i]`, segment 2i + 1 is `ends[i]` itself. */
  ends: number[];
  segments: Bits[];
}

const MIN_RULES = 12;
const MAX_WORDS = 2_000_000;

export class TableIndex {
  private readonly columns: (Column | null)[];
  private readonly all: Bits;

  private constructor(columns: (Column | null)[], all: Bits) {
    this.columns = columns;
    this.all = all;
  }

  /** The index of a table's cells; null where a scan is as good. */
  static build(rules: readonly (readonly FeelUnaryTests[])[], inputs: number): TableIndex | null {
    if (rules.length < MIN_RULES) return null;
    const columns = Array.from({ length: inputs }, (_, i) => buildColumn(rules.map((cells) => cells[i])));
    if (columns.every((column) => column === null)) return null;
    return new TableIndex(columns, filled(rules.length));
  }

  /** The rules that can match, as bits; the given array is filled and returned. */
  candidates(values: readonly FeelValue[], into: Bits): Bits {
    into.set(this.all);
    for (let i = 0; i < this.columns.length; i++) {
      const column = this.columns[i];
      if (!column) continue;
      const bits = lookUp(column, values[i] ?? null);
      if (bits) for (let w = 0; w < into.length; w++) into[w] = (into[w] as number) & (bits[w] as number);
    }
    return into;
  }

  /** An array for `candidates`. */
  scratch(): Bits {
    return new Uint32Array(this.all.length);
  }
}

function lookUp(column: Column, value: FeelValue): Bits | null {
  if (typeof value === "string") return column.strings.get(value) ?? column.anyString;
  if (typeof value !== "number") return null;
  const { ends, segments } = column;
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return segments[ends[low] === value ? low * 2 + 1 : low * 2] ?? null;
}

function filled(rules: number): Bits {
  const bits = new Uint32Array((rules + 31) >> 5);
  for (let r = 0; r < rules; r++) set(bits, r);
  return bits;
}

function set(bits: Bits, rule: number): void {
  bits[rule >> 5] = (bits[rule >> 5] as number) | (1 << (rule & 31));
}

function buildColumn(cells: (FeelUnaryTests | undefined)[]): Column | null {
  const shapes = cells.map((cell) => cell?.shape ?? null);
  if (shapes.filter((shape) => shape !== null).length < cells.length / 4) return null;
  const words = (cells.length + 31) >> 5;
  const ends = [...new Set(shapes.flatMap((shape) => shape?.ranges.flatMap(finiteEnds) ?? []))].sort(
    (a, b) => a - b,
  );
  if ((ends.length * 2 + 1) * words > MAX_WORDS) return null;
  const anyString = new Uint32Array(words);
  shapes.forEach((shape, rule) => {
    if (!shape) set(anyString, rule);
  });
  return {
    anyString,
    strings: stringBits(shapes, anyString),
    ends,
    segments: segmentBits(shapes, ends, anyString),
  };
}

function finiteEnds(range: NumberRange): number[] {
  return [range.low, range.high].filter(Number.isFinite);
}

function stringBits(shapes: (CellShape | null)[], open: Bits): Map<string, Bits> {
  const strings = new Map<string, Bits>();
  shapes.forEach((shape, rule) => {
    for (const text of shape?.strings ?? []) {
      const bits = strings.get(text) ?? open.slice();
      set(bits, rule);
      strings.set(text, bits);
    }
  });
  return strings;
}

function segmentBits(shapes: (CellShape | null)[], ends: number[], open: Bits): Bits[] {
  const segments = Array.from({ length: ends.length * 2 + 1 }, () => open.slice());
  const place = new Map(ends.map((end, i) => [end, i]));
  shapes.forEach((shape, rule) => {
    for (const range of shape?.ranges ?? []) {
      const low = place.get(range.low);
      const high = place.get(range.high);
      const first = low === undefined ? 0 : low * 2 + (range.lowIncluded ? 1 : 2);
      const last = high === undefined ? ends.length * 2 : high * 2 + (range.highIncluded ? 1 : 0);
      for (let s = first; s <= last; s++) set(segments[s] as Bits, rule);
    }
  });
  return segments;
}
