/**
 * Search without a search engine: a field of short pieces of text (grams), the same on every adapter. The longer a piece
 * is, the fewer documents have it: what is asked for is always the longest pieces of the query.
 */

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

/** Pieces of so many characters. */
const LONGEST = 3;
/** Digits that stand together are many and alike: five of them say what three cannot. */
const DIGITS = 5;

const isDigit = (character: string): boolean =>
  character >= "0" && character <= "9" && character.length === 1;

/** The run of digits that each character is in, from and to (after its last); null outside and in runs of under five. */
function numbersOf(word: string[]): ({ from: number; to: number } | null)[] {
  const runs: ({ from: number; to: number } | null)[] = new Array(word.length).fill(null);
  for (let from = 0; from < word.length; from += 1) {
    let to = from;
    while (to < word.length && isDigit(word[to]!)) to += 1;
    if (to - from >= DIGITS) runs.fill({ from, to }, from, to);
    if (to > from) from = to;
  }
  return runs;
}

/**
 * What a document stores in its search field, once each: all pieces of one, two and three characters, and of five in
 * numbers of five digits or more. Of such a number the pieces of one and two are only those at its begin and end.
 */
export function ngrams(...texts: (string | null | undefined)[]): string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    for (const word of words(text ?? "")) {
      const numbers = numbersOf(word);
      for (let from = 0; from < word.length; from += 1) {
        const number = numbers[from] ?? null;
        let piece = "";
        for (let length = 1; length <= DIGITS && from + length <= word.length; length += 1) {
          const to = from + length;
          piece += word[to - 1]!;
          const inNumber = number !== null && to <= number.to;
          if (length === DIGITS ? inNumber : length === LONGEST) grams.add(piece);
          else if (length < LONGEST && (!inNumber || from === number.from || to === number.to))
            grams.add(piece);
        }
      }
    }
  }
  return [...grams];
}

/**
 * The grams that a document must contain, all of them, to be found by `query`: pieces of three characters, or the whole
 * word when it is shorter; of a number of five digits or more its runs of five.
 */
export function queryGrams(query: string): string[] {
  const grams = new Set<string>();
  for (const word of words(query)) {
    const numbers = numbersOf(word);
    const pieces = (length: number, wanted: (inNumber: boolean) => boolean): void => {
      for (let from = 0; from + length <= word.length; from += 1) {
        const number = numbers[from] ?? null;
        if (wanted(number !== null && from + length <= number.to))
          grams.add(word.slice(from, from + length).join(""));
      }
    };
    pieces(Math.min(word.length, LONGEST), (inNumber) => !inNumber);
    pieces(DIGITS, (inNumber) => inNumber);
  }
  return [...grams];
}
