/** Names: local values, entries of filtered elements, entries of the given context, built-in functions. */
import { builtins } from "../builtins/registry.ts";
import { fromHost, isContext } from "../values.ts";
import type { FeelFunction, FeelValue } from "../values.ts";
import { load } from "./scope.ts";
import type { Code, Scope } from "./scope.ts";

/** Code for a name. `missing` decides what an unknown name is: undefined lets the caller see it. */
function lookup(name: string, scope: Scope | null): (frame: Parameters<Code>[0]) => FeelValue | undefined {
  let depth = 0;
  for (let s = scope; s; s = s.parent, depth++) {
    if (s.kind === "local" && s.name === name) return load(depth);
    if (s.kind === "item") {
      const element = load(depth);
      const outer = name === "item" ? element : lookupFrom(name, s.parent, depth + 1);
      return (f) => {
        const value = element(f);
        if (isContext(value) && Object.hasOwn(value, name)) return fromHost(value[name]);
        return outer(f);
      };
    }
  }
  return (f) => (Object.hasOwn(f.context, name) ? fromHost(f.context[name]) : undefined);
}

function lookupFrom(
  name: string,
  scope: Scope | null,
  skip: number,
): (frame: Parameters<Code>[0]) => FeelValue | undefined {
  let depth = skip;
  for (let s = scope; s; s = s.parent, depth++) {
    if (s.kind === "local" && s.name === name) return load(depth);
    if (s.kind === "item") {
      const element = load(depth);
      const outer = lookupFrom(name, s.parent, depth + 1);
      return (f) => {
        const value = element(f);
        return isContext(value) && Object.hasOwn(value, name) ? fromHost(value[name]) : outer(f);
      };
    }
  }
  return (f) => (Object.hasOwn(f.context, name) ? fromHost(f.context[name]) : undefined);
}

/** Code for a name as a value. */
export function compileName(name: string, scope: Scope | null): Code {
  const find = lookup(name, scope);
  const builtin = builtins.get(name);
  if (builtin) {
    return (f) => {
      const value = find(f);
      return value === undefined ? builtin : value;
    };
  }
  return (f) => {
    const value = find(f);
    if (value !== undefined) return value;
    return f.rt.warn(
      "NO_VARIABLE_FOUND",
      `No variable found with name '${name}'.`,
      `没有名为“${name}”的变量。`,
    );
  };
}

/** Code for the name of a called function: a function value in scope goes before the built-in. */
export function compileCallee(
  name: string,
  scope: Scope | null,
): { code: Code; builtin: FeelFunction | null } {
  const builtin = builtins.get(name) ?? null;
  const find = lookup(name, scope);
  const code: Code = (f) => find(f) ?? builtin;
  return { code, builtin: isShadowed(name, scope) ? null : builtin };
}

function isShadowed(name: string, scope: Scope | null): boolean {
  for (let s = scope; s; s = s.parent) if (s.kind === "local" && s.name === name) return true;
  return false;
}
