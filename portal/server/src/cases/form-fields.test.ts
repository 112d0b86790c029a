import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import {
  filled,
  masked,
  masksOf,
  prunedForm,
  readersOf,
  shownFields,
  shownValue,
  withValue,
} from "./form-fields.ts";
import { prefill } from "./prefill.ts";
import type { PackageContent } from "./needs.ts";

const form: FormDefinition = {
  title: "场所",
  i18n: { en: { 面积: "Floor area", 看规模: "shows the size", 租赁: "Lease" } },
  components: [
    {
      type: "panel",
      key: "p",
      title: "房屋",
      components: [
        {
          type: "number",
          key: "area",
          label: "面积",
          properties: { usedBy: ["food", "fire"], why: { food: "看规模" }, unit: "㎡" },
        },
        {
          type: "radio",
          key: "tenure",
          label: "权属",
          values: [{ label: "租赁", value: "lease" }],
          properties: { usedBy: ["food"] },
        },
      ],
    },
    {
      type: "container",
      key: "sign",
      label: "招牌",
      components: [{ type: "number", key: "width", label: "宽", properties: { usedBy: ["sign"] } }],
    },
    {
      type: "textfield",
      key: "id",
      label: "证件号",
      properties: { usedBy: ["food"], mask: "id-card", prefillLocked: true },
    },
  ],
};

describe("fields of the merged form", () => {
  it("that only left-out items read are left out with their containers", () => {
    assert.deepEqual(
      shownFields(prunedForm(form, ["fire"])).map(({ path }) => path),
      ["area"],
    );
    assert.deepEqual(
      shownFields(prunedForm(form, ["sign", "food"])).map(({ path }) => path),
      ["area", "tenure", "sign.width", "id"],
    );
  });
  it("say who reads them and why", () => {
    assert.deepEqual(readersOf(form, ["food"])["area"], [
      { item: "food", why: { zh: "看规模", en: "shows the size" } },
    ]);
    assert.equal(readersOf(form, ["fire"])["tenure"], undefined);
  });
  it("show words, units and masked numbers", () => {
    const at = (path: string) =>
      shownFields(form).find((field) => field.path === path)?.component ?? assert.fail();
    assert.deepEqual(shownValue(form, at("area"), 86), { zh: "86 ㎡", en: "86 ㎡" });
    assert.deepEqual(shownValue(form, at("tenure"), "lease"), { zh: "租赁", en: "Lease" });
    assert.equal(shownValue(form, at("id"), "370783199001010002", true).zh, "370783********0002");
    const grid: FormComponent = {
      type: "datagrid",
      key: "people",
      input: true,
      components: [
        { type: "textfield", key: "id", input: true, properties: { mask: "id-card" } },
        { type: "textfield", key: "phone", input: true, properties: { mask: "phone" } },
      ],
    };
    const rows = [{ id: "370783199001010002", phone: "13800000000" }];
    assert.equal(
      shownValue(form, grid, rows, new Set(["id-card"])).zh,
      "370783********0002，13800000000",
      "in rows too, and only what is to be hidden",
    );
    assert.equal(masksOf(grid, new Set(["phone"])), true);
    assert.equal(masksOf(grid, new Set<string>()), false);
    assert.equal(masked("13800000000"), "138****0000");
  });
  it("are counted without the hidden ones", () => {
    assert.deepEqual(filled(form, { area: 86 }, ["tenure"]), { done: 1, total: 3 });
  });
  it("take values at dotted paths, but never at a prototype", () => {
    assert.deepEqual(withValue({ a: 1 }, "b.c", 2), { a: 1, b: { c: 2 } });
    assert.deepEqual(withValue({}, "__proto__.polluted", true), {});
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
});

describe("prefill", () => {
  const content = {
    prefill: [
      { field: "premises.area", from: "licence", type: "business-licence", element: "建筑面积" },
      { field: "premises.id", from: "licence", type: "resident-id-card", element: "公民身份号码" },
      { field: "premises.tenure", from: "answer", value: "answers.tenure" },
      { field: "premises.unknown", from: "account", value: "phone" },
    ],
  } as PackageContent;
  const licence = (type: string, status: string, elements: Record<string, string>) => ({
    id: type,
    type,
    name: { zh: "营业执照", en: "Business licence" },
    status,
    elements,
    validUntil: null,
  });
  const held = {
    licences: [
      licence("business-licence", "01", { 建筑面积: "86㎡" }),
      licence("resident-id-card", "07", { 公民身份号码: "370783199001010002" }),
    ],
    account: { phone: "13800000000" },
    last: {},
    context: { answers: { tenure: "lease" } },
    at: "2026-03-02T09:00:00+08:00",
  };
  it("takes values of valid licences with their source, answers without one, and nothing the form does not ask", () => {
    const { sections, provenance } = prefill(content, new Map([["premises", form]]), held);
    assert.deepEqual(sections, { premises: { area: 86, tenure: "lease" } });
    assert.deepEqual(Object.keys(provenance), ["premises.area"]);
    assert.equal(provenance["premises.area"]?.source, "licence");
  });
});
