/** Renders one checked template over plain data. Pure; runs in the rendering thread (render-worker.ts). */
import Handlebars from "handlebars";
import { partialCircles, templateFaults } from "./check.ts";
import type { TemplateFault } from "./fault.ts";
import { helperSignatures } from "./helper-signatures.ts";
import { makeHelpers, RenderFault, type RenderState } from "./helpers.ts";
import { htmlFaults } from "./html-scan.ts";
import { instrument } from "./instrument.ts";
import { templateLimits } from "./limits.ts";

export interface RenderRequest {
  name: string;
  source: string;
  partials: Record<string, string>;
  data: Record<string, unknown>;
  /** Wrap each value in `<span data-field>`. */
  mark: boolean;
  language: "zh" | "en";
}
export type RenderAnswer = { html: string; missing: string[] } | { fault: TemplateFault };

let current: RenderState | null = null;
function state(): RenderState {
  if (current === null) throw new Error("no rendering runs");
  return current;
}

const engine = Handlebars.create();
for (const name of Object.keys(engine.helpers))
  if (name !== "helperMissing" && name !== "blockHelperMissing") engine.unregisterHelper(name);
const helpers = makeHelpers(state);
const options = {
  knownHelpers: Object.fromEntries(
    [...helperSignatures.keys(), "__out", "__att"].map((name) => [name, true]),
  ),
  knownHelpersOnly: true,
  preventIndent: true,
};

interface Compiled {
  main: HandlebarsTemplateDelegate;
  partials: Record<string, HandlebarsTemplateDelegate>;
}
const compiled = new Map<string, Compiled>();

export function render(request: RenderRequest): RenderAnswer {
  try {
    const template = compile(request);
    current = {
      mark: request.mark,
      language: request.language,
      missing: new Set(),
      iterations: 0,
      written: 0,
    };
    const html = template.main(plain(request.data, 0), {
      helpers,
      partials: template.partials,
      allowProtoMethodsByDefault: false,
      allowProtoPropertiesByDefault: false,
    });
    if (html.length > templateLimits.outputChars)
      throw new RenderFault(
        "output-size",
        1,
        "文书太长",
        `The document is longer than ${templateLimits.outputChars} characters`,
      );
    const bad = htmlFaults(html)[0];
    if (bad) throw new RenderFault(bad.code, bad.line, bad.message.zh, bad.message.en);
    return { html, missing: [...current.missing] };
  } catch (error) {
    return { fault: asFault(error) };
  } finally {
    current = null;
  }
}

function compile(request: RenderRequest): Compiled {
  const key = JSON.stringify([request.source, request.partials]);
  const known = compiled.get(key);
  if (known) return known;
  for (const source of [request.source, ...Object.values(request.partials)]) {
    const bad = templateFaults(source, { partials: Object.keys(request.partials) })[0];
    if (bad) throw new RenderFault(bad.code, bad.line, bad.message.zh, bad.message.en);
  }
  const circle = partialCircles(request.partials)[0]?.fault;
  if (circle) throw new RenderFault(circle.code, circle.line, circle.message.zh, circle.message.en);
  const { program, partials } = instrument(request.source, request.partials);
  const made: Compiled = {
    main: engine.compile(program, options),
    partials: Object.fromEntries([...partials].map(([name, part]) => [name, engine.compile(part, options)])),
  };
  if (compiled.size >= 64) compiled.delete(compiled.keys().next().value ?? "");
  compiled.set(key, made);
  return made;
}

/**
 * What copied objects inherit: nothing that a name reaches. Handlebars compares contexts with `!=`, which asks an object
 * for a primitive where the other is one: not-a-number equals nothing.
 */
const bare: object = Object.freeze(
  Object.create(null, { [Symbol.toPrimitive]: { value: () => Number.NaN } }) as object,
);

/** A deep copy without prototypes, functions or accessors: what a template sees is data and nothing else. */
function plain(value: unknown, depth: number): unknown {
  if (depth > 24) return null;
  if (Array.isArray(value)) return value.map((member) => plain(member, depth + 1));
  if (typeof value === "object" && value !== null) {
    const copy: Record<string, unknown> = Object.create(bare) as Record<string, unknown>;
    for (const [key, member] of Object.entries(value)) copy[key] = plain(member, depth + 1);
    return copy;
  }
  return typeof value === "function" || typeof value === "symbol" || typeof value === "bigint" ? null : value;
}

function asFault(error: unknown): TemplateFault {
  if (error instanceof RenderFault)
    return { code: error.code, line: error.line, column: 1, message: { zh: error.zh, en: error.message } };
  if (error instanceof RangeError)
    return {
      code: "recursion",
      line: 1,
      column: 1,
      message: { zh: "模板嵌套没有尽头", en: "The template nests without end" },
    };
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: "render",
    line: 1,
    column: 1,
    message: { zh: `模板无法渲染：${message}`, en: `The template cannot be rendered: ${message}` },
  };
}
