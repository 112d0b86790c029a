/**
 * Texts of the web app, by key, in both languages. `{name}` stands for a value; `{n?one:many}` picks by whether the
 * value is 1 (English plurals).
 */
export interface TextEntry {
  readonly zh: string;
  readonly en: string;
}
export type TextTable = Readonly<Record<string, TextEntry>>;

type Names<S extends string> = S extends `${string}{${infer Hole}}${infer Rest}`
  ? (Hole extends `${infer Name}?${string}` ? Name : Hole) | Names<Rest>
  : never;
/** Values that the text of a key needs. */
export type TextValues<E extends TextEntry> = Record<Names<E["zh"]> | Names<E["en"]>, string | number>;

/** Declares a table of texts; keeps the literal types so that keys and values are checked. */
export function defineTexts<const T extends TextTable>(table: T): T {
  return table;
}

const HOLE = /\{(\w+)(?:\?([^:}]*):([^}]*))?\}/g;

/** Puts values into the holes of a text. A value that is not given stays visible as `{name}`. */
export function fillText(template: string, values: Record<string, string | number> = {}): string {
  return template.replace(HOLE, (whole, name: string, one: string | undefined, many: string | undefined) => {
    const value = values[name];
    if (value === undefined) return whole;
    return one === undefined ? String(value) : String(value === 1 ? one : many);
  });
}

/** Names of the holes of a text, each once. */
export function holesOf(template: string): string[] {
  return [...new Set([...template.matchAll(HOLE)].map((match) => match[1] ?? ""))].sort();
}
