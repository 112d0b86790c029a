import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { FeelLimitError } from "../feel/index.ts";
import { DmnError, readDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const good = buildDmn(
  [
    {
      id: "a",
      requires: ["b"],
      inputs: ["i"],
      logic: {
        hitPolicy: "COLLECT",
        inputs: ["b", "x"],
        outputs: ['o|"p","q"', "n"],
        rules: [
          ["> 1", "-", '"p"', "x + 1"],
          ["[1..2]", "1,2", '"q"', "b"],
        ],
      },
    },
    { id: "b", knows: ["k"], logic: "k(x)" },
  ],
  '<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData><businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="y"/><literalExpression><text>y * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>',
);

for (const dialect of ["zeebe", "dmn"] as const) {
  test(`a damaged model is read or refused with a DmnError, and decides without throwing (${dialect})`, () => {
    const change = fc.tuple(
      fc.nat({ max: good.length }),
      fc.nat({ max: 12 }),
      fc.constantFrom("", "<", ">", '"', "&", "x", "#", "<text>", "</rule>", " id='a'"),
    );
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(null, 0, 1, 5, "a", [1], { y: 1 }),
        (changes, x) => {
          const xml = changes.reduce(
            (text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut),
            good,
          );
          try {
            const model = readDmn(xml, { dialect });
            for (const { id } of model.decisions) {
              const first = JSON.stringify(model.evaluate(id, { x }));
              assert.equal(JSON.stringify(model.evaluate(id, { x })), first);
              model.requiredVariables(id);
            }
          } catch (error) {
            assert.ok(
              error instanceof DmnError || error instanceof FeelLimitError,
              `${String(error)} for ${xml}`,
            );
          }
        },
      ),
      { numRuns: 600 },
    );
  });
}
