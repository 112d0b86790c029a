/**
 * Regular expressions in time linear in the text: all alternatives advance together, none is tried again (Thompson,
 * Pike). So no pattern can run for ever, whatever an author or an applicant writes. Patterns with back-references have
 * no such way: their alternatives are tried one after the other, each state once, and every state counts as a step.
 */
import { FeelLimitError } from "../errors.ts";
import { isWord, PatternError, PatternReader } from "./parse.ts";
import type { CharTest, Pattern, PatternFlags } from "./parse.ts";

type Instruction =
  | { op: "char"; test: CharTest }
  | { op: "back"; group: number }
  | { op: "split"; first: number; second: number }
  | { op: "jump"; to: number }
  | { op: "save"; slot: number }
  | { op: "assert"; at: "start" | "end" | "word" | "not word" }
  | { op: "match" };

const MAX_PROGRAM = 20_000;

export interface RegexMatch {
  /** Code point positions. */
  start: number;
  end: number;
  /** Per group: its text, or null when it took no part. Group 0 is the whole match. */
  groups: (string | null)[];
}

/** A text as patterns read it: its characters and their code points. */
export interface Subject {
  chars: readonly string[];
  points: readonly number[];
}

export function subjectOf(text: string): Subject {
  const chars = Array.from(text);
  return { chars, points: chars.map((ch) => ch.codePointAt(0) ?? 0) };
}

/** A compiled pattern. `step` is called with the work done, so that the caller can bound it. */
export class Regex {
  private readonly program: Instruction[] = [];
  private readonly slots: number;
  private readonly multiline: boolean;
  private readonly ignoreCase: boolean;
  private backtracks = false;

  constructor(pattern: string, flags: PatternFlags) {
    const reader = new PatternReader(pattern, flags);
    const tree = reader.read();
    this.slots = (reader.groups + 1) * 2;
    this.multiline = flags.multiline;
    this.ignoreCase = flags.ignoreCase;
    this.emit({ kind: "group", index: 0, of: tree });
    this.add({ op: "match" });
  }

  private add(instruction: Instruction): number {
    if (this.program.length >= MAX_PROGRAM) throw new FeelLimitError("pattern", MAX_PROGRAM);
    return this.program.push(instruction) - 1;
  }

  private emit(node: Pattern): void {
    switch (node.kind) {
      case "char":
        this.add({ op: "char", test: node.test });
        return;
      case "assert":
        this.add({ op: "assert", at: node.at });
        return;
      case "back":
        this.backtracks = true;
        this.add({ op: "back", group: node.group });
        return;
      case "sequence":
        for (const part of node.parts) this.emit(part);
        return;
      case "group":
        if (node.index !== null) this.add({ op: "save", slot: node.index * 2 });
        this.emit(node.of);
        if (node.index !== null) this.add({ op: "save", slot: node.index * 2 + 1 });
        return;
      case "choice":
        this.emitChoice(node.options);
        return;
      case "repeat":
        for (let i = 0; i < node.min; i++) this.emit(node.of);
        if (node.max === null) this.emitStar(node.of, node.lazy);
        else this.emitOptional(node.of, node.max - node.min, node.lazy);
    }
  }

  private emitChoice(options: Pattern[]): void {
    const ends: { op: "jump"; to: number }[] = [];
    options.forEach((option, i) => {
      if (i === options.length - 1) return this.emit(option);
      const split = { op: "split" as const, first: 0, second: 0 };
      split.first = this.add(split) + 1;
      this.emit(option);
      const jump = { op: "jump" as const, to: 0 };
      this.add(jump);
      ends.push(jump);
      split.second = this.program.length;
    });
    for (const jump of ends) jump.to = this.program.length;
  }

  private emitStar(of: Pattern, lazy: boolean): void {
    const split = { op: "split" as const, first: 0, second: 0 };
    const at = this.add(split);
    this.emit(of);
    this.add({ op: "jump", to: at });
    const [body, after] = [at + 1, this.program.length];
    split.first = lazy ? after : body;
    split.second = lazy ? body : after;
  }

