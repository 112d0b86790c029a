import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { processModel } from "../testing/bpmn-builder.ts";
import { blocks } from "../testing/random/block.ts";
import { planOf } from "../testing/random/plan.ts";
import { ModelError, parseBpmn } from "./index.ts";

async function graphOrModelError(xml: string): Promise<void> {
  try {
    await parseBpmn(xml, "stranger.bpmn");
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    assert.ok(error.faults.length > 0);
    for (const fault of error.faults)
      assert.ok(fault.rule !== "" && fault.message !== "" && fault.messageZh !== "");
  }
}

/** Cuts, doubles or swaps pieces between tags and quotes. */
const mutations = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom("cut", "double", "swap" as const)), {
  minLength: 1,
  maxLength: 4,
});

function mutate(xml: string, changes: readonly (readonly [number, number, string])[]): string {
  let parts = xml.split(/(?=[<"=])/);
  for (const [a, b, kind] of changes) {
    const [i, j] = [a % parts.length, b % parts.length];
    if (kind === "cut") parts = parts.toSpliced(i, 1 + (b % 3));
    else if (kind === "double") parts = parts.toSpliced(j, 0, parts[i] ?? "");
    else parts = parts.with(i, parts[j] ?? "").with(j, parts[i] ?? "");
  }
  return parts.join("");
}

test("whatever a stranger does to a model, it is compiled or refused with its faults", async () => {
  await fc.assert(
    fc.asyncProperty(blocks(2), mutations, async (body, changes) => {
      await graphOrModelError(mutate(planOf(body).xml, changes));
    }),
    { numRuns: 300 },
  );
});

test("any text at all is compiled or refused", async () => {
  const tag = fc.constantFrom(
    "<bpmn:task",
    "</bpmn:task>",
    'id="x"',
    "<",
    ">",
    "/>",
    "<!--",
    "&amp;",
    "&x;",
    '"',
    "=",
    "]]>",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(tag, fc.string()), { maxLength: 30 }), async (pieces) => {
      const inside = processModel("p")
        .startEvent("s")
        .toXml()
        .replace("</bpmn:process>", `${pieces.join(" ")}</bpmn:process>`);
      await graphOrModelError(inside);
      await graphOrModelError(pieces.join(""));
    }),
    { numRuns: 200 },
  );
});

test("a start expression without end is refused in bounded time", async () => {
  const endless = "=string(count(for a in 1..100000, b in 1..100000 return a))";
  const model = processModel("p")
    .startEvent("s", { message: { name: endless } })
    .endEvent("e");
  await assert.rejects(parseBpmn(model.toXml(), "m"), (error: unknown) => error instanceof ModelError);
});
