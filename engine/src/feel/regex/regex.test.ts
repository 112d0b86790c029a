import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FeelLimitError } from "../errors.ts";
import { ask } from "../testing/ask.ts";
import { regexOf, subjectOf } from "./machine.ts";

const free = (): void => undefined;

function find(pattern: string, text: string, flags = ""): [number, number] | null {
  const match = regexOf(pattern, flags)?.find(subjectOf(text), 0, free);
  return match ? [match.start, match.end] : null;
}

test("patterns match as XPath says", () => {
  assert.deepEqual(find("^fo*b", "foob"), [0, 4]);
  assert.deepEqual(find("[a-z-[aeiou]]+", "aexyz"), [2, 5]);
  assert.deepEqual(find("\\p{Lu}+", "abCD"), [2, 4]);
  assert.deepEqual(find("\\d{11}", "手机13800138000"), [2, 13]);
  assert.deepEqual(find("a.c", "a\nc", "s"), [0, 3]);
  assert.equal(find("a.c", "a\nc"), null);
  assert.deepEqual(find("h e l l o", "hello", "x"), [0, 5]);
  assert.deepEqual(find("a.b", "a.b", "q"), [0, 3]);
  assert.equal(find("a.b", "axb", "q"), null);
  assert.deepEqual(find("^b$", "a\nb", "m"), [2, 3]);
  assert.deepEqual(find("A|B", "b", "i"), [0, 1]);
  assert.deepEqual(find("a{2,3}?", "aaaa"), [0, 2]);
});

test("back-references stand for what their group took, within the steps of the evaluation", () => {
  assert.deepEqual(find("(a|b)\\1", "abba"), [1, 3]);
  assert.deepEqual(find("(['\"]).*?\\1", `say "it's"`), [4, 10]);
  assert.deepEqual(find("(ab)\\1", "aBAb", "i"), [0, 4]);
  assert.equal(find("(a)(b)\\2", "aba"), null);
  assert.equal(find("^(a*)*\\1c", "a".repeat(12)), null);
  assert.equal(ask('replace("aabb", "(.)\\1", "<$1>")'), "<a><b>");
  assert.throws(
    () => ask(`matches("${"a".repeat(400)}", "^(a*)(a*)(a*)(a*)\\1\\2\\3b")`),
    (error) => error instanceof FeelLimitError && error.limit === "steps",
  );
});

test("blocks of Unicode and white space under the flag x are as XPath has them", () => {
  assert.deepEqual(find("\\p{IsLatin-1Supplement}+", "caféé"), [3, 5]);
  assert.deepEqual(find("\\P{IsBasicLatin}+", "ab年龄"), [2, 4]);
  assert.deepEqual(find("\\p{IsCJKUnifiedIdeographs}{2}", "年龄"), [0, 2]);
  assert.deepEqual(find("hello\\ sworld", "hello world", "x"), [0, 11]);
  assert.equal(find("\\p{IsNowhere}", "a"), null);
});

test("look-around and broken patterns are refused", () => {
  for (const pattern of [
    "\\1(a)",
    "(a\\1)",
    "(a)\\2",
    "(?=a)",
    "(?<n>a)",
    "[",
    "(",
    "a)",
    "*a",
    "a{2,1}",
    "\\q",
  ]) {
    assert.equal(regexOf(pattern, ""), null, pattern);
  }
  assert.equal(ask('matches("a", "[")'), null);
});

test("replace fills in groups, split cuts, extract finds", () => {
  assert.equal(
    ask(String.raw`replace("0123456789", "(\d{3})(\d{3})(\d{4})", "($1) $2-$3")`),
    "(012) 345-6789",
  );
  assert.deepEqual(ask(String.raw`split("a, b;c", "[,;]\s*")`), ["a", "b", "c"]);
  assert.deepEqual(ask('extract("a1b22", "[0-9]+")'), ["1", "22"]);
});

test("patterns with back-references find what the platform's own expressions find", () => {
  const atom = fc.constantFrom("a", "b", ".", "[ab]", "(a|b)", "(a*)", "(b+)");
  const source = fc
    .tuple(
      fc.constantFrom("(a|bc)", "([ab]+)", "(.)", "(a)(b|c)"),
      fc.array(atom, { maxLength: 3 }),
      fc.constantFrom("\\1", "\\1+", "(\\1|c)"),
    )
    .map(([first, middle, last]) => first + middle.join("") + last);
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 10 });
  fc.assert(
    fc.property(source, text, (pattern, subject) => {
      const expected = new RegExp(pattern, "s").exec(subject);
      const actual = regexOf(pattern, "s")?.find(subjectOf(subject), 0, free) ?? null;
      assert.deepEqual(
        actual && [actual.start, actual.end],
        expected && [expected.index, expected.index + expected[0].length],
        `${pattern} on ${subject}`,
      );
    }),
    { numRuns: 1000 },
  );
});

test("simple patterns find what the platform's own expressions find", () => {
  const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "(ab)", "(a|bc)", "(?:b|c)");
  const pattern = fc
    .array(fc.tuple(atom, fc.constantFrom("", "*", "+", "?", "{1,2}", "*?", "+?")), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.map((p) => p.join("")).join(""));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 });
  fc.assert(
    fc.property(pattern, text, (source, subject) => {
      const expected = new RegExp(source, "s").exec(subject);
      const actual = regexOf(source, "s")?.find(subjectOf(subject), 0, free) ?? null;
      assert.deepEqual(
        actual && [actual.start, actual.end],
        expected && [expected.index, expected.index + expected[0].length],
      );
    }),
    { numRuns: 1000 },
  );
});
