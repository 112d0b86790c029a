import assert from "node:assert/strict";
import { test } from "node:test";
import { toJson } from "../feel/index.ts";
import type { Json } from "../feel/index.ts";
import { DmnError, readDmn } from "./index.ts";
import { buildDmn } from "./testing/build.ts";

const item = (name: string, inner: string, attributes = ""): string =>
  `<itemDefinition name="${name}"${attributes}>${inner}</itemDefinition>`;
const ref = (name: string): string => `<typeRef>${name}</typeRef>`;
const allow = (text: string, name = "allowedValues"): string => `<${name}><text>${text}</text></${name}>`;

/** What a decision gives that only passes its typed input on; null where the value does not fit. */
function fitted(types: string, type: string, v: unknown): Json {
  const input = `<inputData id="in" name="v"><variable name="v" typeRef="${type}"/></inputData>`;
  const model = readDmn(buildDmn([{ id: "d", inputs: ["in"], logic: "v" }], types + input), {
    dialect: "dmn",
  });
  return toJson(model.evaluate("d", { v }).output);
}

test("allowed values and type constraints refuse what they do not name", () => {
  const level = item("tLevel", ref("string") + allow('"low", "high"'));
  assert.equal(fitted(level, "tLevel", "low"), "low");
  assert.equal(fitted(level, "tLevel", "medium"), null);
  const age = item("tAge", ref("number") + allow("[0..150]"));
  assert.equal(fitted(age, "tAge", 150), 150);
  assert.equal(fitted(age, "tAge", 151), null);
  assert.equal(fitted(age, "tAge", "12"), null);
  const odd = item("tOdd", ref("number") + allow("odd(?)", "typeConstraint"));
  assert.equal(fitted(odd, "tOdd", 3), 3);
  assert.equal(fitted(odd, "tOdd", 4), null);
});

test("collections test each element by the allowed values, and the whole by the constraint", () => {
  const some = item(
    "tSome",
    ref("number") + allow("> 0") + allow("count(?) &lt; 3", "typeConstraint"),
    ' isCollection="true"',
  );
  assert.deepEqual(fitted(some, "tSome", [1, 2]), [1, 2]);
  assert.deepEqual(fitted(some, "tSome", 1), [1]);
  assert.equal(fitted(some, "tSome", [1, -2]), null);
  assert.equal(fitted(some, "tSome", [1, 2, 3]), null);
});

test("components must be there and fit, also by a type that another renames", () => {
  const types =
    item("tName", ref("string") + allow("string length(?) > 1")) +
    item("tAlias", ref("tName")) +
    item(
      "tPerson",
      `<itemComponent name="name">${ref("tAlias")}</itemComponent><itemComponent name="children" isCollection="true">${ref("tPerson")}</itemComponent>`,
    );
  const child = { name: "李四", children: [] };
  assert.deepEqual(fitted(types, "tPerson", { name: "张三", children: [child] }), {
    name: "张三",
    children: [child],
  });
  assert.equal(fitted(types, "tPerson", { name: "张三" }), null);
  assert.equal(fitted(types, "tPerson", { name: "张", children: [] }), null);
  assert.equal(fitted(types, "tPerson", { name: "张三", children: [{ name: 1, children: [] }] }), null);
});

test("types that are made of nothing but each other are refused by name", () => {
  const types = item("tA", ref("tB")) + item("tB", ref("tC"), ' isCollection="true"') + item("tC", ref("tA"));
  assert.throws(
    () => fitted(types, "tA", 1),
    (error) => {
      assert.ok(error instanceof DmnError);
      assert.equal(error.code, "CYCLE");
      assert.match(error.message, /itemDefinition "tA" \(line 3\): .*tA → tB → tC → tA/);
      assert.match(error.messageZh, /类型.*循环引用：tA → tB → tC → tA/);
      return true;
    },
  );
});

test("a constraint that cannot be read is named with its type", () => {
  const wrong = (): Json => fitted(item("tAge", ref("number") + allow("[0..")), "tAge", 1);
  assert.throws(wrong, { code: "EXPRESSION", message: /itemDefinition "tAge"/ });
});
