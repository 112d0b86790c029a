import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pictures } from "./pictures.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = globSync(["*.md", "{docs,engine,processes}/**/*.md"], {
  cwd: root,
  exclude: (path) => path.includes("node_modules"),
}).sort();
const read = (page) => readFileSync(join(root, page), "utf8");
/** Code is no prose: what looks like a link in it is none. */
const prose = (page) => read(page).replace(/^```.*?^```$/gms, "");
const linksOf = (page) =>
  [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1])
    .filter((link) => !/^[a-z]+:/.test(link) && !link.startsWith("#"));

test("every link of the documentation leads to a file", () => {
  assert.ok(pages.length > 10);
  const broken = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !existsSync(join(root, dirname(page), decodeURI(link.split("#")[0]))))
      .map((link) => `${page}: ${link}`),
  );
  assert.deepEqual(broken, []);
});

test("every guide stands in both languages, with the same headings in number and depth", () => {
  const guides = pages.filter((page) => /^docs\/(analyst|clerk|developer|operator)\/README\.md$/.test(page));
  assert.equal(guides.length, 4);
  const depths = (page) => [...prose(page).matchAll(/^(#+) /gm)].map((match) => match[1].length);
  for (const guide of guides)
    assert.deepEqual(depths(guide.replace("README.md", "README.zh-CN.md")), depths(guide), guide);
});

test("every picture of a guide is made of a screenshot of the tests", () => {
  const used = new Set(
    pages.flatMap((page) => [...prose(page).matchAll(/images\/([\w.-]+\.png)/g)].map((match) => match[1])),
  );
  assert.deepEqual([...used].sort(), Object.keys(pictures).sort());
});
