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

const isDigit = (character: string | undefined): boolean =>
  character !== undefined && /^[0-9]$/.test(character);

/** For each character the length of the run of digits that it is in; 0 outside. */
function digitRuns(word: string[]): number[] {
  const lengths = word.map(() => 0);
  for (let from = 0; from < word.length; from += 1) {
    let to = from;
    while (isDigit(word[to])) to += 1;
    lengths.fill(to - from, from, to);
    if (to > from) from = to;
  }
  return lengths;
}

interface Piece {
  text: string;
  /** All of it inside one number of five digits or more. */
  inNumber: boolean;
  /** It begins or ends that number. */
  atEdge: boolean;
}

function pieces(word: string[], length: number, runs: number[]): Piece[] {
  return Array.from({ length: Math.max(0, word.length - length + 1) }, (_, at) => {
    const end = at + length - 1;
    return {
      text: word.slice(at, end + 1).join(""),
      inNumber: (runs[at] ?? 0) >= DIGITS && word.slice(at, end + 1).every(isDigit),
      atEdge: !isDigit(word[at - 1]) || !isDigit(word[end + 1]),
    };
  });
}

/**
 * What a document stores in its search field, once each: all pieces of one, two and three characters, and of five in
 * numbers of five digits or more. Of such a number the pieces of one and two are only those at its begin and end.
 */
export function ngrams(...texts: (string | null | undefined)[]): string[] {
  const grams = new Set<string>();
  for (const text of texts) {
    for (const word of words(text ?? "")) {
      const runs = digitRuns(word);
      for (const length of [1, 2, LONGEST, DIGITS])
        for (const piece of pieces(word, length, runs)) {
          const stored =
            length === DIGITS ? piece.inNumber : length === LONGEST || !piece.inNumber || piece.atEdge;
          if (stored) grams.add(piece.text);
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
    const runs = digitRuns(word);
    const asked = [
      ...pieces(word, Math.min(word.length, LONGEST), runs).filter((piece) => !piece.inNumber),
      ...pieces(word, DIGITS, runs).filter((piece) => piece.inNumber),
    ];
    for (const piece of asked) grams.add(piece.text);
  }
  return [...grams];
}
