/**
 * What the grammar does not know, written so that it does: calls of `and(…)` and `or(…)`, `date and time(…)` as one name,
 * the type `function` without
 * parameters, the type `range<…>`, and in Zeebe comparisons of the tested value behind `and` and `or` (`> 3 and < 10`).
 */
import type { Dialect } from "./names.ts";

export interface Adapted {
  /** The text that names and literals are read from. */
  source: string;
  /** The same text, of the same length, for the grammar. */
  parsed: string;
  /** Offsets in `source` of what was put in: one word of two characters each. */
  inserted: readonly number[];
}

const INSERTED = "? ";
const suspicious =
  /\b(?:and|or)\s*[(<>]|\binstance\s+of\s+function\b|\brange\s*<|\b(?:date\s+and\s+time|years\s+and\s+months\s+duration)\s*\(/;
/** Names of functions with an `and` in them: in deep expressions the grammar gives up the reading as a name. */
const nameWithAnd = /^(?:date\s+and\s+time|years\s+and\s+months\s+duration)(?=\s*\()/;
/** The parameter of a type, e.g. `<number>`. */
const typeParameter = /^\s*<[\p{L}\p{N}\s_.]+>/u;
const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|[\p{L}\p{N}_$]+|\.\.|\*\*|[<>!]=|\S/gu;
/** Behind these an operand must follow. */
const openers = new Set([
  ..."([{,:+-*/=<>",
  ...["..", "**", "<=", ">=", "!="],
  ...["and", "or", "then", "else", "return", "satisfies", "if", "in", "between", "of"],
]);

/** The text as the grammar takes it; unchanged where nothing of the kind stands in it. */
export function adapt(text: string, dialect: Dialect): Adapted {
  if (!suspicious.test(text)) return { source: text, parsed: text, inserted: [] };
  const inserted: number[] = [];
  const source: string[] = [];
  const parsed: string[] = [];
  let [length, copied] = [0, 0];
  const copy = (to: number, written?: string): void => {
    const part = text.slice(copied, to);
    source.push(part);
    parsed.push(written ?? part);
    length += part.length;
    copied = to;
  };
  let [previous, before] = ["", ""];
  let within = 0;
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (word.startsWith("//") || word.startsWith("/*")) continue;
    const at = match.index;
    if (at < within) continue;
    const end = at + word.length;
    const name =
      word === "date" || word === "years" ? nameWithAnd.exec(text.slice(at, at + 100))?.[0] : undefined;
    if (name !== undefined && previous !== ".") {
      copy(at);
      copy(at + name.length, name.replace(/\s/g, "_"));
      within = at + name.length;
      [before, previous] = [previous, "a name"];
      continue;
    }
    const operand = previous === "" || openers.has(previous);
    if ((word === "and" || word === "or") && operand && /^\s*\(/.test(text.slice(end, end + 100))) {
      copy(at);
      copy(end, word === "and" ? "anD" : "oR");
      [before, previous] = [previous, "a name"];
      continue;
    }
    if (word === "function" && previous === "of" && before === "instance" && !/^\s*</.test(text.slice(end))) {
      copy(at);
      copy(end, "functioN");
    } else if (word === "range" && typeParameter.test(text.slice(end, end + 200))) {
      copy(at);
      copy(end, "list ");
    } else if (dialect === "zeebe" && (previous === "and" || previous === "or") && /^[<>]=?$/.test(word)) {
      copy(at);
      inserted.push(length);
      source.push(INSERTED);
      parsed.push(INSERTED);
      length += INSERTED.length;
    }
    [before, previous] = [previous, word];
  }
  copy(text.length);
  return { source: source.join(""), parsed: parsed.join(""), inserted };
}

/** The offset in the given text of an offset in `source`. */
export function placeIn(adapted: Adapted, at: number): number {
  return at - adapted.inserted.filter((one) => one < at).length * INSERTED.length;
}
