import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Problem } from "../platform/api.ts";
import type { DocumentMeta } from "./api.ts";
import { NoBrowserError } from "./pdf/chromium.ts";
import type { Printer } from "./pdf/printer.ts";
import { createTestCounty, type TestCounty } from "./testing/test-county.ts";

const caseNo = "37078326030200017";

describe("a server without a browser", () => {
  let county: TestCounty;
  let here = false;
  const printer: Printer = {
    async print(html) {
      if (!here) throw new NoBrowserError("none is installed");
      return Buffer.from(`%PDF-1.7 ${html.length}`);
    },
    state: () =>
      here
        ? { kind: "running", from: "installed", version: "test" }
        : { kind: "unavailable", reason: "none" },
    prepare: async () => undefined,
    close: async () => undefined,
  };
  before(async () => {
    county = await createTestCounty({ printer });
    const text = { zh: "开办餐饮店", en: "Open a restaurant" };
    county.documents.registerContext(async () => ({
      department: "approval-bureau",
      applicant: { owner: "enterprise:xiaoman" },
      context: {
        case: {
          no: caseNo,
          packageName: text,
          submittedAt: "2026-03-02T10:00:00+08:00",
          delivery: "electronic",
        },
        applicant: { name: "小满", kind: "enterprise" },
        items: [],
        item: null,
        form: {},
        materials: [],
      },
    }));
    county.documents.registerAccess(async () => true);
  });
  after(() => county.close());

  it("shows licences all the same, and says why they cannot be printed", async () => {
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const { body } = await zhang.get<{ id: string }[]>("/licences");
    assert.equal((await zhang.get(`/licences/${body[0]?.id}`)).status, 200);
    const answer = await zhang.get<Problem>(`/licences/${body[0]?.id}/pdf`);
    assert.deepEqual([answer.status, answer.body.code], [503, "no-browser"]);
  });

  it("issues and serves documents all the same, says why there is no PDF, and makes it once there is a browser", async () => {
    const { id } = await county.documents.issue({
      key: "a",
      kind: "receipt",
      caseId: caseNo,
      caseItemIds: [],
    });
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const meta = await zhang.get<DocumentMeta>(`/documents/${id}`);
    assert.deepEqual([meta.body.status, meta.body.hash], ["issued", null]);
    assert.notEqual(meta.body.servedAt, null);
    const none = await zhang.get<Problem>(`/documents/${id}/pdf`);
    assert.deepEqual([none.status, none.body.code], [503, "no-browser"]);
    assert.match(none.body.detail, /没有打印用的浏览器/);
    here = true;
    const first = await (await zhang.raw(`/documents/${id}/pdf`)).text();
    assert.match(first, /^%PDF/);
    assert.match((await zhang.get<DocumentMeta>(`/documents/${id}`)).body.hash ?? "", /^[0-9a-f]{64}$/);
    here = false;
    assert.equal(await (await zhang.raw(`/documents/${id}/pdf`)).text(), first);
  });
});
