import assert from "node:assert/strict";
import { test } from "node:test";
import { barePath, languageOf, localPath } from "./language.ts";
import { defineTexts, fillText, holesOf } from "./texts.ts";

test("an address below /en is English and keeps its page when the language changes", () => {
  assert.equal(languageOf("/en/cases/1"), "en");
  assert.equal(languageOf("/en"), "en");
  assert.equal(languageOf("/enterprise"), "zh");
  assert.equal(barePath("/en/cases/1"), "/cases/1");
  assert.equal(barePath("/en"), "/");
  assert.equal(localPath("en", "/cases/1?tab=2"), "/en/cases/1?tab=2");
  assert.equal(localPath("en", "/"), "/en");
  assert.equal(localPath("zh", "/cases"), "/cases");
  assert.equal(localPath("en", "https://example.test/"), "https://example.test/");
});

test("values fill their holes and English plurals follow the number", () => {
  assert.equal(fillText("{n} {n?thing needs:things need} you", { n: 1 }), "1 thing needs you");
  assert.equal(fillText("{n} {n?thing needs:things need} you", { n: 2 }), "2 things need you");
  assert.equal(fillText("no {value}", {}), "no {value}");
  assert.deepEqual(holesOf("{n} {n?a:b} {who}"), ["n", "who"]);
  assert.equal(defineTexts({ a: { zh: "甲", en: "A" } }).a.zh, "甲");
});
