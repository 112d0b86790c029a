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
  it("joins several texts without finding across their border", () => {
    assert.ok(!finds("菜馆", "小菜", "馆子"));
    assert.deepEqual(ngrams(null, undefined, ""), []);
  });
  it("asks nothing of a query without letters", () => {
    assert.deepEqual(queryGrams(" -- "), []);
  });
});