  private emitOptional(of: Pattern, times: number, lazy: boolean): void {
    const splits: { op: "split"; first: number; second: number }[] = [];
    for (let i = 0; i < times; i++) {
      const split = { op: "split" as const, first: 0, second: 0 };
      split.first = this.add(split) + 1;
      splits.push(split);
      this.emit(of);
    }
    const after = this.program.length;
    for (const split of splits) {
      split.second = lazy ? split.first : after;
      if (lazy) split.first = after;
    }
  }

  /** The first match at or after code point `from` of the text; null when there is none. */
  find(subject: Subject, from: number, step: (work: number) => void): RegexMatch | null {
    if (this.backtracks) return this.search(subject, from, step);
    const { points } = subject;
    let threads: Thread[] = [];
    let found: (number | undefined)[] | null = null;
    for (let at = from; at <= points.length; at++) {
      const seen = new Set<number>();
      const current: Thread[] = [];
      for (const thread of threads) this.follow(thread.pc, thread.slots, at, points, seen, current);
      if (!found) this.follow(0, new Array<number | undefined>(this.slots), at, points, seen, current);
      step(seen.size + 1);
      if (current.length === 0 && found) break;
      threads = [];
      const point = points[at];
      for (const thread of current) {
        const instruction = this.program[thread.pc] as Instruction;
        if (instruction.op === "match") {
          found = thread.slots;
          break;
        }
        if (instruction.op === "char" && point !== undefined && instruction.test(point)) {
          threads.push({ pc: thread.pc + 1, slots: thread.slots });
        }
      }
    }
    return found && this.toMatch(found, subject.chars);
  }

  private search(subject: Subject, from: number, step: (work: number) => void): RegexMatch | null {
    for (let start = from; start <= subject.points.length; start++) {
      const slots = this.tryAt(subject, start, step);
      if (slots) return this.toMatch(slots, subject.chars);
    }
    return null;
  }

