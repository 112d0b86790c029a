import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { GUIDES, guideOf } from "./guides.ts";
import { helpTexts } from "./texts.ts";

const src = path.join(import.meta.dirname, "../..");
const routesOf = (file: string, base: string): string[] =>
  [...readFileSync(path.join(src, file), "utf8").matchAll(/path: "([^"*]+)"/g)].map(
    (match) => `${base}/${match[1] ?? ""}`,
  );

test("every page has a guide, and every guide a page", () => {
  const routes = [
    "/",
    ...routesOf("citizen/routes.tsx", ""),
    ...routesOf("clerk/routes.tsx", "/w"),
    ...routesOf("admin/routes.tsx", "/a"),
  ].sort();
  assert.deepEqual(GUIDES.map(({ route }) => route).sort(), routes);
});

test("a guide speaks both languages, of keys and law that are described, and of documents that are there", () => {
  for (const { route, zh, en, keys, law, doc } of GUIDES) {
    assert.ok(zh.length > 0 && zh.length === en.length, route);
    assert.ok(
      zh.every((text) => /\p{Script=Han}/u.test(text)) && !en.some((text) => /\p{Script=Han}/u.test(text)),
    );
    for (const key of keys) assert.ok(`key_${key}` in helpTexts, `${route}: ${key}`);
    if (law !== null) assert.ok(`law_${law}` in helpTexts, `${route}: ${law}`);
    if (doc !== null)
      for (const file of ["README.md", "README.zh-CN.md"])
        assert.ok(existsSync(path.join(src, "../../../docs", doc, file)), `${doc}/${file}`);
  }
});

test("a page's guide is found by its address, fixed words before parameters", () => {
  assert.equal(guideOf("/apply/1/materials")?.route, "/apply/:draft/materials");
  assert.equal(guideOf("/apply/1/premises")?.route, "/apply/:draft/:part");
  assert.equal(guideOf("/w/inbox/")?.route, "/w/inbox");
  assert.equal(guideOf("/")?.route, "/");
  assert.equal(guideOf("/nowhere"), null);
});
