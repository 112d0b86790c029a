/** Reads regular expressions (XML Schema and XPath 3.1) into a tree. */
import { blocks } from "./blocks.ts";

export type CharTest = (codePoint: number) => boolean;

export type Pattern =
  | { kind: "char"; test: CharTest }
  /** `\\1`: what the group took. */
  | { kind: "back"; group: number }
  | { kind: "assert"; at: "start" | "end" | "word" | "not word" }
  | { kind: "sequence"; parts: Pattern[] }
  | { kind: "choice"; options: Pattern[] }
  | { kind: "group"; index: number | null; of: Pattern }
  | { kind: "repeat"; of: Pattern; min: number; max: number | null; lazy: boolean };

export interface PatternFlags {
  ignoreCase: boolean;
  multiline: boolean;
  dotAll: boolean;
}

/** Thrown for a pattern that is no regular expression, or uses look-around. */
export class PatternError extends Error {}

const MAX_REPEAT = 1000;
const MAX_NESTING = 100;

export class PatternReader {
  private readonly chars: string[];
  private readonly flags: PatternFlags;
  private pos = 0;
  private depth = 0;
  groups = 0;
  /** Groups that are read to their end: only these can be referred to. */
  private readonly closed = new Set<number>();

  constructor(pattern: string, flags: PatternFlags) {
    this.chars = Array.from(pattern);
    this.flags = flags;
  }

  read(): Pattern {
    const pattern = this.choice();
    if (this.pos < this.chars.length) throw new PatternError("unbalanced )");
    return pattern;
  }

  private peek(offset = 0): string | undefined {
    return this.chars[this.pos + offset];
  }

  private take(): string {
    const ch = this.chars[this.pos++];
    if (ch === undefined) throw new PatternError("the pattern ends too early");
    return ch;
  }

  private accept(ch: string): boolean {
    if (this.peek() !== ch) return false;
    this.pos++;
    return true;
  }

  private choice(): Pattern {
    if (++this.depth > MAX_NESTING) throw new PatternError("nested too deeply");
    const options = [this.sequence()];
    while (this.accept("|")) options.push(this.sequence());
    this.depth--;
    return options.length === 1 ? (options[0] as Pattern) : { kind: "choice", options };
  }

  private sequence(): Pattern {
    const parts: Pattern[] = [];
    for (let ch = this.peek(); ch !== undefined && ch !== "|" && ch !== ")"; ch = this.peek()) {
      parts.push(this.quantified(this.atom()));
    }
    return { kind: "sequence", parts };
  }

  private quantified(of: Pattern): Pattern {
    const bounds = this.bounds();
    if (!bounds) return of;
    const lazy = this.accept("?");
    if (this.peek() === "+") throw new PatternError("possessive quantifiers are not supported");
    return { kind: "repeat", of, min: bounds[0], max: bounds[1], lazy };
  }

  private bounds(): [number, number | null] | null {
    if (this.accept("*")) return [0, null];
    if (this.accept("+")) return [1, null];
    if (this.accept("?")) return [0, 1];
    if (!this.accept("{")) return null;
    let text = "";
    while (this.peek() !== "}") text += this.take();
    this.pos++;
    const m = /^(\d+)(,(\d*))?$/.exec(text);
    if (!m) throw new PatternError(`{${text}} is no quantity`);
    const min = Number(m[1]);
    const max = m[2] === undefined ? min : m[3] === "" ? null : Number(m[3]);
    if (min > MAX_REPEAT || (max ?? 0) > MAX_REPEAT || (max !== null && max < min)) {
      throw new PatternError(`{${text}} is no quantity`);
    }
    return [min, max];
  }

  private atom(): Pattern {
    const ch = this.take();
    switch (ch) {
      case "(":
        return this.group();
      case "[":
        return { kind: "char", test: this.fold(this.charClass()) };
      case ".":
        return { kind: "char", test: this.flags.dotAll ? () => true : (c) => c !== 10 && c !== 13 };
      case "^":
        return { kind: "assert", at: "start" };
      case "$":
        return { kind: "assert", at: "end" };
      case "\\": {
        const next = this.peek();
        if (next === "b" || next === "B") {
          this.pos++;
          return { kind: "assert", at: next === "b" ? "word" : "not word" };
        }
        if (next !== undefined && /[1-9]/.test(next)) return this.backReference();
        return { kind: "char", test: this.fold(this.escape()) };
      }
      case "*":
      case "+":
      case "?":
      case "{":
        throw new PatternError(`nothing to repeat before ${ch}`);
      default:
        return { kind: "char", test: this.fold(equals(ch)) };
    }
  }

  private group(): Pattern {
    let index: number | null = null;
    if (this.accept("?")) {
      if (!this.accept(":")) throw new PatternError("look-around and named groups are not supported");
    } else {
      index = ++this.groups;
    }
    const of = this.choice();
    if (!this.accept(")")) throw new PatternError("a ) is missing");
    if (index !== null) this.closed.add(index);
    return { kind: "group", index, of };
  }

