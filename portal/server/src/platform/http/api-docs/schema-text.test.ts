import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { limitsText, schemaText } from "./schema-text.ts";

describe("schema as text", () => {
  it("writes an object with what is optional, its limits, texts by their name and what may be null", () => {
    const text = { type: "object", properties: { zh: { type: "string" }, en: { type: "string" } } };
    const shown = schemaText({
      type: "object",
      properties: {
        name: text,
        note: { ...text, type: ["object", "null"] },
        at: { type: "string", format: "date-time" },
        page: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER, default: 1 },
        rows: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
        "own-way": { type: "string", maxLength: 40 },
      },
      required: ["name", "note", "at", "rows"],
    });
    assert.equal(
      shown,
      `{
  name: Text;
  note: Text | null;
  at: instant;
  page?: integer; // ≥ 1, default 1
  rows: {
    id?: string;
  }[];
  "own-way"?: string; // length ≤ 40
}`,
    );
  });

  it("writes choices, lists of choices, references, maps and what may be anything", () => {
    const choice = { type: "string", enum: ["a", "b"] };
    assert.equal(schemaText({ type: "array", items: choice }), '("a" | "b")[]');
    assert.equal(
      schemaText({ oneOf: [{ const: 1 }, { $ref: "#/components/schemas/Problem" }] }),
      "1 | Problem",
    );
    assert.equal(schemaText({ type: "object", additionalProperties: {} }), "{ [key: string]: unknown }");
    assert.equal(schemaText({ type: "object", additionalProperties: true }), "{ [key: string]: unknown }");
    assert.equal(schemaText({ type: "object" }), "{}");
    assert.equal(schemaText({ allOf: [{ type: "number" }, {}] }), "number & unknown");
    assert.equal(
      limitsText({ pattern: "^x$", minItems: 1, maxItems: 2, minLength: 3, description: "why" }),
      "length ≥ 3, items ≥ 1, items ≤ 2, pattern ^x$, why",
    );
  });
});
