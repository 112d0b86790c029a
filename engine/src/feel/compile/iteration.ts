/** `for`, `some`, `every`. */
import { compareValues } from "../compare.ts";
import { isNumber, add, toInteger } from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import type { Ast, Iterator } from "../syntax/ast.ts";
import { fromEpochDay, toEpochDay } from "../temporal/calendar.ts";
import { FeelDate } from "../temporal/types.ts";
import { FeelRange, fromHost, isList } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { expected } from "../warning-texts.ts";
import { mentionsName } from "../variables.ts";
import { local } from "./scope.ts";
import type { Code, Compiler, Frame, Scope } from "./scope.ts";

/** All values from one end to the other, up or down; null when the ends are no whole numbers or dates. */
export function enumerate(from: FeelValue, to: FeelValue, rt: Runtime): FeelValue[] | null {
  if (from instanceof FeelDate && to instanceof FeelDate) {
    return steps(toEpochDay(from), toEpochDay(to), rt, (n) => fromEpochDay(n));
  }
  if (!isNumber(from) || !isNumber(to)) return null;
  const [a, b] = [toInteger(from), toInteger(to)];
  if (a !== null && b !== null) return steps(a, b, rt, (n) => n);
  return fractional(from, to, rt);
}

function fractional(from: FeelNumber, to: FeelNumber, rt: Runtime): FeelValue[] {
  const list: FeelValue[] = [];
  const step = (compareValues(from, to) ?? 0) <= 0 ? 1 : -1;
  let at: FeelNumber | null = from;
  while (at !== null && (compareValues(at, to) ?? 0) * step <= 0) {
    rt.listSize(list.length + 1);
    list.push(at);
    at = add(at, step);
  }
  return list;
}

function steps(from: number, to: number, rt: Runtime, make: (n: number) => FeelValue): FeelValue[] {
  const count = Math.abs(to - from) + 1;
  rt.listSize(count);
  const sign = from <= to ? 1 : -1;
  return Array.from({ length: count }, (_, i) => make(from + sign * i));
}

/** The elements a range holds, when it is closed over whole numbers or dates. */
export function elementsOfRange(range: FeelRange, rt: Runtime): FeelValue[] | null {
  if (range.start === null || range.end === null) return null;
  const order = compareValues(range.start, range.end);
  if (order === null || order > 0) return null;
  const all = enumerate(range.start, range.end, rt);
  if (!all) return null;
  return all.slice(range.startIncluded ? 0 : 1, range.endIncluded ? undefined : -1);
}

type Source = (f: Frame) => readonly FeelValue[] | null;

function compileSource(c: Compiler, it: Iterator, scope: Scope | null): Source {
  const from = c.compile(it.from, scope);
  if (it.to) {
    const to = c.compile(it.to, scope);
    return (f) => {
      const [a, b] = [from(f), to(f)];
      return enumerate(a, b, f.rt) ?? refuse(f.rt, a);
    };
  }
  return (f) => {
    const value = from(f);
    if (isList(value)) return value;
    if (value instanceof FeelRange) return elementsOfRange(value, f.rt) ?? refuse(f.rt, value);
    if (f.rt.dialect === "dmn" && value !== null) return [value];
    return refuse(f.rt, value);
  };
}

function refuse(rt: Runtime, value: FeelValue): null {
  return expected(rt, "list", value);
}

/** Runs `body` for each combination; false from it stops. Gives false when a source is no list. */
type Loop = (frame: Frame, body: (frame: Frame) => boolean) => boolean | null;

/** In Zeebe no source sees the variables of the iterators before it: all are read beforehand, by `base`. */
function compileLoop(
  c: Compiler,
  iterators: Iterator[],
  scope: Scope | null,
  base: Scope | null = scope,
  depth = 0,
): { loop: Loop; scope: Scope | null } {
  const [first, ...rest] = iterators;
  if (!first) return { loop: (f, body) => body(f), scope };
  const independent = c.dialect === "zeebe";
  const source = compileSource(c, first, independent ? base : scope);
  const inner = compileLoop(c, rest, local(scope, first.name), base, depth + 1);
  const loop: Loop = (f, body) => {
    const list = source(independent ? ancestor(f, depth) : f);
    if (!list) return null;
    for (let i = 0; i < list.length; i++) {
      f.rt.step();
      const go = inner.loop(f.push(fromHost(list[i])), body);
      if (go !== true) return go;
    }
    return true;
  };
  return { loop, scope: inner.scope };
}

function ancestor(frame: Frame, depth: number): Frame {
  let f = frame;
  for (let i = 0; i < depth; i++) f = f.parent as Frame;
  return f;
}

export function compileFor(c: Compiler, iterators: Iterator[], body: Ast, scope: Scope | null): Code {
  const { loop, scope: inner } = compileLoop(c, iterators, scope);
  const partial = mentionsName(body, "partial");
  const code = c.compile(body, partial ? local(inner, "partial") : inner);
  return (f) => {
    const result: FeelValue[] = [];
    const done = loop(f, (frame) => {
      if (partial) f.rt.step(result.length);
      result.push(code(partial ? frame.push(result.slice()) : frame));
      if (result.length > f.rt.limits.list) f.rt.listSize(result.length);
      return true;
    });
    return done === null ? null : result;
  };
}

export function compileQuantified(
  c: Compiler,
  kind: "some" | "every",
  iterators: Iterator[],
  body: Ast,
  scope: Scope | null,
): Code {
  const { loop, scope: inner } = compileLoop(c, iterators, scope);
  const code = c.compile(body, inner);
  const decisive = kind === "some";
  return (f) => {
    let result: boolean | null = !decisive;
    const done = loop(f, (frame) => {
      const verdict = code(frame);
      if (verdict === decisive) {
        result = decisive;
        return false;
      }
      if (typeof verdict !== "boolean") result = null;
      return true;
    });
    return done === null ? null : result;
  };
}