  /** As many digits as there are groups. */
  private backReference(): Pattern {
    let group = Number(this.take());
    for (let next = this.peek(); next !== undefined && /[0-9]/.test(next); next = this.peek()) {
      if (group * 10 + Number(next) > this.groups) break;
      group = group * 10 + Number(this.take());
    }
    if (!this.closed.has(group)) throw new PatternError(`\\${group} refers to no group before it`);
    return { kind: "back", group };
  }

  private fold(test: CharTest): CharTest {
    if (!this.flags.ignoreCase) return test;
    return (c) => {
      if (test(c)) return true;
      const ch = String.fromCodePoint(c);
      const [lower, upper] = [ch.toLowerCase(), ch.toUpperCase()];
      return (
        (lower !== ch && test(lower.codePointAt(0) ?? 0)) || (upper !== ch && test(upper.codePointAt(0) ?? 0))
      );
    };
  }

  private escape(): CharTest {
    const ch = this.take();
    const simple = { n: 10, r: 13, t: 9 }[ch];
    if (simple !== undefined) return (c) => c === simple;
    const known = Object.hasOwn(shorthands, ch) ? shorthands[ch] : undefined;
    if (known) return known;
    if (ch === "p" || ch === "P") return this.property(ch === "P");
    if (/[A-Za-z0-9]/.test(ch)) throw new PatternError(`\\${ch} is not known`);
    return equals(ch);
  }

  private property(negated: boolean): CharTest {
    if (!this.accept("{")) throw new PatternError("\\p needs {…}");
    let name = "";
    while (this.peek() !== "}") name += this.take();
    this.pos++;
    if (!/^[A-Za-z0-9_=-]{1,50}$/.test(name)) throw new PatternError(`\\p{${name}} is not known`);
    const block = blocks.get(name);
    if (block) return (c) => (c >= block[0] && c <= block[1]) !== negated;
    let expression: RegExp;
    try {
      expression = new RegExp(`^\\p{${name}}$`, "u");
    } catch {
      throw new PatternError(`\\p{${name}} is not known`);
    }
    return (c) => expression.test(String.fromCodePoint(c)) !== negated;
  }

  private charClass(): CharTest {
    if (++this.depth > MAX_NESTING) throw new PatternError("nested too deeply");
    const negated = this.accept("^");
    const tests: CharTest[] = [];
    let minus: CharTest | null = null;
    for (let first = true; first || this.peek() !== "]"; first = false) {
      if (this.peek() === "-" && this.peek(1) === "[") {
        this.pos += 2;
        minus = this.charClass();
        if (this.peek() !== "]") throw new PatternError("a subtraction ends its class");
        break;
      }
      tests.push(this.classItem());
    }
    this.pos++;
    this.depth--;
    return (c) => tests.some((t) => t(c)) !== negated && !(minus?.(c) ?? false);
  }

  private classItem(): CharTest {
    const ch = this.take();
    if (ch === "[") throw new PatternError("[ inside of a class");
    let low = ch;
    if (ch === "\\") {
      const next = this.peek() ?? "";
      const simple = { n: "\n", r: "\r", t: "\t" }[next];
      if (simple === undefined && /[A-Za-z0-9]/.test(next)) return this.escape();
      low = simple ?? next;
      this.pos++;
    }
    if (this.peek() !== "-" || this.peek(1) === "]" || this.peek(1) === "[" || this.peek(1) === undefined) {
      return equals(low);
    }
    this.pos++;
    let high = this.take();
    if (high === "\\") {
      const next = this.take();
      high = { n: "\n", r: "\r", t: "\t" }[next] ?? next;
    }
    const [from, to] = [low.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
    if (to < from) throw new PatternError(`${low}-${high} runs backwards`);
    return (c) => c >= from && c <= to;
  }
}

function equals(ch: string): CharTest {
  const wanted = ch.codePointAt(0) ?? 0;
  return (c) => c === wanted;
}

function matching(expression: RegExp): CharTest {
  return (c) => expression.test(String.fromCodePoint(c));
}

function not(test: CharTest): CharTest {
  return (c) => !test(c);
}

const digit = matching(/^\p{Nd}$/u);
const space: CharTest = (c) => c === 32 || (c >= 9 && c <= 13);
export const isWord = matching(/^[\p{L}\p{N}\p{M}\p{S}_]$/u);
const nameStart = matching(/^[\p{L}_:]$/u);
const nameChar = matching(/^[\p{L}\p{Nd}\p{M}_:.\u00B7-]$/u);

const shorthands: Record<string, CharTest> = {
  d: digit,
  D: not(digit),
  s: space,
  S: not(space),
  w: isWord,
  W: not(isWord),
  i: nameStart,
  I: not(nameStart),
  c: nameChar,
  C: not(nameChar),
};
