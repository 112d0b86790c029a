/**
 * A plain interpreter of the tree, to hold the compiler against. It shares the values with it (numbers, times, equality,
 * order, built-ins) and nothing else: scopes are maps, logic is a minimum and maximum over false < null < true, tests
 * and loops are written down anew.
 */
import { builtins } from "../builtins/registry.ts";
import { compareValues, equalValues, foundInZeebe, inRange } from "../compare.ts";
import * as numbers from "../numbers.ts";
import type { Runtime } from "../runtime.ts";
import { scaled, scaledNegate, scaledPower } from "../scale.ts";
import type { Arguments, ArithmeticOp, Ast, CompareOp, Iterator } from "../syntax/ast.ts";
import { addDuration, addDurations, difference } from "../temporal/arithmetic.ts";
import { fromEpochDay, toEpochDay } from "../temporal/calendar.ts";
import { propertyOf } from "../temporal/properties.ts";
import { divideDuration, negateDuration, scaleDuration } from "../temporal/scale.ts";
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from "../temporal/types.ts";
import { isInstance, isInstanceInZeebe } from "../types.ts";
import { FeelFunction, FeelRange, fromHost, isContext, isList, newContext } from "../values.ts";
import type { FeelContext, FeelDuration, FeelTemporal, FeelValue, TypeRef } from "../values.ts";

type Verdict = boolean | null;

/** What an expression sees; nothing in it is ever changed. */
interface World {
  rt: Runtime;
  names: ReadonlyMap<string, FeelValue>;
  /** The value under test (`?`). */
  input: FeelValue;
  /** Numbers keep the digits after the point (see `scale.ts`). */
  digits: boolean;
}

/** The value of a tree over a context. */
export function interpret(tree: Ast, context: FeelContext, rt: Runtime, digits = false): FeelValue {
  const names = new Map(Object.entries(context).map(([name, value]) => [name, fromHost(value)]));
  return evaluate(tree, { rt, names, input: null, digits });
}

function withNames(world: World, entries: Iterable<readonly [string, FeelValue]>): World {
  return { ...world, names: new Map([...world.names, ...entries]) };
}

/** A tree's value; JavaScript's own leftovers never get out. */
function evaluate(ast: Ast, w: World): FeelValue {
  const zeebe = w.rt.dialect === "zeebe";
  const of = (part: Ast): FeelValue => evaluate(part, w);
  switch (ast.kind) {
    case "literal":
      return ast.value;
    case "name":
      if (w.names.has(ast.name)) return w.names.get(ast.name) ?? null;
      return zeebe ? null : (builtins.get(ast.name) ?? null);
    case "input":
      return w.input;
    case "path":
      return entry(of(ast.of), ast.name);
    case "filter":
      return filter(of(ast.of), ast.filter, w);
    case "call":
      return call(ast.target, ast.args, w);
    case "arithmetic":
      return arithmetic(ast.op, of(ast.left), of(ast.right), w);
    case "negate": {
      const value = of(ast.value);
      if (numbers.isNumber(value)) return w.digits ? scaledNegate(value) : numbers.negate(value);
      return isDuration(value) && !zeebe ? negateDuration(value) : null;
    }
    case "compare":
      return compared(ast.op, of(ast.left), of(ast.right), zeebe);
    case "between": {
      const value = of(ast.value);
      return both(compare(">=", value, of(ast.low), zeebe), compare("<=", value, of(ast.high), zeebe));
    }
    case "in": {
      const value = of(ast.value);
      return ast.tests
        .map((test) => passes(test, value, w))
        .reduce<Verdict>((a, b) => ranked(Math.max(rank(a), rank(b))), false);
    }
    case "and":
    case "or": {
      const [left, right] = [ast.left, ast.right].map((part) =>
        zeebe && part.kind === "test"
          ? compare(part.op, w.input, of(part.value), true)
          : truth(of(part), zeebe),
      ) as [Verdict, Verdict];
      return ast.kind === "and" ? both(left, right) : ranked(Math.max(rank(left), rank(right)));
    }
    case "if":
      return of(of(ast.condition) === true ? ast.yes : ast.no);
    case "for":
      return loop(ast.iterators, ast.body, w);
    case "some":
    case "every":
      return quantified(ast.kind, ast.iterators, ast.body, w);
    case "list":
      return ast.items.map(of);
    case "context":
      return context(ast.entries, w);
    case "range": {
      const [start, end] = [of(ast.start), of(ast.end)];
      if (start !== null && end !== null && compareValues(start, end) === null) return null;
      return new FeelRange(start, ast.startIncluded, end, ast.endIncluded);
    }
    case "test":
      return openRange(ast.op, of(ast.value));
    case "function": {
      const { parameters, body } = ast;
      return new FeelFunction({
        parameters: parameters.map((p) => p.name),
        call: (args, rt) => {
          if (args.length !== parameters.length) return null;
          const fitted = parameters.map((p, i) => fitTo(args[i] ?? null, p.type));
          if (fitted.includes(undefined)) return null;
          rt.enter();
          const result = evaluate(
            body,
            withNames(
              w,
              parameters.map((p, i) => [p.name, fitted[i] ?? null] as const),
            ),
          );
          rt.leave();
          return result;
        },
      });
    }
    case "instance":
      return zeebe ? isInstanceInZeebe(of(ast.value), ast.type) : isInstance(of(ast.value), ast.type);
  }
}

