import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PackageContent } from "./needs.ts";
import type { StoredItem, Tolerance } from "./model.ts";
import { answered, lacking, owed, supplied, supplyDays, toleranceFor } from "./tolerance.ts";
import { nothingLacks } from "./verdicts.ts";
import type { Lacks } from "./verdicts.ts";

const lacks = (missing: Lacks["missing"], more: Partial<Lacks> = {}): Lacks => ({
  ...nothingLacks,
  missing,
  ...more,
});
const content = {
  materials: [
    { id: "rules", name: { zh: "制度", en: "rules" }, tolerantDays: 10 },
    { id: "health", name: { zh: "健康证", en: "health" }, tolerantDays: 7 },
    { id: "plan", name: { zh: "图", en: "plan" }, tolerantDays: null },
  ],
} as unknown as PackageContent;
const theCase = {
  situation: {
    materials: [
      { id: "rules", usedBy: ["food"] },
      { id: "health", usedBy: ["food"] },
      { id: "plan", usedBy: ["food"] },
    ],
  },
  filedBy: { personId: "zhang", name: "张" },
} as unknown as Parameters<typeof toleranceFor>[1];
const item = {
  itemId: "food",
  status: "IN_REVIEW",
  result: null,
  limits: { completeness: null, handling: { legalDays: 20, promisedDays: 9 }, delivery: null },
} as unknown as StoredItem;

describe("acceptance with tolerance", () => {
  it("lets only what may follow be missing", () => {
    const made = toleranceFor(content, theCase, item, lacks([{ materialId: "plan", what: "" }]), 1, "0");
    assert.equal(made, null);
  });
  it("gives the shortest of the materials' times, and never more than the item's promised time", () => {
    const both = [
      { materialId: "rules", what: "缺一页" },
      { materialId: "health", what: "" },
    ];
    assert.equal(toleranceFor(content, theCase, item, lacks(both), 1, "0")?.days, 7);
    assert.equal(toleranceFor(content, theCase, item, lacks(both.slice(0, 1)), 1, "0")?.days, 9);
    assert.equal(supplyDays([10], null), 10);
    const said = toleranceFor(content, theCase, item, lacks(both, { days: 3 }), 1, "0");
    assert.equal(said?.days, 3, "the day that was said");
    assert.equal(toleranceFor(content, theCase, item, lacks(both, { days: 30 }), 1, "0")?.days, 7);
  });
  it("is looked at by those who asked: the window, or the item's department", () => {
    const one = [{ materialId: "rules", what: "" }];
    const own = { ...item, department: "food" };
    assert.equal(toleranceFor(content, theCase, own, lacks(one), 1, "0")?.asker, "window:clerk");
    assert.equal(
      toleranceFor(content, theCase, own, lacks(one, { asker: "department" }), 1, "0")?.asker,
      "food:reviewer",
    );
  });
  it("is agreed to from the start when the applicant promised all of it at submission", () => {
    const promises = [{ materialId: "rules", at: 5 }];
    const promised = { ...theCase, promises };
    assert.deepEqual(toleranceFor(content, promised, item, lacks([]), 9, "0")?.agreed, {
      at: 5,
      by: { personId: "zhang", name: "张" },
    });
    const more = toleranceFor(
      content,
      promised,
      item,
      lacks([{ materialId: "health", what: "过期" }]),
      9,
      "0",
    );
    assert.equal(more?.agreed, null, "the window found more than was promised");
    assert.deepEqual(
      more.materials.map((material) => [material.id, material.what]),
      [
        ["health", "过期"],
        ["rules", ""],
      ],
    );
  });
});

describe("what is supplied", () => {
  const start = toleranceFor(
    content,
    theCase,
    item,
    lacks([
      { materialId: "rules", what: "" },
      { materialId: "health", what: "" },
    ]),
    1,
    "0",
  ) as Tolerance;
  const of = (tolerance: Tolerance): StoredItem => ({ ...item, tolerance });

  it("is no longer owed, but lacks until the asker has confirmed it", () => {
    const one = supplied(start, "s1", ["rules"], 2);
    assert.deepEqual(
      owed(of(one)).map((material) => material.id),
      ["health"],
    );
    assert.equal(lacking(of(one)).length, 2);
    const confirmed = answered(one, "s1", true, "", 3, "7") as Tolerance;
    assert.deepEqual(
      lacking(of(confirmed)).map((material) => material.id),
      ["health"],
    );
  });
  it("is owed again, with the reason, when it does not fit", () => {
    const back = answered(supplied(start, "s1", ["rules"], 2), "s1", false, "缺页", 3, "7") as Tolerance;
    assert.deepEqual(
      back.materials.find((material) => material.id === "rules"),
      { id: "rules", name: { zh: "制度", en: "rules" }, what: "", state: "open", after: "7", note: "缺页" },
    );
  });
  it("is answered once: the same answer again, or one to a supply that is unknown, changes nothing", () => {
    const one = answered(supplied(start, "s1", ["rules"], 2), "s1", true, "", 3, "7") as Tolerance;
    assert.equal(answered(one, "s1", false, "x", 4, "7"), null);
    assert.equal(answered(one, "s2", true, "", 4, "7"), null);
  });
  it("is not owed any more once the item has a result", () => {
    assert.deepEqual(owed({ ...of(start), result: "refused" }), []);
  });
});
