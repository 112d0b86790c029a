/** How built-in functions are declared: one line of signature, one function. The signature is also the documentation. */
import type { Runtime } from "../runtime.ts";
import { FeelFunction, isList, typeOf } from "../values.ts";
import type { FeelValue } from "../values.ts";
import { shown } from "../warning-texts.ts";

export type Implementation = (args: FeelValue[], rt: Runtime) => FeelValue;

interface SignatureParameter {
  name: string;
  types: readonly string[];
  optional: boolean;
}

export interface Signature {
  name: string;
  text: string;
  parameters: SignatureParameter[];
  /** The last parameter takes all further arguments, as a list. */
  variadic: boolean;
  run: Implementation;
}

/**
 * Declares one signature, e.g. `substring(string: string, start position: number, length?: number)`.
 * Types: any, string, number, boolean, list, context, function, range, date, time, date and time, duration, …,
 * several with `|`, `null` to accept null. `...values: any` takes the remaining arguments.
 */
export function define(text: string, run: Implementation): Signature {
  const open = text.indexOf("(");
  const inner = text.slice(open + 1, text.lastIndexOf(")")).trim();
  let variadic = false;
  const parameters = (inner === "" ? [] : inner.split(/\s*,\s*/)).map((part): SignatureParameter => {
    const [rawName = "", types = "any"] = part.split(/\s*:\s*/);
    variadic ||= rawName.startsWith("...");
    const optional = rawName.endsWith("?");
    return { name: rawName.replace(/^\.\.\.|\?$/g, ""), types: types.split("|"), optional };
  });
  return { name: text.slice(0, open), text, parameters, variadic, run };
}

function accepts(value: FeelValue, types: readonly string[]): boolean {
  const type = typeOf(value);
  for (const wanted of types) {
    if (wanted === "any") return true;
    if (wanted === type || (wanted === "null" && value === null)) return true;
    if (wanted === "duration" && (type === "days and time duration" || type === "years and months duration"))
      return true;
  }
  return false;
}

/** The argument as the parameter takes it (lists of one unwrapped or made in DMN); undefined when it does not fit. */
function fit(value: FeelValue, parameter: SignatureParameter, rt: Runtime): FeelValue | undefined {
  if (accepts(value, parameter.types)) return value;
  if (rt.dialect !== "dmn" || value === null) return undefined;
  if (isList(value) && value.length === 1 && accepts(value[0] ?? null, parameter.types))
    return value[0] ?? null;
  return parameter.types.includes("list") ? [value] : undefined;
}

/** The fitted arguments of one signature, or null when they do not fit it. */
function fitAll(signature: Signature, args: readonly FeelValue[], rt: Runtime): FeelValue[] | null {
  const { parameters, variadic } = signature;
  if (args.length > parameters.length && !variadic) return null;
  const fitted: FeelValue[] = [];
  for (let i = 0; i < parameters.length; i++) {
    const parameter = parameters[i] as SignatureParameter;
    if (variadic && i === parameters.length - 1) {
      fitted.push(args.slice(i));
      break;
    }
    if (i >= args.length) {
      if (!parameter.optional) return null;
      break;
    }
    const value = fit(args[i] as FeelValue, parameter, rt);
    if (value === undefined) return null;
    fitted.push(value);
  }
  return fitted;
}

function byNames(signature: Signature, args: ReadonlyMap<string, FeelValue>): FeelValue[] | null {
  const { parameters } = signature;
  for (const name of args.keys()) if (!parameters.some((p) => p.name === name)) return null;
  const ordered: FeelValue[] = [];
  let gap = false;
  for (const parameter of parameters) {
    const value = args.get(parameter.name);
    if (value === undefined) {
      if (!parameter.optional) return null;
      gap = true;
    } else {
      if (gap)
        ordered.push(...new Array<FeelValue>(parameters.indexOf(parameter) - ordered.length).fill(null));
      ordered.push(value);
    }
  }
  return ordered;
}

/** The signatures, those first whose parameters come in the given order: `before(range, point)`, `before(point, range)`. */
function inOrderOf(names: readonly string[], signatures: readonly Signature[]): Signature[] {
  const same = (s: Signature): boolean => names.every((name, i) => s.parameters[i]?.name === name);
  return [...signatures.filter(same), ...signatures.filter((s) => !same(s))];
}

/** One function value of all signatures of a name; the first that fits is taken. */
export function combine(name: string, signatures: readonly Signature[]): FeelFunction {
  const fail = (args: readonly FeelValue[], rt: Runtime): null => {
    if (!rt.warns) return null;
    const found = args.map((a) => typeOf(a)).join(", ");
    const wanted = signatures.map((s) => s.text).join(" / ");
    return rt.warn(
      "FUNCTION_INVOCATION_FAILURE",
      `Failed to invoke function '${name}': Illegal arguments: ${args.map(shown).join(", ")}`,
      `没有 ${name}(${found})；可用：${wanted}。`,
    );
  };
  const call = (args: readonly FeelValue[], rt: Runtime): FeelValue => {
    for (const arg of args) if (typeof arg === "string" && arg.length > 64) rt.step(arg.length >> 6);
    for (const signature of signatures) {
      const fitted = fitAll(signature, args, rt);
      if (fitted) return signature.run(fitted, rt);
    }
    return fail(args, rt);
  };
  return new FeelFunction({
    name,
    parameters: (signatures[0]?.parameters ?? []).map((p) => p.name),
    call,
    callNamed: (args, rt) => {
      for (const signature of inOrderOf([...args.keys()], signatures)) {
        const ordered = byNames(signature, args);
        const variadicList = ordered && signature.variadic ? ordered.at(-1) : undefined;
        const flat = ordered && isList(variadicList) ? [...ordered.slice(0, -1), ...variadicList] : ordered;
        const fitted = flat && fitAll(signature, flat, rt);
        if (fitted) return signature.run(fitted, rt);
      }
      return fail([...args.values()], rt);
    },
  });
}
