import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FormDefinition } from "@onewindow/forms";
import { createFormCheck, FormCheckMemory, FormCheckTimeout } from "./form-check.ts";

const form: FormDefinition = {
  title: "场所",
  components: [
    { type: "number", key: "area", label: "面积", validate: { required: true, min: 1 } },
    {
      type: "radio",
      key: "tenure",
      label: "权属",
      values: [
        { label: "自有", value: "own" },
        { label: "租赁", value: "lease" },
      ],
    },
    {
      type: "textfield",
      key: "landlord",
      label: "产权人",
      validate: { required: true },
      conditional: {
        show: true,
        conjunction: "all",
        conditions: [{ component: "tenure", operator: "isEqual", value: "lease" }],
      },
    },
  ],
};

describe("the check of a form in its thread", () => {
  it("keeps the right shape, names every error, drops what the form does not know", async () => {
    const check = createFormCheck();
    const result = await check.check({ form, data: { tenure: "squat", admin: true }, files: {} });
    assert.deepEqual(result.shaped, {});
    assert.deepEqual(result.errors.map((error) => error.path).sort(), ["area", "tenure"]);
    const fine = await check.check({ form, data: { area: 86, tenure: "own", landlord: "x" }, files: {} });
    assert.deepEqual(fine.errors, []);
    assert.equal(fine.data["landlord"], undefined);
    assert.equal(fine.shaped["landlord"], "x");
    assert.deepEqual(fine.hidden, ["landlord"]);
    await check.close();
  });

  it("takes what is wrong in a hidden field for foreign, unless the field keeps what was typed", async () => {
    const check = createFormCheck();
    const day = (key: string, clearOnHide: boolean) => ({
      type: "datetime",
      key,
      enableTime: false,
      clearOnHide,
      conditional: {
        show: true,
        conjunction: "all" as const,
        conditions: [{ component: "tenure", operator: "isEqual", value: "lease" }],
      },
    });
    const { foreign, unknown } = await check.check({
      form: { ...form, components: [...form.components, day("until", true), day("noted", false)] },
      data: { tenure: "own", area: [], until: "2026-02-31", noted: "2026-02-31" },
      files: {},
    });
    assert.deepEqual(
      [foreign.map((error) => `${error.path} ${error.code}`), unknown],
      [["area type", "until date"], []],
    );
    await check.close();
  });

  it("ends a check that does not come to an end, and goes on with the next", async () => {
    const check = createFormCheck({
      deadlineMs: 300,
      threads: 1,
      worker: new URL("./test-data/endless-worker.ts", import.meta.url).href,
    });
    await assert.rejects(check.check({ form, data: { wait: true }, files: {} }), FormCheckTimeout);
    const slow = createFormCheck({
      threads: 1,
      worker: new URL("./test-data/endless-worker.ts", import.meta.url).href,
    });
    assert.deepEqual((await slow.check({ form, data: {}, files: {} })).errors, []);
    await slow.close();
    await check.close();
  });

  it("ends a check that takes all memory, says so, and goes on with the next", async () => {
    const check = createFormCheck({
      heapMb: 32,
      threads: 1,
      worker: new URL("./test-data/greedy-worker.ts", import.meta.url).href,
    });
    await assert.rejects(check.check({ form, data: { greedy: true }, files: {} }), FormCheckMemory);
    assert.deepEqual((await check.check({ form, data: {}, files: {} })).errors, []);
    await check.close();
  });
});