  /** The match that begins at `start`; of several the one that the pattern's order puts first. */
  private tryAt(
    { points, chars }: Subject,
    start: number,
    step: (work: number) => void,
  ): (number | undefined)[] | null {
    const seen = new Set<string>();
    const stack = [{ pc: 0, at: start, slots: new Array<number | undefined>(this.slots) }];
    for (let state = stack.pop(); state; state = stack.pop()) {
      const { pc, at, slots } = state;
      const key = `${pc} ${at} ${slots.join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      step(1 + (slots.length >> 2));
      const instruction = this.program[pc] as Instruction;
      switch (instruction.op) {
        case "match":
          return slots;
        case "jump":
          stack.push({ pc: instruction.to, at, slots });
          break;
        case "split":
          stack.push({ pc: instruction.second, at, slots }, { pc: instruction.first, at, slots });
          break;
        case "save":
          stack.push({ pc: pc + 1, at, slots: slots.with(instruction.slot, at) });
          break;
        case "assert":
          if (this.holds(instruction.at, at, points)) stack.push({ pc: pc + 1, at, slots });
          break;
        case "char": {
          const point = points[at];
          if (point !== undefined && instruction.test(point)) stack.push({ pc: pc + 1, at: at + 1, slots });
          break;
        }
        case "back": {
          const end = this.afterRepeat(chars, at, slots, instruction.group);
          if (end !== null) stack.push({ pc: pc + 1, at: end, slots });
        }
      }
    }
    return null;
  }

  /** Where the text of a group ends that stands at `at` once more; a group that took no part is empty. */
  private afterRepeat(
    chars: readonly string[],
    at: number,
    slots: readonly (number | undefined)[],
    group: number,
  ): number | null {
    const [start, end] = [slots[group * 2], slots[group * 2 + 1]];
    if (start === undefined || end === undefined) return at;
    for (let i = start; i < end; i++) {
      const [a = "", b] = [chars[i], chars[at + i - start]];
      const same = a === b || (this.ignoreCase && a.toLowerCase() === b?.toLowerCase());
      if (!same) return null;
    }
    return at + end - start;
  }

  private follow(
    start: number,
    startSlots: (number | undefined)[],
    at: number,
    points: readonly number[],
    seen: Set<number>,
    out: Thread[],
  ): void {
    const stack: Thread[] = [{ pc: start, slots: startSlots }];
    for (let thread = stack.pop(); thread; thread = stack.pop()) {
      const { pc, slots } = thread;
      if (seen.has(pc)) continue;
      seen.add(pc);
      const instruction = this.program[pc] as Instruction;
      switch (instruction.op) {
        case "jump":
          stack.push({ pc: instruction.to, slots });
          break;
        case "split":
          stack.push({ pc: instruction.second, slots }, { pc: instruction.first, slots });
          break;
        case "save": {
          const next = slots.slice();
          next[instruction.slot] = at;
          stack.push({ pc: pc + 1, slots: next });
          break;
        }
        case "assert":
          if (this.holds(instruction.at, at, points)) stack.push({ pc: pc + 1, slots });
          break;
        default:
          out.push(thread);
      }
    }
  }

  private holds(what: "start" | "end" | "word" | "not word", at: number, points: readonly number[]): boolean {
    if (what === "start") return at === 0 || (this.multiline && points[at - 1] === 10);
    if (what === "end") return at === points.length || (this.multiline && points[at] === 10);
    const before = at > 0 && isWord(points[at - 1] ?? 0);
    const after = at < points.length && isWord(points[at] ?? 0);
    return (before !== after) === (what === "word");
  }

  private toMatch(slots: (number | undefined)[], text: readonly string[]): RegexMatch {
    const groups: (string | null)[] = [];
    for (let i = 0; i < slots.length; i += 2) {
      const [start, end] = [slots[i], slots[i + 1]];
      groups.push(start === undefined || end === undefined ? null : text.slice(start, end).join(""));
    }
    return { start: slots[0] ?? 0, end: slots[1] ?? 0, groups };
  }
}

interface Thread {
  pc: number;
  slots: (number | undefined)[];
}

const cache = new Map<string, Regex | null>();

/** A pattern with XPath flags (s, m, i, x, q), compiled once; null when it is no valid pattern. */
export function regexOf(pattern: string, flags: string): Regex | null {
  const key = `${flags}/${pattern}`;
  let regex = cache.get(key);
  if (regex === undefined) {
    regex = compile(pattern, flags);
    if (cache.size >= 500) cache.clear();
    cache.set(key, regex);
  }
  return regex;
}

function compile(source: string, flags: string): Regex | null {
  if (!/^[smixq]*$/.test(flags) || source.length > 10_000) return null;
  let pattern = source;
  if (flags.includes("q")) pattern = pattern.replace(/[\\^$.|?*+()[\]{}-]/g, "\\$&");
  else if (flags.includes("x")) pattern = removeBlanks(pattern);
  try {
    return new Regex(pattern, {
      ignoreCase: flags.includes("i"),
      multiline: flags.includes("m"),
      dotAll: flags.includes("s"),
    });
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** Flag x: white space counts only inside of classes, not even behind a backslash. */
function removeBlanks(pattern: string): string {
  let depth = 0;
  let out = "";
  for (let i = 0; i < pattern.length; i++) {
    const ch = pattern[i] as string;
    if (ch === "\\") {
      do i++;
      while (depth === 0 && /\s/.test(pattern[i] ?? ""));
      out += ch + (pattern[i] ?? "");
      continue;
    }
    if (ch === "[") depth++;
    if (ch === "]") depth--;
    if (depth > 0 || !/\s/.test(ch)) out += ch;
  }
  return out;
}
