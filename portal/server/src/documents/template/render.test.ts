import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { templateLimits } from "./limits.ts";
import { createRenderer, TemplateError } from "./renderer.ts";

describe("rendering templates", () => {
  const renderer = createRenderer({ deadlineMs: 60_000 });
  after(() => renderer.close());
  const render = (
    source: string,
    data: Record<string, unknown> = {},
    more: { partials?: Record<string, string>; mark?: boolean; language?: "zh" | "en" } = {},
  ) =>
    renderer.render({
      name: "test",
      source,
      partials: more.partials ?? {},
      data,
      mark: more.mark ?? false,
      language: more.language ?? "zh",
    });
  const html = async (source: string, data?: Record<string, unknown>): Promise<string> =>
    (await render(source, data)).html;
  const refused = async (work: Promise<unknown>, code: string): Promise<TemplateError> => {
    const error = await work.then(
      () => assert.fail("was not refused"),
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof TemplateError, String(error));
    assert.equal(error.fault.code, code);
    return error;
  };

  it("writes dates, numbers, masks and lists as documents do", async () => {
    const data = {
      day: "2026-03-02",
      instant: "2026-03-01T16:05:00Z",
      id: "370783199001010002",
      phone: "13800000002",
      uscc: "92370783MACE00001H",
      no: "37078326030200017-02",
      list: ["甲", { zh: "乙", en: "B" }, ""],
      text: { zh: "食品", en: "Food" },
    };
    assert.equal(
      await html("{{date day}} {{date instant}} {{date instant 'minute'}}", data),
      "2026-03-02 2026-03-02 2026-03-02 00:05",
    );
    assert.equal(
      await html("{{chineseDate day}} {{chineseDate instant 'minute'}}", data),
      "2026年3月2日 2026年3月2日00时05分",
    );
    assert.equal(
      await html("{{mask id}} {{mask phone}} {{mask uscc}} {{mask '张三丰' 'name'}}", data),
      "370783********0002 138****0002 92370783********1H 张**",
    );
    assert.equal(
      await html("{{number 1234.5 2}} {{money 1234.5}} {{days 10}} {{inc 0}}"),
      "1,234.50 1,234.50元 10个工作日 1",
    );
    assert.equal(
      await html("{{join list}} {{join list '；'}} {{t text}} {{caseNumber no}}", data),
      "甲、乙 甲；乙 食品 370783 260302 00017-02",
    );
    assert.equal((await render("{{t text}}", data, { language: "en" })).html, "Food");
  });

  it("branches and repeats", async () => {
    const data = { items: [{ n: 1 }, { n: 2 }], none: [], a: "x" };
    assert.equal(
      await html("{{#each items}}{{@index}}{{n}}{{../a}}{{#unless @last}},{{/unless}}{{/each}}", data),
      "01x,12x",
    );
    assert.equal(
      await html("{{#each none}}x{{else}}empty{{/each}}{{#if none}}y{{else if (eq a 'x')}}z{{/if}}", data),
      "emptyz",
    );
    assert.equal(
      await html("{{#each items as |it at|}}{{at}}{{it.n}}{{/each}}{{#with a as |b|}}{{b}}{{/with}}", data),
      "0112x",
    );
  });

  it("escapes every value", async () => {
    assert.equal(
      await html('<p title="{{a}}">{{a}}</p>', { a: `"><script>alert(1)</script>` }),
      '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    );
  });

  it("refuses a value that would make an image load from outside", async () => {
    await refused(render('<img src="{{a}}">', { a: "http://evil.example/x.png" }), "html-address");
    await refused(render('<img src="{{a}}">', { a: "javascript:alert(1)" }), "html-address");
    assert.match(await html('<img src="{{a}}">', { a: "data:image/png;base64,AA" }), /data:image/);
  });

  it("shows nothing of JavaScript, whatever the data is called", async () => {
    const data = JSON.parse(
      '{"a": {"__proto__": {"x": 1}, "constructor": {"name": "boo"}}, "b": {}}',
    ) as Record<string, unknown>;
    await refused(render("{{a.constructor.name}}", data), "path-forbidden");
    assert.equal(await html("{{#each b}}{{@key}}{{/each}}{{#if b.hasOwn}}x{{/if}}", data), "");
  });

  it("links each value to its path and lists what is missing", async () => {
    const { html: out, missing } = await render(
      '{{applicant.name}}{{#each items}}<b title="{{n}}">{{t name}}{{m}}</b>{{/each}}{{> row label="x" value=applicant.phone}}{{#if no}}{{no}}{{/if}}',
      {
        applicant: { name: "张" },
        items: [
          { n: 1, name: { zh: "甲" }, m: "k" },
          { n: 2, name: { zh: "乙" } },
        ],
      },
      { mark: true, partials: { row: "<i>{{label}}:{{value}}</i>" } },
    );
    assert.equal(
      out,
      '<span data-field="applicant.name">张</span><b title="1"><span data-field="items.0.name">甲</span><span data-field="items.0.m">k</span></b><b title="2"><span data-field="items.1.name">乙</span><span data-field="items.1.m" class="missing">——</span></b><i>x:<span data-field="applicant.phone" class="missing">——</span></i>',
    );
    assert.deepEqual(missing, ["items.1.m", "applicant.phone"]);
  });

  it("writes the same text marked and unmarked", async () => {
    const source = "<p>{{a}} {{date b}} {{c}}</p>";
    const data = { a: "<x>", b: "2026-03-02" };
    const marked = (await render(source, data, { mark: true })).html.replace(/<\/?span[^>]*>/g, "");
    assert.equal(marked, await html(source, data));
  });

  it("puts the body of a layout where the layout says", async () => {
    const partials = { frame: "<div>{{> @partial-block}}</div>" };
    assert.equal(
      (await render("{{#> frame}}{{a}}{{/frame}}", { a: "x" }, { partials })).html,
      "<div>x</div>",
    );
  });

  it("names line and helper when a value cannot be used", async () => {
    const error = await refused(render("a\nb {{date when}}", { when: "tomorrow" }), "helper-value");
    assert.equal(error.fault.line, 2);
    assert.match(error.message, /Template test, line 2: .*date needs a date/);
    await refused(render("{{a}}", { a: { b: 1 } }), "not-text");
    await refused(render("{{date '2026-02-31'}}"), "helper-value");
  });

  it("stops repetition beyond its bound", async () => {
    const list = Array.from({ length: 300 }, (_, n) => n);
    await refused(
      render("{{#each list}}{{#each ../list}}{{this}}{{/each}}{{/each}}", { list }),
      "iterations",
    );
    assert.ok(300 * 300 > templateLimits.iterations);
  });

  it("stops a document that grows beyond its bound", async () => {
    const list = Array.from({ length: 400 }, () => "x".repeat(20_000));
    await refused(render("{{#each list}}{{this}}{{/each}}", { list }), "output-size");
  });

  it("ends partials that call themselves", async () => {
    await refused(render("{{> a}}", {}, { partials: { a: "x{{> a}}" } }), "partial-circle");
  });

  it("ends the thread of a rendering that is over its deadline, and goes on with the next", async () => {
    const impatient = createRenderer({ deadlineMs: 1 });
    await refused(
      impatient.render({
        name: "slow",
        source: "{{#each list}}{{this}}{{/each}}",
        partials: {},
        data: { list: Array.from({ length: 49_000 }, (_, n) => n) },
        mark: false,
        language: "zh",
      }),
      "deadline",
    );
    await impatient.close();
    assert.equal(await html("still {{a}}", { a: "here" }), "still here");
  });
});
