import assert from "node:assert/strict";
import { test } from "node:test";
import { isCreditCode, licenceNumber, licenceTypeCodeProblem, mod1110, readItemCode } from "./codes.ts";

test("real unified social credit codes of county organs pass their check", () => {
  for (const code of ["11370881004339597L", "11370800004234373R", "11370800MB28559184"])
    assert.equal(isCreditCode(code), true, code);
});

test("one changed character of a credit code is found, wherever it stands", () => {
  const code = "11370881004339597L";
  for (let at = 0; at < code.length; at += 1) {
    const other = code[at] === "1" ? "2" : "1";
    assert.equal(isCreditCode(code.slice(0, at) + other + code.slice(at + 1)), false, `position ${at}`);
  }
  assert.equal(isCreditCode("11370881004339597"), false);
  assert.equal(isCreditCode("1137088100433959IL"), false);
});

test("an implementation code falls into organ, level and basic code", () => {
  assert.deepEqual(readItemCode("11370800MB285591843000117002011"), {
    organ: "11370800MB28559184",
    level: "3",
    basic: "000117002011",
    kind: "01",
  });
});

test("what is wrong with an implementation code is named", () => {
  assert.equal(readItemCode("11370800MB28559184300011700201"), "length");
  assert.equal(readItemCode("11370800MB285591853000117002011"), "credit-code");
  assert.equal(readItemCode("11370800MB285591849000117002011"), "level");
  assert.equal(readItemCode("11370800MB28559184300011700201A"), "basic");
  assert.equal(readItemCode("11370800MB285591843001517002011"), "kind");
});

test("a licence type code is the compiling body's credit code and three digits", () => {
  assert.equal(licenceTypeCodeProblem("11370881004339597L006"), null);
  assert.equal(licenceTypeCodeProblem("11370881004339597L06"), "length");
  assert.equal(licenceTypeCodeProblem("11370881004339598L006"), "credit-code");
  assert.equal(licenceTypeCodeProblem("11370881004339597L00A"), "basic");
});

test("the check digit of ISO 7064 MOD 11,10 makes the whole number valid", () => {
  assert.equal(mod1110("0794"), "5");
  const number = licenceNumber("JY2370783{serial:6}{check}", { serial: 17, year: 2026 });
  assert.match(number, /^JY2370783000017\d$/);
  assert.equal(number.at(-1), mod1110("2370783000017"));
});

test("a number pattern takes year, serial and facts", () => {
  assert.equal(
    licenceNumber("鲁消安许字〔{year}〕第{serial:4}号", { serial: 12, year: 2026 }),
    "鲁消安许字〔2026〕第0012号",
  );
  assert.equal(licenceNumber("{uscc}", { serial: 1, year: 2026, facts: { uscc: "X1" } }), "X1");
});
