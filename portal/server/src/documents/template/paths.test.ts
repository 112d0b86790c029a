import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { templatePaths } from "./paths.ts";

const read = (source: string): string[] =>
  templatePaths(source).map(({ path, guard }) => (guard ? `${path}?` : path));

describe("paths that a template reads", () => {
  it("are absolute, with [] for each member", () => {
    assert.deepEqual(
      read("{{a.b}}{{#each items}}{{name}}{{../c}}{{@root.d}}{{#each parts}}{{x}}{{/each}}{{/each}}"),
      ["a.b", "items?", "items[].name", "c", "d", "items[].parts?", "items[].parts[].x"],
    );
  });

  it("tell what is only looked at to decide", () => {
    assert.deepEqual(read('{{#if a}}{{a}}{{/if}}{{#unless (eq b "x")}}{{/unless}}{{date c}}'), [
      "a?",
      "a",
      "b?",
      "c",
    ]);
  });

  it("follow block parameters and with", () => {
    assert.deepEqual(
      read("{{#each items as |it|}}{{it.name}}{{/each}}{{#with a.b}}{{c}}{{this.d}}{{/with}}"),
      ["items?", "items[].name", "a.b?", "a.b.c", "a.b.d"],
    );
  });

  it("carry their line", () => {
    assert.deepEqual(templatePaths("x\n{{a}}")[0], { path: "a", line: 2, column: 3, guard: false });
  });

  it("are none where the template does not parse", () => {
    assert.deepEqual(read("{{#if a}}"), []);
  });
});
