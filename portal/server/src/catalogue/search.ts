/** Finds services by what people say: names, keywords, colloquial words, pinyin and its initials, one typo. */
import type { Text } from "../platform/text.ts";
import { editDistance } from "./content/nearest.ts";

export interface Searchable {
  id: string;
  names: Text[];
  keywords: string[];
  /** Syllables parted by blanks. */
  pinyin: string[];
}

export interface Hit {
  id: string;
  score: number;
}

export interface SearchIndex {
  /** Hits, best first. */
  find(query: string): Hit[];
  /** The nearest when nothing hits. */
  nearest(query: string, limit: number): string[];
}

const EXACT = 100;
const CONTAINED = 80;
const WORD = 60;
const SYNONYM = 50;
const PINYIN = 40;
const TYPO = 30;

export function plain(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[\s\p{P}\p{S}]+/gu, "");
}

/** Words that carry no meaning in a query: 我想办个…, 怎么…, how do I … */
const fillers =
  /(我|想要|想|要|怎么|如何|哪里|哪儿|在哪|需要|什么|办理|申请|办个|开个|开一家|开家|一个|一家|手续|流程|材料|的|吗|呢|了|个|家)/g;

export function createSearch(
  entries: readonly Searchable[],
  synonyms: readonly (readonly string[])[],
): SearchIndex {
  const groups = synonyms.map((group) => group.map(plain));
  const ready = entries.map((entry) => ({
    id: entry.id,
    words: [...entry.names.flatMap(({ zh, en }) => [zh, en]), ...entry.keywords].map(plain),
    pinyin: entry.pinyin.filter((text) => text !== "").map((text) => text.toLowerCase().split(/\s+/)),
  }));
  const scoreOf = (entry: (typeof ready)[number], query: string): number => {
    let best = 0;
    const reach = (score: number): void => {
      best = Math.max(best, score);
    };
    for (const word of entry.words) {
      if (word === query) reach(EXACT);
      else if (query.length > 1 && word.includes(query)) reach(CONTAINED);
      else if (word.length > 1 && query.includes(word)) reach(WORD);
      else if (oneTypo(word, query)) reach(TYPO);
    }
    for (const syllables of entry.pinyin) {
      const whole = syllables.join("");
      const initials = syllables.map((syllable) => syllable[0] ?? "").join("");
      if (/^[a-z]{2,}$/.test(query) && (whole.includes(query) || initials.includes(query))) reach(PINYIN);
      else if (/^[a-z]{5,}$/.test(query) && oneTypo(whole, query)) reach(TYPO);
    }
    return best;
  };
  const meanings = (query: string): string[] =>
    groups.flatMap((group) => {
      const hit = group.some(
        (word) => word === query || (word.length > 1 && query.includes(word)) || oneTypo(word, query),
      );
      return hit ? group : [];
    });
  return {
    find(raw) {
      const query = plain(raw);
      if (query === "") return ready.map(({ id }) => ({ id, score: 0 }));
      const short = query.replace(fillers, "");
      const others = new Set([...meanings(query), ...(short.length > 1 ? [short, ...meanings(short)] : [])]);
      return ready
        .map((entry) => {
          const direct = scoreOf(entry, query);
          const meant = Math.max(0, ...[...others].map((word) => Math.min(SYNONYM, scoreOf(entry, word))));
          return { id: entry.id, score: Math.max(direct, meant) };
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
    },
    nearest(raw, limit) {
      const wanted = pairs(plain(raw));
      return ready
        .map((entry) => ({
          id: entry.id,
          like: Math.max(0, ...entry.words.map((word) => likeness(wanted, pairs(word)))),
        }))
        .sort((a, b) => b.like - a.like)
        .slice(0, limit)
        .map(({ id }) => id);
    },
  };
}

/** One wrong, missing, added or swapped character, in words long enough to tell. */
function oneTypo(word: string, query: string): boolean {
  const least = /[a-z]/.test(query) ? 4 : 3;
  if (query.length < least || word.length < query.length - 1) return false;
  if (Math.abs(word.length - query.length) <= 1) return editDistance(word, query) === 1;
  for (let at = 0; at + query.length <= word.length; at += 1)
    if (editDistance(word.slice(at, at + query.length), query) === 1) return true;
  return false;
}

function pairs(text: string): Set<string> {
  const characters = [...text];
  return new Set([
    ...characters,
    ...characters.slice(1).map((second, at) => (characters[at] ?? "") + second),
  ]);
}

function likeness(a: Set<string>, b: Set<string>): number {
  const both = a.intersection(b).size;
  return both === 0 ? 0 : both / Math.sqrt(a.size * b.size);
}
