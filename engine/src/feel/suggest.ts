/** "Did you mean": the known name that is nearest to an unknown one. */

/** The best of the candidates within a few typing errors of the name; null when none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  const allowed = allowedErrors(name);
  let best: string | null = null;
  let least = allowed + 1;
  let left = MOST_CANDIDATES;
  for (const candidate of candidates) {
    if (left-- === 0) break;
    if (candidate === name || Math.abs(candidate.length - name.length) > allowed) continue;
    const errors = distance(name.toLowerCase(), candidate.toLowerCase(), least);
    if (errors < least) {
      best = candidate;
      least = errors;
    }
  }
  return best;
}

/** The sentence for a warning, with the blank before it; empty where nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): { en: string; zh: string } {
  const nearest = nearestName(name, candidates);
  return nearest === null
    ? { en: "", zh: "" }
    : { en: ` Did you mean '${nearest}'?`, zh: `您是否指“${nearest}”？` };
}

const MOST_CANDIDATES = 2000;
const LONGEST_NAME = 80;

/** Short names are all near to each other, unless every sign is a word of its own as in Chinese. */
function allowedErrors(name: string): number {
  if (name.length > LONGEST_NAME) return 0;
  if (name.length >= 6) return 2;
  return name.length >= (/^[\p{ASCII}]*$/u.test(name) ? 3 : 2) ? 1 : 0;
}

/** Signs left out, put in, mistaken or exchanged with their neighbour (optimal string alignment). */
function distance(a: string, b: string, enough: number): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + same);
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (exchanged) cost = Math.min(cost, at(older, j - 2) + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= enough) return enough;
    older = previous;
    previous = row;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