/** false < null < true: `and` is the minimum, `or` the maximum. */
function rank(verdict: Verdict): number {
  return verdict === null ? 1 : verdict ? 2 : 0;
}

function ranked(n: number): Verdict {
  return n === 1 ? null : n === 2;
}

function both(a: Verdict, b: Verdict): Verdict {
  return ranked(Math.min(rank(a), rank(b)));
}

function truth(value: FeelValue, zeebe: boolean): Verdict {
  const only = single(value, zeebe);
  return typeof only === "boolean" ? only : null;
}

/** In DMN a list of one counts as its element. */
function single(value: FeelValue, zeebe: boolean): FeelValue {
  return !zeebe && isList(value) && value.length === 1 ? (value[0] ?? null) : value;
}

function isDuration(value: FeelValue): value is FeelDuration {
  return value instanceof DaysDuration || value instanceof YearsDuration;
}

function isMoment(value: FeelValue): value is FeelTemporal {
  return value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime;
}

function fitTo(value: FeelValue, type: TypeRef | null): FeelValue | undefined {
  if (!type || value === null || isInstance(value, type)) return value;
  if (isList(value) && value.length === 1 && isInstance(value[0] ?? null, type)) return value[0];
  return type.kind === "list" && isInstance(value, type.of) ? [value] : undefined;
}

function entry(value: FeelValue, name: string): FeelValue {
  if (value === null) return null;
  if (isList(value)) return value.map((element) => entry(fromHost(element), name));
  if (value instanceof FeelRange) {
    const { start, end, startIncluded, endIncluded } = value;
    const all = new Map<string, FeelValue>(
      Object.entries({ start, end, "start included": startIncluded, "end included": endIncluded }),
    );
    return all.get(name) ?? null;
  }
  if (isContext(value)) return Object.hasOwn(value, name) ? fromHost(value[name]) : null;
  return propertyOf(value, name) ?? null;
}

function compare(op: CompareOp, a: FeelValue, b: FeelValue, zeebe: boolean): Verdict {
  if (op === "=") return equalValues(a, b, zeebe ? "zeebe" : "dmn");
  if (op === "!=") return ranked(2 - rank(equalValues(a, b, zeebe ? "zeebe" : "dmn")));
  const order = compareValues(a, b);
  if (order === null) return null;
  return op.startsWith("<")
    ? order < 0 || (op === "<=" && order === 0)
    : order > 0 || (op === ">=" && order === 0);
}

function compared(op: CompareOp, a: FeelValue, b: FeelValue, zeebe: boolean): Verdict {
  return isList(a) === isList(b)
    ? compare(op, a, b, zeebe)
    : compare(op, single(a, zeebe), single(b, zeebe), zeebe);
}

function openRange(op: CompareOp, value: FeelValue): FeelValue {
  if (op === "!=") return null;
  if (op === "=") return new FeelRange(value, true, value, true, "comparison");
  return op.startsWith("<")
    ? new FeelRange(null, false, value, op === "<=", "comparison")
    : new FeelRange(value, op === ">=", null, false, "comparison");
}

