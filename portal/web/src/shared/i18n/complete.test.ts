import assert from "node:assert/strict";
import { globSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { holesOf } from "./texts.ts";
import type { TextEntry } from "./texts.ts";

const root = path.join(import.meta.dirname, "../..");
const files = globSync("**/*texts.ts", { cwd: root }).filter(
  (file) => !file.includes("shared/i18n/texts.ts"),
);
/** Names of languages are written in their own language everywhere. */
const OWN_LANGUAGE = /中文/g;

test("every text of the web app stands in both languages with the same values", async () => {
  assert.ok(files.length > 5, "text files are found");
  for (const file of files) {
    const module = (await import(path.join(root, file))) as Record<string, Record<string, TextEntry>>;
    for (const [table, entries] of Object.entries(module)) {
      for (const [key, entry] of Object.entries(entries)) {
        const place = `${file} ${table}.${key}`;
        assert.ok(entry.zh.trim() !== "", `${place} has no Chinese`);
        assert.ok(entry.en.trim() !== "", `${place} has no English`);
        assert.deepEqual(
          holesOf(entry.en),
          holesOf(entry.zh),
          `${place}: the values differ between languages`,
        );
        assert.doesNotMatch(
          entry.en.replace(OWN_LANGUAGE, ""),
          /\p{Script=Han}/u,
          `${place}: English text holds Chinese`,
        );
      }
    }
  }
});
