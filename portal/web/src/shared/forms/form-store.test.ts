import assert from "node:assert/strict";
import { test } from "node:test";
import type { FormDefinition } from "@onewindow/forms";
import { FormStore } from "./form-store.ts";
import { setAt } from "./set-at.ts";
import { fieldId, lookUp, patternOf } from "./wire.ts";

const form: FormDefinition = {
  title: "食品经营",
  components: [
    {
      type: "radio",
      key: "online",
      label: "通过网络经营吗",
      input: true,
      values: [
        { label: "不", value: "no" },
        { label: "入驻平台", value: "platform" },
      ],
      validate: { required: true },
    },
    {
      type: "textfield",
      key: "platforms",
      label: "平台名称",
      input: true,
      validate: { required: true },
      conditional: {
        show: true,
        conjunction: "all",
        conditions: [{ component: "online", operator: "isEqual", value: "platform" }],
      },
      clearOnHide: true,
    },
    { type: "number", key: "area", label: "面积", input: true, validate: { min: 1 } },
    {
      type: "datagrid",
      key: "people",
      label: "人员",
      input: true,
      components: [{ type: "textfield", key: "name", label: "姓名", input: true }],
    },
  ],
};
const atOnce = { later: (run: () => void) => run() };

test("a field appears when its condition comes true and its value goes when it hides", () => {
  const store = new FormStore(form, { online: "no" }, atOnce);
  assert.ok(store.snapshot.hidden.has("platforms"));
  store.set("online", "platform");
  assert.ok(!store.snapshot.hidden.has("platforms"));
  store.set("platforms", "某平台");
  store.set("online", "no");
  assert.equal(store.value("platforms"), undefined);
});

test("leaving an empty field says nothing before the first try; a wrong value is told at once and its error goes when it is right", () => {
  const store = new FormStore(form, {}, atOnce);
  store.blur("area");
  assert.equal(store.snapshot.errors.size, 0);
  store.set("area", 0);
  store.blur("area");
  assert.equal(store.snapshot.errors.get("area")?.code, "min");
  store.set("area", 5);
  assert.equal(store.snapshot.errors.size, 0);
});

test("a try of the whole form tells every error and counts the attempt", () => {
  const store = new FormStore(form, {}, atOnce);
  assert.deepEqual(
    store.checkAll().map((error) => error.path),
    ["online"],
  );
  assert.equal(store.snapshot.attempt, 1);
});

test("values are written into rows and groups without changing the old data", () => {
  const old = { people: [{ name: "a" }], address: { detail: "x" } };
  assert.deepEqual(setAt(old, "people[1].name", "b").people, [{ name: "a" }, { name: "b" }]);
  assert.deepEqual(setAt(old, "address.detail", undefined).address, {});
  assert.deepEqual(old, { people: [{ name: "a" }], address: { detail: "x" } });
});

test("a field finds its facts with or without the section before its path, in any row", () => {
  assert.equal(patternOf("people[3].name"), "people[].name");
  assert.equal(lookUp({ "food.people.name": 1 }, "food", "people[3].name"), 1);
  assert.equal(lookUp({ area: 2 }, "food", "area"), 2);
  assert.equal(fieldId("people[0].name"), "f-people-0-name");
});

test("a key press in a form of 400 fields leaves the slow work for later", () => {
  const many: FormDefinition = {
    title: "大表",
    components: Array.from({ length: 400 }, (_, index) => ({
      type: "textfield",
      key: `f${index}`,
      label: `字段${index}`,
      input: true,
    })),
  };
  let put: (() => void) | undefined;
  const store = new FormStore(many, {}, { later: (run) => (put = run) });
  let drawn = 0;
  store.subscribe(() => (drawn += 1));
  store.set("f1", "a");
  store.set("f1", "ab");
  assert.equal(drawn, 2);
  assert.ok(put !== undefined);
  put();
  assert.equal(store.value("f1"), "ab");
  assert.equal(drawn, 2, "nothing is drawn again when no condition changed");
});
