import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf, matchScore } from "./match.ts";
import { PAGES } from "./pages.ts";

test("a page is found by its Chinese or English name, its pinyin and the initials of it", () => {
  const first = (query: string): string | undefined => bestOf(PAGES, query)[0]?.to;
  for (const query of ["待办", "inbox", "INB", "daiban", "db"]) assert.equal(first(query), "/w/inbox", query);
  for (const query of ["日历", "calend", "rili", "rl"]) assert.equal(first(query), "/a/calendars", query);
  assert.equal(bestOf(PAGES, "zzzz").length, 0);
  assert.equal(bestOf(PAGES, "").length, PAGES.length);
});

test("what begins with the words goes before what holds them, and pinyin comes last", () => {
  const name = { zh: "发件箱", en: "Outbox", pinyin: "fa jian xiang" };
  assert.deepEqual(
    ["发件", "box", "fjx", "jian", "x"].map((query) => matchScore(name, query)),
    [3, 2, 1, 0, 2],
  );
});
