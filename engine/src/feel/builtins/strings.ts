/** String functions (DMN 1.5, table 72, and Camunda's). Positions count Unicode code points. */
import { truncate } from "../numbers.ts";
import type { FeelNumber } from "../numbers.ts";
import { regexOf, subjectOf } from "../regex/machine.ts";
import type { Regex, RegexMatch } from "../regex/machine.ts";
import type { Runtime } from "../runtime.ts";
import type { FeelValue } from "../values.ts";
import { define } from "./define.ts";

const text = (value: FeelValue | undefined): string => value as string;

function pattern(source: FeelValue | undefined, flags: FeelValue | undefined, rt: Runtime): Regex | null {
  const regex = regexOf(text(source), typeof flags === "string" ? flags : "");
  if (!regex) {
    rt.warn(
      "FUNCTION_INVOCATION_FAILURE",
      `'${text(source)}' is no valid regular expression (look-around is not supported).`,
      `“${text(source)}”不是有效的正则表达式（不支持环视）。`,
    );
  }
  return regex;
}

function allMatches(
  regex: Regex,
  input: string,
  rt: Runtime,
): { chars: readonly string[]; matches: RegexMatch[] } {
  const subject = subjectOf(input);
  const { chars } = subject;
  const matches: RegexMatch[] = [];
  let at = 0;
  while (at <= chars.length) {
    const match = regex.find(subject, at, (work) => rt.step(work));
    if (!match) break;
    matches.push(match);
    at = match.end > match.start ? match.end : match.end + 1;
  }
  return { chars, matches };
}

/** Zeebe counts UTF-16 units, gives "" at position 0, and fails outside of the string. */
function substringInZeebe(
  value: string,
  start: FeelNumber,
  length: FeelNumber | undefined,
  rt: Runtime,
): string | null {
  const from = truncate(start);
  if (from === 0) return "";
  const begin = from > 0 ? from - 1 : value.length + from;
  const count = length === undefined ? value.length : truncate(length);
  if (begin < 0 || begin > value.length || count < 0) {
    return rt.warn("OUT_OF_RANGE", "substring: outside of the string.", "substring：超出字符串范围。");
  }
  return value.slice(begin, begin + count);
}

function substring(value: string, start: FeelNumber, length: FeelNumber | undefined): string | null {
  const from = truncate(start);
  if (from === 0) return null;
  const chars = Array.from(value);
  if (Math.abs(from) > chars.length) return from > 0 ? "" : substring(value, 1, length);
  const begin = from > 0 ? from - 1 : chars.length + from;
  if (length === undefined) return chars.slice(begin).join("");
  const count = truncate(length);
  return count < 1 ? null : chars.slice(begin, begin + count).join("");
}

/**
 * `$1`, `$2` … stand for groups (as many digits as there are groups), `$0` for the whole match, `\$` for a dollar. Null
 * when malformed.
 */
function expand(replacement: string, match: RegexMatch): string | null {
  let bad = false;
  const result = replacement.replace(/\\(.?)|\$(\d*)/gs, (_, escaped?: string, digits?: string) => {
    if (escaped !== undefined) {
      if (escaped !== "\\" && escaped !== "$") bad = true;
      return escaped;
    }
    if (!digits) bad = true;
    let group = digits ?? "";
    while (group.length > 1 && Number(group) >= match.groups.length) group = group.slice(0, -1);
    return (match.groups[Number(group)] ?? "") + (digits ?? "").slice(group.length);
  });
  return bad ? null : result;
}

function replace(
  input: string,
  regex: Regex,
  replacement: string,
  literal: boolean,
  rt: Runtime,
): string | null {
  const { chars, matches } = allMatches(regex, input, rt);
  const parts: string[] = [];
  let size = 0;
  let at = 0;
  for (const match of matches) {
    const filled = literal ? replacement : expand(replacement, match);
    if (filled === null) return null;
    const part = chars.slice(at, match.start).join("") + filled;
    size += part.length;
    rt.stringSize(size);
    parts.push(part);
    at = match.end;
  }
  parts.push(chars.slice(at).join(""));
  return parts.join("");
}

