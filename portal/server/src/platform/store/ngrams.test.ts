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
  it("tells longer texts apart by three characters at a time", () => {
    assert.ok(!finds("春和面馆", "春和家常菜馆", "和面"));
    assert.deepEqual(queryGrams("春和面馆"), ["春和面", "和面馆"]);
    assert.ok(finds("和春𠮷", "春和春𠮷菜馆"));
  });
  it("finds a number by any part of three digits, and a long part by runs of five in their order", () => {
    const number = "37078326030200017";
    for (const query of [number, "00017", "3707", "783", "370783 26030200017", "2603", "017"])
      assert.ok(finds(query, number), query);
    assert.ok(finds("12345", "AB12345"));
    assert.ok(!finds("00018", number));
    assert.ok(!finds("70017", number));
    assert.deepEqual(queryGrams("123456"), ["12345", "23456"]);
  });
  it("finds a long number by one or two digits at its begin and end alone, a short one by any", () => {
    for (const query of ["3", "37", "7", "17"]) assert.ok(finds(query, "37078326030200017"), query);
    for (const query of ["8", "26"]) assert.ok(!finds(query, "37078326030200017"), query);
    for (const query of ["8", "85", "号3", "3单", "85号", "12"])
      assert.ok(finds(query, "85号3单元1204"), query);
  });
  it("finds words of letters and digits by any part across their border", () => {
    for (const query of ["5号", "345号楼", "a12", "A12345号", "2345号", "楼6"])
      assert.ok(finds(query, "a12345号楼6"), query);
    assert.ok(!finds("a123465号", "a12345号楼6"));
  });
  it("joins several texts without finding across their border", () => {
    assert.ok(!finds("菜馆", "小菜", "馆子"));
    assert.deepEqual(ngrams(null, undefined, ""), []);
  });
  it("asks nothing of a query without letters", () => {
    assert.deepEqual(queryGrams(" -- "), []);
  });
});
