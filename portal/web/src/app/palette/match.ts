/** Whether typed words name something: in Chinese, English, pinyin or its initials. */

export interface Named {
  zh: string;
  en: string;
  /** Syllables parted by blanks: `dai ban`. */
  pinyin: string;
}

const plain = (text: string): string => text.toLowerCase().normalize("NFKC").replace(/\s+/g, "");

/** 3: begins so; 2: holds it; 1: by pinyin; 0: no. Nothing typed names everything. */
export function matchScore(name: Named, query: string): number {
  const q = plain(query);
  if (q === "") return 3;
  const words = [name.zh, name.en].map(plain);
  if (words.some((word) => word.startsWith(q))) return 3;
  if (words.some((word) => word.includes(q))) return 2;
  const syllables = name.pinyin.split(" ");
  const initials = syllables.map((syllable) => syllable[0] ?? "").join("");
  return syllables.join("").startsWith(q) || initials.startsWith(q) ? 1 : 0;
}

/** Those that the words name, best first, else in their order. */
export function bestOf<T extends Named>(entries: readonly T[], query: string): T[] {
  return entries
    .map((entry) => ({ entry, score: matchScore(entry, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