function passes(test: Ast, value: FeelValue, world: World): Verdict {
  const w = { ...world, input: value };
  const { dialect } = w.rt;
  const zeebe = dialect === "zeebe";
  if (test.kind === "test") return compare(test.op, value, evaluate(test.value, w), zeebe);
  const wanted = evaluate(test, w);
  if (test.kind !== "literal" && hasInput(test)) {
    if (typeof wanted === "boolean") return wanted;
    return zeebe && (test.kind === "list" || test.kind === "context") ? false : null;
  }
  if (zeebe && wanted === true) return true;
  if (zeebe && wanted === false) return value === false;
  if (test.kind === "literal") return equalValues(value, wanted, dialect) ?? (zeebe ? null : false);
  if (wanted instanceof FeelRange && !(value instanceof FeelRange)) {
    const closed = wanted.start !== null && wanted.end !== null;
    return closed || wanted.form === "comparison" || !zeebe ? inRange(value, wanted) : null;
  }
  const same = equalValues(value, wanted, dialect);
  if (same) return true;
  if (isList(wanted)) {
    return wanted.some((element) => {
      if (zeebe) return foundInZeebe(value, fromHost(element));
      return (
        (element instanceof FeelRange ? inRange(value, element) : equalValues(value, fromHost(element))) ===
        true
      );
    });
  }
  return !zeebe && isList(value) && value.length === 1 ? equalValues(value[0] ?? null, wanted) : same;
}

function hasInput(part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  if ("kind" in part && part.kind === "input") return true;
  return Object.values(part).some(hasInput);
}

const operations = { "+": "add", "-": "subtract", "*": "multiply", "/": "divide" } as const;

function arithmetic(op: ArithmeticOp, a: FeelValue, b: FeelValue, { rt, digits }: World): FeelValue {
  const zeebe = rt.dialect === "zeebe";
  const whole = (n: numbers.FeelNumber): numbers.FeelNumber => (zeebe ? numbers.truncate(n) : n);
  if (numbers.isNumber(a) && numbers.isNumber(b)) {
    if (op === "**") {
      if (digits) return scaledPower(a, b);
      return zeebe ? numbers.powerInZeebe(a, b) : numbers.power(a, b);
    }
    return digits ? scaled(operations[op], a, b) : numbers[operations[op]](a, b);
  }
  if (op === "+") {
    if (typeof a === "string" && typeof b === "string") return `${a}${b}`;
    if (isDuration(a) && isDuration(b)) return addDurations(a, b, 1);
    if (isMoment(a) && isDuration(b)) return addDuration(a, b, 1);
    return isDuration(a) && isMoment(b) ? addDuration(b, a, 1) : null;
  }
  if (op === "-") {
    if (isDuration(a) && isDuration(b)) return addDurations(a, b, -1);
    if (isMoment(a) && isDuration(b)) return addDuration(a, b, -1);
    const comparable = isMoment(a) && isMoment(b) && (!zeebe || a.constructor === b.constructor);
    return comparable ? difference(a, b) : null;
  }
  if (op === "*") {
    if (numbers.isNumber(a) && isDuration(b)) return scaleDuration(b, whole(a));
    return isDuration(a) && numbers.isNumber(b) ? scaleDuration(a, whole(b)) : null;
  }
  if (op !== "/" || !isDuration(a)) return null;
  if (numbers.isNumber(b)) return divideDuration(a, b);
  const quotient = isDuration(b) ? divideDuration(a, b) : null;
  return numbers.isNumber(quotient) ? whole(quotient) : quotient;
}

/** An index when the filter is a number at its first element, a condition otherwise. */
function filter(value: FeelValue, by: Ast, w: World): FeelValue {
  const zeebe = w.rt.dialect === "zeebe";
  if (!isList(value) && zeebe) return null;
  const list = isList(value) ? value : value === null ? [] : [value];
  const at = (n: numbers.FeelNumber): FeelValue => {
    const position = zeebe ? numbers.truncate(n) : numbers.toInteger(n);
    return position === null || position === 0
      ? null
      : fromHost(list.at(position > 0 ? position - 1 : position));
  };
  const constant = by.kind === "negate" ? by.value : by;
  if (constant.kind === "literal" && (by.kind === "negate" || numbers.isNumber(constant.value))) {
    const index = evaluate(by, w);
    return numbers.isNumber(index) ? at(index) : null;
  }
  const kept: FeelValue[] = [];
  for (const raw of list) {
    const element = fromHost(raw);
    const entries = isContext(element)
      ? Object.entries(element).map(([name, entryValue]) => [name, fromHost(entryValue)] as const)
      : [];
    const verdict = evaluate(by, withNames(w, [["item", element], ...entries]));
    if (numbers.isNumber(verdict)) return at(verdict);
    if (verdict === true) kept.push(element);
  }
  if (list.length === 0 && !zeebe && numbers.isNumber(evaluate(by, w))) return null;
  return kept;
}

