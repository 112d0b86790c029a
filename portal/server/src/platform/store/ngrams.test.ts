import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ngrams, queryGrams } from "./ngrams.ts";

const finds = (query: string, ...texts: string[]): boolean => {
  const grams = new Set(ngrams(...texts));
  return queryGrams(query).every((gram) => grams.has(gram));
};

describe("search grams", () => {
  it("finds Chinese text by any part of it, of one character or more", () => {
    assert.ok(finds("餐饮", "开办餐饮店一件事"));
    assert.ok(finds("店", "开办餐饮店一件事"));
    assert.ok(!finds("饭店", "开办餐饮店一件事"));
  });
  it("makes one of letter case, full-width forms and separators", () => {
    assert.ok(finds("ｆｏｏｄ  Business", "Food-business licence"));
  });
  it("finds a number by any part of it, and a long part by runs of five digits in their order", () => {
    const number = "37078326030200017";
    for (const query of [number, "00017", "3707", "7", "370783 26030200017", "2603"])
      assert.ok(finds(query, number));
    assert.ok(finds("12345", "AB12345"));
    assert.ok(!finds("00018", number));
    assert.ok(!finds("70017", number));
    assert.deepEqual(queryGrams("123456"), ["12345", "23456"]);
  });
  it("joins several texts without finding across their border", () => {
    assert.ok(!finds("菜馆", "小菜", "馆子"));
    assert.deepEqual(ngrams(null, undefined, ""), []);
  });
  it("asks nothing of a query without letters", () => {
    assert.deepEqual(queryGrams(" -- "), []);
  });
});
