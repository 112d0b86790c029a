/** Hostile submissions: wrong types, foreign values, unknown fields, huge, nested, foreign files; all refused, the field named. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { componentTypes, fieldsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import { assembleAreas } from "../assemble.ts";
import type { HttpAnswer, HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { Draft, FormPart } from "./api.ts";
import { answers, ok } from "./testing/restaurant.ts";

interface Answer {
  draftVersion?: number;
  code?: string;
  errors?: { path?: string; pointer?: string; code: string }[];
}

/** Objects inside each other. */
const nested = (depth: number): unknown => {
  let value: unknown = "x";
  for (let level = 0; level < depth; level++) value = { a: value };
  return value;
};

/** Values that a field of this kind can never have, each with a name. */
function hostileValues(component: FormComponent): [name: string, value: unknown][] {
  const always: [string, unknown][] = [
    ["an object", { toString: "x", valueOf: "y" }],
    ["a value nested 500 deep", nested(500)],
  ];
  switch (componentTypes[component.type]) {
    case "string":
      return [
        ...always,
        ["a number", 42],
        ["a list", ["<script>alert(1)</script>"]],
        ["true", true],
        ["6,000 characters", "长".repeat(6000)],
      ];
    case "number":
      return [
        ...always,
        ["a text", "1; DROP TABLE cases"],
        ["a list", [1]],
        ["true", true],
        ["more than a number holds", "1e999"],
      ];
    case "boolean":
      return [...always, ["a text", "yes"], ["a number", 1], ["a list", []]];
    case "choice":
      return [
        ...always,
        ["a choice not offered", "no-such-option"],
        ["a number", 7],
        ["a list", ["no-such-option"]],
        ["a name of JavaScript's", "constructor"],
      ];
    case "choices":
      return [
        ["an object of foreign choices", { "no-such-option": true }],
        [
          "choices that are no yes or no",
          Object.fromEntries(optionNames(component).map((name) => [name, "yes"])),
        ],
        ["a list", ["no-such-option"]],
        ["a text", "all"],
        ["a value nested 500 deep", nested(500)],
      ];
    case "date-time":
      return [
        ...always,
        ["the 31st of February", "2026-02-31"],
        ["words", "tomorrow"],
        ["a number", 20260301],
        ["the 25th hour", "2026-03-01T25:00:00Z"],
      ];
    case "time":
      return [...always, ["the 25th hour", "25:00"], ["a number", 8]];
    case "rows":
      return [
        ["an object", { 0: { name: "x" }, length: 1 }],
        ["a text", "[]"],
        ["rows that are numbers", [1, 2]],
        ["10,000 rows", Array.from({ length: 10_000 }, () => ({}))],
        ["a row with a field of its own", [{ isAdmin: true }]],
      ];
    case "object":
      return [
        ["a text", "x"],
        ["a list", []],
        ["a field of its own", { isAdmin: true }],
      ];
    case "files":
      return [
        ["a foreign file", [{ id: "01kjp0y9m06902wc3emm013w6z" }]],
        ["an address", [{ url: "http://169.254.169.254/latest/meta-data" }]],
        ["a path", "../../secrets"],
        ["an object", {}],
      ];
    default:
      return always;
  }
}

function optionNames(component: FormComponent): string[] {
  return (component.values ?? component.data?.values ?? []).map((option) => option.value);
}