function split(input: string, regex: Regex, rt: Runtime): string[] {
  const { chars, matches } = allMatches(regex, input, rt);
  const parts: string[] = [];
  let at = 0;
  for (const match of matches) {
    if (
      match.end === match.start &&
      (match.start === 0 || (match.start === chars.length && rt.dialect === "dmn"))
    )
      continue;
    parts.push(chars.slice(at, match.start).join(""));
    at = match.end;
  }
  parts.push(chars.slice(at).join(""));
  rt.listSize(parts.length);
  return parts;
}

export const stringFunctions = [
  define("substring(string: string, start position: number, length?: number)", ([s, start, length], rt) =>
    rt.dialect === "zeebe"
      ? substringInZeebe(text(s), start as FeelNumber, length as FeelNumber | undefined, rt)
      : substring(text(s), start as FeelNumber, length as FeelNumber | undefined),
  ),
  define("string length(string: string)", ([s], rt) => {
    const value = text(s);
    if (rt.dialect === "zeebe") return value.length;
    let count = 0;
    for (let i = 0; i < value.length; i++, count++) if ((value.codePointAt(i) ?? 0) > 0xffff) i++;
    return count;
  }),
  define("upper case(string: string)", ([s]) => text(s).toUpperCase()),
  define("lower case(string: string)", ([s]) => text(s).toLowerCase()),
  define("substring before(string: string, match: string)", ([s, match]) => {
    const at = text(s).indexOf(text(match));
    return at < 0 ? "" : text(s).slice(0, at);
  }),
  define("substring after(string: string, match: string)", ([s, match]) => {
    const at = text(s).indexOf(text(match));
    return at < 0 ? "" : text(s).slice(at + text(match).length);
  }),
  define("contains(string: string, match: string)", ([s, match]) => text(s).includes(text(match))),
  define("starts with(string: string, match: string)", ([s, match]) => text(s).startsWith(text(match))),
  define("ends with(string: string, match: string)", ([s, match]) => text(s).endsWith(text(match))),
  define("matches(input: string, pattern: string, flags?: string|null)", ([input, source, flags], rt) => {
    const regex = pattern(source, flags, rt);
    return regex && regex.find(subjectOf(text(input)), 0, (work) => rt.step(work)) !== null;
  }),
  define(
    "replace(input: string, pattern: string, replacement: string, flags?: string|null)",
    ([input, source, replacement, flags], rt) => {
      const regex = pattern(source, flags, rt);
      const literal = typeof flags === "string" && flags.includes("q");
      if (rt.dialect === "dmn" && regex?.find(subjectOf(""), 0, (work) => rt.step(work))) {
        return rt.warn(
          "FUNCTION_INVOCATION_FAILURE",
          "replace: the pattern matches the empty text.",
          "replace：该模式可以匹配空文本。",
        );
      }
      return regex && replace(text(input), regex, text(replacement), literal, rt);
    },
  ),
  define("split(string: string, delimiter: string)", ([s, delimiter], rt) => {
    const regex = pattern(delimiter, null, rt);
    return regex && split(text(s), regex, rt);
  }),
  define("extract(string: string, pattern: string)", ([s, source], rt) => {
    const regex = pattern(source, null, rt);
    return regex && allMatches(regex, text(s), rt).matches.map((m) => m.groups[0] ?? "");
  }),
  define("string join(list: list, delimiter?: string|null, prefix?: string, suffix?: string)", (args, rt) => {
    const [list, delimiter, prefix, suffix] = args as [FeelValue[], ...FeelValue[]];
    const parts: string[] = [];
    let size = 0;
    for (const part of list) {
      if (part === null) continue;
      if (typeof part !== "string") return null;
      size += part.length + (typeof delimiter === "string" ? delimiter.length : 0);
      rt.stringSize(size);
      parts.push(part);
    }
    const joined = parts.join(typeof delimiter === "string" ? delimiter : "");
    return (typeof prefix === "string" ? prefix : "") + joined + (typeof suffix === "string" ? suffix : "");
  }),
  define("trim(string: string)", ([s]) => text(s).trim()),
  define("is blank(string: string)", ([s]) => text(s).trim() === ""),
];
