/** Turns a place in a text that the grammar refuses into an error a person can act on. */
import { FeelSyntaxError } from "../errors.ts";
import type { FeelSyntaxCode } from "../errors.ts";

/** The error for offset `at` of `source`. */
export function faultAt(
  source: string,
  at: number,
  code: FeelSyntaxCode,
  reason: { zh: string; en: string },
  expected: string[] = [],
): FeelSyntaxError {
  const before = source.slice(0, at);
  const line = before.split("\n").length;
  const column = at - before.lastIndexOf("\n");
  const near = source.slice(Math.max(0, at - 15), at + 15).replace(/\s+/g, " ");
  return new FeelSyntaxError({ code, line, column, expected, near, source, reason });
}

/** Guesses what could stand at the end of an incomplete text, from what stands before. */
export function expectedAfter(before: string): string[] {
  const text = before.trimEnd();
  if (text === "") return ["an expression"];
  if (/[-+*/=<>,([{:]$|\b(and|or|in|then|else|return|satisfies|if|between|of|not)$/.test(text))
    return ["an expression"];
  const open = unclosed(text);
  if (/\bif\b(?!.*\bthen\b)/s.test(text)) return ["then"];
  if (/\bthen\b(?!.*\belse\b)/s.test(text)) return ["else"];
  return open ? [open] : ["an operator", "the end"];
}

function unclosed(text: string): string | null {
  const stack: string[] = [];
  const pairs: Record<string, string> = { "(": ")", "[": "]", "{": "}" };
  for (const ch of text.replace(/"(?:[^"\\]|\\.)*"/gs, '""')) {
    const close = pairs[ch];
    if (close) stack.push(close);
    else if (ch === stack.at(-1)) stack.pop();
  }
  return stack.at(-1) ?? null;
}