describe("hostile submissions", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let draft: Draft;
  let refused = 0;
  before(async () => {
    host = await createTestPlatform();
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    // with a sign: all parts of the form
    draft = ok(
      await zhang.post<Draft>("/drafts", {
        packageId: "catering-shop",
        answers: { ...answers, sign: "yes" },
      }),
    );
  });
  after(() => host.close());

  const part = async (id: string): Promise<FormPart> =>
    ok(await zhang.get<FormPart>(`/drafts/${draft.id}/parts/${id}`));
  const put = (id: string, data: unknown, ifMatch: number) =>
    zhang.put<Answer>(`/drafts/${draft.id}/parts/${id}`, { data, check: true }, { ifMatch });
  const named = (answer: HttpAnswer<Answer>): string[] =>
    (answer.body.errors ?? []).map((error) => (error.path ?? error.pointer ?? "").replace(/^\/data\//, ""));

  it("are refused field by field, the field named, nothing of them kept", async (t) => {
    const forms = draft.parts.filter((entry) => entry.kind === "form");
    assert.ok(forms.length >= 4, "the restaurant's form has several parts");
    for (const { id } of forms) {
      const { form, provenance } = await part(id);
      for (const { component, path } of fieldsOf(form as unknown as FormDefinition)) {
        // rows are attacked as a whole, locked fields are ours whatever is sent
        if (path.includes(".") || path.includes("[") || provenance[path]?.locked === true) continue;
        for (const [name, value] of hostileValues(component)) {
          await t.test(`${id}.${path}: ${name}`, async () => {
            const earlier = await part(id);
            const answer = await put(id, { ...earlier.data, [path]: value }, earlier.draftVersion);
            assert.ok([200, 422].includes(answer.status), `answered ${answer.status}`);
            assert.ok(
              named(answer).some(
                (entry) => entry === path || entry.startsWith(`${path}/`) || entry.startsWith(path),
              ),
              `names ${path}: ${JSON.stringify(answer.body).slice(0, 300)}`,
            );
            const later = await part(id);
            assert.notDeepEqual(later.data[path], value);
            if (answer.status === 422) {
              assert.deepEqual(later.data, earlier.data);
              assert.equal(later.draftVersion, earlier.draftVersion);
            } else {
              const { [path]: _now, ...others } = later.data;
              const { [path]: _then, ...before } = earlier.data;
              assert.deepEqual(others, before);
            }
            refused += 1;
          });
        }
      }
    }
    assert.ok(refused >= 300, `${refused} were refused`);
  });

  it("with fields of their own are refused whatever the name", async (t) => {
    for (const key of [
      "isAdmin",
      "constructor",
      "prototype",
      "toString",
      "version",
      "_id",
      "$where",
      "a.b",
      "a[0]",
      "",
    ])
      await t.test(JSON.stringify(key), async () => {
        const { data, draftVersion } = await part("operator");
        const answer = await put("operator", { ...data, [key]: true }, draftVersion);
        assert.deepEqual([answer.status, answer.body.code], [422, "unknown-field"]);
        assert.equal((await part("operator")).draftVersion, draftVersion);
      });
  });

  it("cannot reach the prototype of anything", async () => {
    const { draftVersion } = await part("operator");
    const body = `{"check":true,"data":{"__proto__":{"polluted":true},"phone":"13800000001"}}`;
    const answer = await zhang.raw(`/drafts/${draft.id}/parts/operator`, {
      method: "PUT",
      headers: { "content-type": "application/json", "if-match": `"${draftVersion}"` },
      body,
    });
    assert.equal(answer.status, 200); // the schema of the request has no such key: it is not there
    await answer.text();
    const { data } = await part("operator");
    assert.deepEqual([data["phone"], "polluted" in data, "polluted" in {}], ["13800000001", false, false]);
  });

  it("of another kind than data, or too large, are refused as a whole", async () => {
    const { draftVersion, data } = await part("operator");
    for (const wrong of [null, 1, "x", [], [[]]]) {
      const answer = await put("operator", wrong, draftVersion);
      assert.deepEqual([answer.status, named(answer)], [422, ["/data"]]);
    }
    const huge = await put("operator", { ...data, phone: "1".repeat(20_000_000) }, draftVersion);
    assert.equal(huge.status, 413);
    assert.equal((await part("operator")).draftVersion, draftVersion);
  });

  it("of answers to the questionnaire begin nothing", async () => {
    const before = ok(await zhang.get<{ total?: number }>("/cases?view=todo"));
    for (const hostile of [
      { ...answers, licence: { $ne: null } },
      { ...answers, licence: "no-such-answer" },
      { ...answers, isAdmin: true },
      { ...answers, format: ["a"] },
    ]) {
      const answer = await zhang.post<Answer>("/drafts", { packageId: "catering-shop", answers: hostile });
      assert.equal(answer.status, 422, JSON.stringify(answer.body));
      assert.ok(named(answer).every((entry) => entry.startsWith("/answers/")));
    }
    assert.deepEqual(ok(await zhang.get("/cases?view=todo")), before);
  });
});