function call(target: Ast, args: Arguments, w: World): FeelValue {
  const builtin = target.kind === "name" ? builtins.get(target.name) : undefined;
  const fn = target.kind === "name" ? (w.names.get(target.name) ?? builtin ?? null) : evaluate(target, w);
  if (!(fn instanceof FeelFunction)) return null;
  if (args.by === "position") {
    return fn.call(
      args.values.map((value) => evaluate(value, w)),
      w.rt,
    );
  }
  const named = new Map(args.values.map(({ name, value }) => [name, evaluate(value, w)]));
  if (fn.callNamed) return fn.callNamed(named, w.rt);
  if (args.values.length !== fn.parameters.length || fn.parameters.some((name) => !named.has(name)))
    return null;
  return fn.call(
    fn.parameters.map((name) => named.get(name) ?? null),
    w.rt,
  );
}

function context(entries: { key: string; value: Ast }[], w: World): FeelValue {
  const keys = new Set(entries.map(({ key }) => key));
  if (w.rt.dialect === "dmn" && keys.size < entries.length) return null;
  const result = newContext();
  let world = w;
  for (const { key, value } of entries) {
    result[key] = evaluate(value, world);
    world = withNames(world, [[key, result[key] ?? null]]);
  }
  return result;
}

/** What an iterator runs over; null when it is nothing of that kind. */
function source(it: Iterator, w: World): readonly FeelValue[] | null {
  const from = evaluate(it.from, w);
  if (it.to) return between(from, evaluate(it.to, w), w.rt);
  if (isList(from)) return from.map(fromHost);
  if (!(from instanceof FeelRange)) return w.rt.dialect === "dmn" && from !== null ? [from] : null;
  if ((compareValues(from.start, from.end) ?? 1) > 0) return null;
  const all = between(from.start, from.end, w.rt);
  return all && all.slice(from.startIncluded ? 0 : 1, from.endIncluded ? all.length : -1);
}

function between(from: FeelValue, to: FeelValue, rt: Runtime): FeelValue[] | null {
  if (from instanceof FeelDate && to instanceof FeelDate) {
    const days = between(toEpochDay(from), toEpochDay(to), rt);
    return days && days.map((day) => fromEpochDay(day as number));
  }
  if (!numbers.isNumber(from) || !numbers.isNumber(to)) return null;
  const step = numbers.compareNumbers(from, to) > 0 ? -1 : 1;
  const all: FeelValue[] = [];
  let n: numbers.FeelNumber | null = from;
  while (n !== null && numbers.compareNumbers(n, to) * step <= 0) {
    rt.listSize(all.length + 1);
    all.push(n);
    n = numbers.add(n, step);
  }
  return all;
}

/** Calls `each` for all combinations, the last iterator fastest; false when a source cannot be run over. */
function combinations(
  iterators: Iterator[],
  outer: World,
  w: World,
  each: (world: World) => "go on" | "stop",
): "done" | "stopped" | "no list" {
  const [first, ...rest] = iterators;
  if (!first) return each(w) === "stop" ? "stopped" : "done";
  const list = source(first, w.rt.dialect === "zeebe" ? outer : w);
  if (!list) return "no list";
  for (const value of list) {
    w.rt.step();
    const end = combinations(rest, outer, withNames(w, [[first.name, value]]), each);
    if (end !== "done") return end;
  }
  return "done";
}

function loop(iterators: Iterator[], body: Ast, w: World): FeelValue {
  const made: FeelValue[] = [];
  const end = combinations(iterators, w, w, (world) => {
    made.push(evaluate(body, withNames(world, [["partial", [...made]]])));
    return "go on";
  });
  return end === "no list" ? null : made;
}

function quantified(kind: "some" | "every", iterators: Iterator[], body: Ast, w: World): FeelValue {
  const ranks: number[] = [];
  const wanted = kind === "some" ? 2 : 0;
  const end = combinations(iterators, w, w, (world) => {
    const verdict = evaluate(body, world);
    ranks.push(rank(typeof verdict === "boolean" ? verdict : null));
    return ranks.at(-1) === wanted ? "stop" : "go on";
  });
  if (end === "no list") return null;
  return ranked(kind === "some" ? Math.max(0, ...ranks) : Math.min(2, ...ranks));
}
