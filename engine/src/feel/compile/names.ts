/** Names: local values, entries of filtered elements, entries of the given context, built-in functions. */
import { builtins } from "../builtins/registry.ts";
import { didYouMean } from "../suggest.ts";
import type { Dialect } from "../syntax/names.ts";
import { fromHost, isContext } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { load } from "./scope.ts";
import type { Code, Frame, Scope } from "./scope.ts";

/** Code for a name, `depth` frames below `scope`; undefined where the name is unknown. */
function lookup(name: string, scope: Scope | null, depth = 0): (frame: Frame) => FeelValue | undefined {
  if (!scope) return (f) => (Object.hasOwn(f.context, name) ? fromHost(f.context[name]) : undefined);
  if (scope.kind === "local")
    return scope.name === name ? load(depth) : lookup(name, scope.parent, depth + 1);
  const element = load(depth);
  const outer = name === "item" ? element : lookup(name, scope.parent, depth + 1);
  return (f) => {
    const value = element(f);
    return isContext(value) && Object.hasOwn(value, name) ? fromHost(value[name]) : outer(f);
  };
}

/** Code for a name as a value; an unknown one is null, with a warning. In Zeebe built-in functions are no values. */
export function compileName(name: string, scope: Scope | null, dialect: Dialect): Code {
  const find = lookup(name, scope);
  const builtin = dialect === "dmn" ? builtins.get(name) : undefined;
  if (builtin) {
    return (f) => {
      const value = find(f);
      return value === undefined ? builtin : value;
    };
  }
  return (f) => {
    const value = find(f);
    if (value !== undefined) return value;
    if (!f.rt.warns) return null;
    const hint = didYouMean(name, namesInSight(f, scope));
    return f.rt.warn(
      "NO_VARIABLE_FOUND",
      `No variable found with name '${name}'.${hint.en}`,
      `没有名为“${name}”的变量。${hint.zh}`,
    );
  };
}

/** All names that could stand at this place, the nearest first. */
export function* namesInSight(frame: Frame, scope: Scope | null): Generator<string> {
  let at: Frame | null = frame;
  for (let s = scope; s && at; s = s.parent) {
    if (s.kind === "local") yield s.name;
    else if (isContext(at.value)) yield* Object.keys(at.value);
    at = at.parent;
  }
  yield* Object.keys(frame.context);
}

/** Code for the name of a called function: a value in scope goes before the built-in; null where there is neither. */
export function compileCallee(name: string, scope: Scope | null): Code {
  const find = lookup(name, scope);
  const builtin = builtins.get(name) ?? null;
  return (f) => find(f) ?? builtin;
}
