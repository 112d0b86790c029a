import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  add,
  compareNumbers,
  Decimal,
  divide,
  formatNumber,
  multiply,
  parseNumber,
  subtract,
  toDecimal,
} from "./numbers.ts";
import type { FeelNumber } from "./numbers.ts";
import { ask, show } from "./testing/ask.ts";

/** Numbers as forms and tables hold them: whole, with few digits, very small, very large. */
const numbers: fc.Arbitrary<FeelNumber> = fc.oneof(
  fc.integer(),
  fc.maxSafeInteger(),
  fc.tuple(fc.integer(), fc.integer({ min: 0, max: 9 })).map(([n, scale]) => Number(`${n}e-${scale}`)),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }),
  fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()).map(([a, b]) => new Decimal(a).div(b === 0 ? 1 : b)),
);

function exact(value: FeelNumber | null): string | null {
  return value === null ? null : toDecimal(value).toString();
}

test("sums, differences, products and quotients are those of 34-digit decimals, on the fast path too", () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const [x, y] = [toDecimal(a), toDecimal(b)];
      assert.equal(exact(add(a, b)), x.plus(y).toString());
      assert.equal(exact(subtract(a, b)), x.minus(y).toString());
      assert.equal(exact(multiply(a, b)), x.times(y).toString().replace(/^-0$/, "0"));
      if (!y.isZero()) assert.equal(exact(divide(a, b)), x.div(y).toString().replace(/^-0$/, "0"));
      assert.equal(compareNumbers(a, b), x.comparedTo(y));
    }),
    { numRuns: 2000 },
  );
});

test("a number survives being written and read", () => {
  fc.assert(
    fc.property(numbers, (n) => {
      const read = parseNumber(formatNumber(n));
      assert.equal(read === null ? null : compareNumbers(read, n), 0);
    }),
  );
});

test("money adds up to the cent", () => {
  assert.equal(ask("0.1 + 0.2 = 0.3"), true);
  assert.equal(ask("1.1 * 1.1 = 1.21"), true);
  assert.equal(ask("0.3 - 0.1 = 0.2"), true);
  assert.equal(ask("1 / 3 * 3 = 1"), false);
  assert.equal(show("1 / 3"), "0.3333333333333333333333333333333333");
  assert.equal(show("9007199254740993 + 1"), "9007199254740994");
  assert.equal(show("10 ** 30 + 1"), "1000000000000000000000000000001");
});

test("division by zero is null, never infinity", () => {
  assert.equal(ask("1 / 0"), null);
  assert.equal(ask("0 / 0"), null);
  assert.equal(ask("modulo(5, 0)"), null);
  assert.equal(ask("10 ** 1000000000"), null);
  assert.equal(ask("10 ** 6145"), null);
  assert.equal(ask("string length(string(10 ** 6000))"), 41);
  assert.equal(ask("string length(string(10 ** 6000))", {}, { dialect: "dmn" }), 6001);
});
