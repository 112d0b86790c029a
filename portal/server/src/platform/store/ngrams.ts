/** Search without a search engine: a field of short pieces of text (grams), the same on every adapter. */

/** Widths, case and compatibility forms made one: `ＡＢＣ` finds `abc`. */
function normalise(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Runs of letters and digits, as characters (not UTF-16 units). */
function words(text: string): string[][] {
  return normalise(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => [...word]);
}

/** Digits that stand together are many and alike: five of them say what two cannot. */
const DIGITS = 5;

function fiveDigits(run: string): string[] {
  return Array.from({ length: Math.max(0, run.length - DIGITS + 1) }, (_, at) => run.slice(at, at + DIGITS));
}

/** All 1- and 2-grams of the texts, and all runs of five digits, once each: what a document stores in its search field. */
export function ngrams(...texts: (string | null | undefined)[]): string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    for (const word of words(text ?? "")) {
      word.forEach((character, at) => {
        grams.add(character);
        const next = word[at + 1];
        if (next !== undefined) grams.add(character + next);
      });
      for (const run of word.join("").match(/[0-9]+/g) ?? [])
        for (const gram of fiveDigits(run)) grams.add(gram);
    }
  }
  return [...grams];
}

/**
 * The grams that a document must contain, all of them, to be found by `query`: 2-grams, or the one character; of a
 * number of five digits or more its runs of five.
 */
export function queryGrams(query: string): string[] {
  const grams = new Set<string>();
  for (const word of words(query)) {
    if (word.length === 1) grams.add(word[0] ?? "");
    if (word.length >= DIGITS && /^[0-9]+$/.test(word.join(""))) {
      for (const gram of fiveDigits(word.join(""))) grams.add(gram);
      continue;
    }
    for (let at = 0; at + 1 < word.length; at += 1) grams.add(`${word[at]}${word[at + 1]}`);
  }
  return [...grams];
}
