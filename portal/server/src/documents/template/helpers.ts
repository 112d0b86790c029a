/** What the helpers of helper-signatures.ts do. Runs in the rendering thread; pure but for the budget it counts down. */
import Handlebars from "handlebars";
import { caseNumber, chineseDate, groupedNumber, masked, moment, plainDate } from "./format.ts";
import { templateLimits } from "./limits.ts";
import { sealSvg } from "../seal.ts";

export interface HelperOptions {
  fn(context: unknown, options?: { data?: unknown; blockParams?: unknown[] }): string;
  inverse(context: unknown): string;
  data: Frame;
  loc?: { start: { line: number; column: number } };
  name: string;
}
interface Frame {
  root: Record<string, unknown>;
  indices?: number[];
  [name: string]: unknown;
}

/** A value that a helper cannot use, or a bound that was passed: names the helper and the line. */
export class RenderFault extends Error {
  readonly code: string;
  readonly zh: string;
  readonly line: number;
  constructor(code: string, line: number, zh: string, en: string) {
    super(en);
    this.name = "RenderFault";
    this.code = code;
    this.zh = zh;
    this.line = line;
  }
}

/** What one rendering has used and found. */
export interface RenderState {
  mark: boolean;
  language: "zh" | "en";
  missing: Set<string>;
  iterations: number;
  written: number;
}

type Helper = (this: unknown, ...args: unknown[]) => unknown;

export function makeHelpers(state: () => RenderState): Record<string, Helper> {
  const value =
    (use: (args: unknown[], options: HelperOptions) => unknown): Helper =>
    (...all) => {
      const options = all.at(-1) as HelperOptions;
      return use(all.slice(0, -1), options);
    };
  const dated = (write: typeof plainDate) =>
    value(([input, precision], options) => {
      if (isEmpty(input)) return "";
      const read = moment(input);
      if (read === null) throw wrong(options, "日期", "a date (2026-03-02)", input);
      return write(read, precision === "minute");
    });
  const numeric = (write: (input: number, decimals: number | undefined) => string) =>
    value(([input, decimals], options) => {
      if (isEmpty(input)) return "";
      const number = typeof input === "number" ? input : Number(input);
      if (!Number.isFinite(number)) throw wrong(options, "数字", "a number", input);
      return write(number, typeof decimals === "number" ? Math.min(20, Math.max(0, decimals)) : undefined);
    });
  return {
    date: dated(plainDate),
    chineseDate: dated(chineseDate),
    number: numeric(groupedNumber),
    money: numeric((input) => `${groupedNumber(input, 2)}元`),
    days: numeric((input) => `${groupedNumber(input, undefined)}个工作日`),
    inc: numeric((input) => String(input + 1)),
    t: value(([input, language]) =>
      translated(input, language === "en" || language === "zh" ? language : state().language),
    ),
    mask: value(([input, kind]) =>
      isEmpty(input) ? "" : masked(String(input), typeof kind === "string" ? kind : undefined),
    ),
    caseNumber: value(([input]) => (isEmpty(input) ? "" : caseNumber(String(input)))),
    join: value(([input, separator], options) => {
      if (isEmpty(input)) return "";
      if (!Array.isArray(input)) throw wrong(options, "列表", "a list", input);
      return input
        .map((member) => translated(member, state().language))
        .filter((member) => !isEmpty(member))
        .join(typeof separator === "string" ? separator : "、");
    }),
    eq: value(([a, b]) => a === b),
    ne: value(([a, b]) => a !== b),
    and: value((args) => args.every(truthy)),
    or: value((args) => args.some(truthy)),
    not: value(([a]) => !truthy(a)),
    seal: value(([organ, purpose], { data }) => {
      const drawn = data.root["__seal"] as { organ: string; purpose: string; sample: boolean } | undefined;
      const name = translated(organ ?? drawn?.organ ?? "", "zh");
      const use = translated(purpose ?? drawn?.purpose ?? "", "zh");
      return new Handlebars.SafeString(
        sealSvg({ organ: String(name), purpose: String(use), sample: drawn?.sample ?? false }),
      );
    }),
    if: block((context, [condition], options) =>
      truthy(condition) ? options.fn(context) : options.inverse(context),
    ),
    unless: block((context, [condition], options) =>
      truthy(condition) ? options.inverse(context) : options.fn(context),
    ),
    with: block((context, [subject], options) =>
      truthy(subject)
        ? options.fn(subject, { data: options.data, blockParams: [subject] })
        : options.inverse(context),
    ),
    each: block((context, [list], options) => {
      const entries: [key: string | number, member: unknown][] = Array.isArray(list)
        ? list.map((member, at) => [at, member])
        : typeof list === "object" && list !== null
          ? Object.entries(list)
          : [];
      if (entries.length === 0) return options.inverse(context);
      const outer = options.data.indices ?? [];
      return entries
        .map(([key, member], at) => {
          const run = state();
          run.iterations += 1;
          if (run.iterations > templateLimits.iterations)
            throw new RenderFault(
              "iterations",
              lineOf(options),
              `循环超过 ${templateLimits.iterations} 次`,
              `More than ${templateLimits.iterations} rounds of each`,
            );
          const data = Handlebars.createFrame(options.data) as Frame;
          Object.assign(data, {
            index: at,
            key,
            first: at === 0,
            last: at === entries.length - 1,
            indices: [...outer, at],
          });
          return spend(options.fn(member, { data, blockParams: [member, key] }), options);
        })
        .join("");
    }),
    __out: value(([path, input], options) => {
      const at = absolute(String(path), options.data);
      if (input instanceof Handlebars.SafeString) return input;
      const empty = isEmpty(input);
      if (empty && at !== "") state().missing.add(at);
      const text = empty ? "——" : printable(input, at, options);
      spend(text, options);
      if (!state().mark || at === "") return text;
      const escaped = Handlebars.escapeExpression(text);
      return new Handlebars.SafeString(
        `<span data-field="${Handlebars.escapeExpression(at)}"${empty ? ' class="missing"' : ""}>${escaped}</span>`,
      );
    }),
    __att: value(([path, input], options) => {
      if (input instanceof Handlebars.SafeString) return input;
      return spend(
        isEmpty(input) ? "" : printable(input, absolute(String(path), options.data), options),
        options,
      );
    }),
  };

  function spend(text: string, options: HelperOptions): string {
    const run = state();
    run.written += text.length;
    if (run.written > templateLimits.outputChars * 2)
      throw new RenderFault(
        "output-size",
        lineOf(options),
        "文书太长",
        `The document is longer than ${templateLimits.outputChars} characters`,
      );
    return text;
  }
}

