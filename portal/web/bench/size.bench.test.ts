import assert from "node:assert/strict";
import { test } from "node:test";
import { filesOf } from "./size.bench.ts";

test("what a page loads is its entry, static imports and styles, each once; pages opened later do not count", () => {
  const manifest = {
    "index.html": { file: "a.js", css: ["a.css"], imports: ["b"], dynamicImports: ["later"] },
    b: { file: "b.js", imports: ["c"] },
    c: { file: "c.js", css: ["a.css"], imports: ["b"] },
    later: { file: "later.js" },
  };
  assert.deepEqual(filesOf(manifest, "index.html").sort(), ["a.css", "a.js", "b.js", "c.js"]);
});
