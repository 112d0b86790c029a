/** Search without a search engine: a field of 1- and 2-grams, the same on every adapter. */

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

/** All 1- and 2-grams of the texts, once each: what a document stores in its (declared) search field. */
export function ngrams(...texts: (string | null | undefined)[]): string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    for (const word of words(text ?? "")) {
      word.forEach((character, at) => {
        grams.add(character);
        const next = word[at + 1];
        if (next !== undefined) grams.add(character + next);
      });
    }
  }
  return [...grams];
}

/** The grams that a document must contain, all of them, to be found by `query`: 2-grams, or the one character. */
export function queryGrams(query: string): string[] {
  const grams = new Set<string>();
  for (const word of words(query)) {
    if (word.length === 1) grams.add(word[0] ?? "");
    for (let at = 0; at + 1 < word.length; at += 1) grams.add(`${word[at]}${word[at + 1]}`);
  }
  return [...grams];
}