function block(use: (context: unknown, args: unknown[], options: HelperOptions) => string): Helper {
  return function (this: unknown, ...all) {
    return use(this, all.slice(0, -1), all.at(-1) as HelperOptions);
  };
}

function lineOf(options: HelperOptions): number {
  return options.loc?.start.line ?? 1;
}

function wrong(options: HelperOptions, zh: string, en: string, got: unknown): RenderFault {
  const line = lineOf(options);
  const kind = Array.isArray(got) ? "list" : typeof got;
  return new RenderFault(
    "helper-value",
    line,
    `第 ${line} 行：${options.name} 需要${zh}，得到的是 ${kind}`,
    `Line ${line}: ${options.name} needs ${en}, got ${kind}`,
  );
}

function printable(input: unknown, path: string, options: HelperOptions): string {
  if (typeof input === "string") return input;
  if (typeof input === "number" || typeof input === "boolean") return String(input);
  const line = lineOf(options);
  throw new RenderFault(
    "not-text",
    line,
    `第 ${line} 行：${path} 不是文字；用 each、join 或 t`,
    `Line ${line}: ${path} is not a text: use each, join or t`,
  );
}

/** `items[].name` with the rounds we are in: `items.1.name`. */
function absolute(path: string, data: Frame): string {
  const indices = [...(data.indices ?? [])];
  return path.replace(/\[\]/g, () => `.${indices.shift() ?? 0}`);
}

function translated(input: unknown, language: "zh" | "en"): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const text = input as Record<string, unknown>;
  return text[language] ?? text["zh"] ?? "";
}

export function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || input === "";
}

/** Handlebars' sense: an empty list is false, 0 is false. */
function truthy(input: unknown): boolean {
  return Array.isArray(input) ? input.length > 0 : Boolean(input);
}
