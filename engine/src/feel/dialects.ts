/** What the dialect `zeebe` does not do as Zeebe 8.8.21 does, and why. */
export interface ZeebeDifference {
  /** The recorded cases (`testing/zeebe-recorded.jsonl`) that it explains. */
  cases: RegExp;
  why: string;
}

/** Each remaining difference to the real engine; a case that is listed and agrees is a fault of this list. */
export const zeebeDifferences: readonly ZeebeDifference[] = [
  {
    cases: /^(\[1\] [<>]=? \[|(modulo\(1,0\)|log\((0|-1)\)|stddev\(\[(47|1)\]\))$|n in > 3 and \? < 10$)/,
    why: "a Java exception fails the whole evaluation in Zeebe; here evaluation never throws: null with a warning",
  },
  {
    cases: /^substring\("foobar",(10|-10|1,-1)\)$/,
    why: "a Java exception in Zeebe; here null with a warning",
  },
  {
    cases: /^substring\("𝒳yz",2\)$/,
    why: "half of a surrogate pair becomes ? in Zeebe's JSON; here it stays",
  },
  {
    cases: /^\{f: function\(x\) x \+ 1\}\.f\(2\)$/,
    why: "calls on a context literal are accepted here",
  },
  {
    cases: /^(list replace|is|from json|to json|fromAi)\(/,
    why: "functions of DMN 1.5 and of Camunda's later versions, which the decision engine of 8.8.21 lacks",
  },
  {
    cases:
      /^string\((1234567890123456789012345678901234567\d|9{38}|0\.12345678901234567890123456789012345678|1\.0{36}1 )/,
    why: "numbers have 34 digits (DMN 1.5, 10.3.2.3.1); Zeebe keeps more in literals",
  },
  {
    cases: /^10 \*\* 6145$/,
    why: "numbers end at 10^6145, the end of decimal128; Zeebe writes 64 bits of it",
  },
];

/**
 * Where the dialects differ, each with an example that the tests run. `zeebe` is what Zeebe 8.8.21 does (recorded from
 * the real engine, see `testing/zeebe-recorded.jsonl`), `dmn` what DMN 1.5 says (section given).
 */
export interface DialectDifference {
  what: string;
  /** The section of DMN 1.5. */
  section: string;
  example: string;
  /** The texts of the values; `refused` where the text cannot be compiled. */
  zeebe: string;
  dmn: string;
}

export const dialectDifferences: readonly DialectDifference[] = [
  { what: "numbers may have exponents", section: "10.3.1.2", example: "1e3", zeebe: "refused", dmn: "1000" },
  {
    what: "names with blanks need back-quotes",
    section: "10.3.1.2",
    example: "first name",
    zeebe: "refused",
    dmn: "null",
  },
  {
    what: "ranges may be operands",
    section: "10.3.2.7",
    example: "[1..5].start",
    zeebe: "refused",
    dmn: "1",
  },
  {
    what: "lists may be typed in instance of",
    section: "10.3.2.9",
    example: "[1] instance of list<number>",
    zeebe: "refused",
    dmn: "true",
  },
  {
    what: "a loop runs over a range value",
    section: "10.3.2.14",
    example: "for x in [1..3] return x",
    zeebe: "refused",
    dmn: "[1, 2, 3]",
  },
  {
    what: "escapes \\uXXXX in strings",
    section: "10.3.1.2",
    example: '"\\u00e9"',
    zeebe: "\\u00e9",
    dmn: "é",
  },
  {
    what: "strings are counted in code points, not UTF-16 units",
    section: "10.3.2.3.2",
    example: 'string length("𝒳")',
    zeebe: "2",
    dmn: "1",
  },
  {
    what: "a value stands for a list of one in filters",
    section: "10.3.2.9.4",
    example: "5[1]",
    zeebe: "null",
    dmn: "5",
  },
  {
    what: "a list of one stands for its element in calls",
    section: "10.3.2.9.4",
    example: "abs([-1])",
    zeebe: "null",
    dmn: "1",
  },
  {
    what: "later loop sources see earlier variables",
    section: "10.3.2.14",
    example: "for x in [[1], [2]], y in x return y",
    zeebe: "null",
    dmn: "[1, 2]",
  },
  {
    what: "positions in filters are cut to whole numbers",
    section: "10.3.2.5",
    example: "[1, 2][1.5]",
    zeebe: "1",
    dmn: "null",
  },
  {
    what: "times are equal when they are the same moment",
    section: "10.3.2.13",
    example: 'time("10:00:00Z") = time("11:00:00+01:00")',
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "local and zoned times are compared",
    section: "10.3.2.13",
    example: 'time("10:00:00") = time("10:00:00Z")',
    zeebe: "null",
    dmn: "false",
  },
  {
    what: "times may leave out the seconds",
    section: "10.3.4.1",
    example: 'time("10:30")',
    zeebe: "10:30:00",
    dmn: "null",
  },
  {
    what: "a date is subtracted from a date and time",
    section: "10.3.2.3.9",
    example: 'date and time("2024-01-02T00:00:00Z") - date("2024-01-01")',
    zeebe: "null",
    dmn: "P1D",
  },
  {
    what: "durations are negated",
    section: "10.3.2.3",
    example: '-duration("P1D")',
    zeebe: "null",
    dmn: "-P1D",
  },
  {
    what: "factors of durations keep their fraction",
    section: "10.3.2.3",
    example: 'duration("P1D") * 1.5',
    zeebe: "P1D",
    dmn: "P1DT12H",
  },
  {
    what: "quotients of durations keep their fraction",
    section: "10.3.2.3",
    example: 'duration("P1D") / duration("PT5H")',
    zeebe: "4",
    dmn: "4.8",
  },
  {
    what: "the text of no time at all",
    section: "10.3.2.3.7",
    example: 'string(duration("PT0S"))',
    zeebe: "P0D",
    dmn: "PT0S",
  },
  {
    what: "the text of no months at all",
    section: "10.3.2.3.8",
    example: 'string(duration("P0M"))',
    zeebe: "P0Y",
    dmn: "P0M",
  },
  {
    what: "durations show fractions of seconds",
    section: "10.3.2.3.7",
    example: 'string(duration("PT1.5S"))',
    zeebe: "PT1S",
    dmn: "PT1.5S",
  },
  {
    what: "blanks in the text of a context",
    section: "10.3.4.1",
    example: "string({a: 1})",
    zeebe: "{a:1}",
    dmn: "{a: 1}",
  },
  {
    what: "a context with two entries of one name",
    section: "10.3.2.6",
    example: "{a: 1, a: 2}",
    zeebe: "{a:2}",
    dmn: "null",
  },
  {
    what: "ranges in a list are tested by in",
    section: "10.3.2.7",
    example: "5 in [[1..3], [4..6]]",
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "a list or value after in takes the whole and, or behind it as the test",
    section: "10.3.1.2",
    example: "1 in [1, 2] and true",
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "true as the computed value of a test passes everything",
    section: "10.3.2.7",
    example: "3 in (1 = 1)",
    zeebe: "true",
    dmn: "null",
  },
  {
    what: "ranges with an open end",
    section: "10.3.2.7",
    example: "5 in [1..null]",
    zeebe: "null",
    dmn: "true",
  },
  {
    what: "in with a value of another type",
    section: "10.3.2.7",
    example: '5 in "a"',
    zeebe: "null",
    dmn: "false",
  },
  {
    what: "substring beyond the string",
    section: "10.3.4.3",
    example: 'substring("abc", 9)',
    zeebe: "null",
    dmn: "",
  },
  {
    what: "sublist beyond the list",
    section: "10.3.4.4",
    example: "sublist([1, 2], 1, 9)",
    zeebe: "[1, 2]",
    dmn: "null",
  },
  {
    what: "insert before a position behind the list",
    section: "10.3.4.4",
    example: "insert before([1], 9, 2)",
    zeebe: "[1, 2]",
    dmn: "null",
  },
  {
    what: "remove a position behind the list",
    section: "10.3.4.4",
    example: "remove([1], 9)",
    zeebe: "[1]",
    dmn: "null",
  },
  {
    what: "concatenate takes null as an element",
    section: "10.3.4.4",
    example: "concatenate([1], null)",
    zeebe: "[1, null]",
    dmn: "null",
  },
  { what: "append without an item", section: "10.3.4.4", example: "append([1])", zeebe: "null", dmn: "[1]" },
  {
    what: "sort with an answer that is no boolean",
    section: "10.3.4.4",
    example: "sort([1, null], function(x, y) x < y)",
    zeebe: "null",
    dmn: "[1, null]",
  },
  {
    what: "context merge takes several arguments",
    section: "10.3.4.7",
    example: "context merge({a: 1}, {b: 2})",
    zeebe: "{a:1, b:2}",
    dmn: "null",
  },
  {
    what: "range() reads a range",
    section: "10.3.4.1",
    example: 'range("[1..5]")',
    zeebe: "null",
    dmn: "[1..5]",
  },
  {
    what: "the text of a number keeps its digits after the point",
    section: "10.3.4.1",
    example: "string(12.5 * 2)",
    zeebe: "25.0",
    dmn: "25",
  },
  {
    what: "roots, logarithms and powers of e are computed with doubles",
    section: "10.3.4.5",
    example: "sqrt(2) * sqrt(2) = 2",
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "decimal() takes a rounding mode",
    section: "10.3.4.5",
    example: 'decimal(2.5, 0, "half_up")',
    zeebe: "3",
    dmn: "null",
  },
  {
    what: "round up() and its like take the scale only with it",
    section: "10.3.4.5",
    example: "round up(5.5)",
    zeebe: "null",
    dmn: "6",
  },
  {
    what: "context() takes the later of two entries of one name",
    section: "10.3.4.7",
    example: 'context([{key: "a", value: 1}, {key: "a", value: 2}])',
    zeebe: "{a:2}",
    dmn: "null",
  },
  {
    what: "built-in functions are values",
    section: "10.3.2.9",
    example: "abs = null",
    zeebe: "true",
    dmn: "false",
  },
  {
    what: "instance of asks for all of a sum",
    section: "10.3.1.2",
    example: "1 + 2 instance of number",
    zeebe: "true",
    dmn: "null",
  },
  {
    what: "any is no type, Any is",
    section: "10.3.2.9",
    example: "1 instance of any",
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "contexts are found in lists by identity",
    section: "10.3.4.4",
    example: "list contains([{a: 1}], {a: 1})",
    zeebe: "false",
    dmn: "true",
  },
  {
    what: "a comparison of the tested value may run on through and, or",
    section: "10.3.1.2",
    example: "5 in (> 3 and < 10)",
    zeebe: "true",
    dmn: "null",
  },
];
