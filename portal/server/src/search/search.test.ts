import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas, type Areas } from "../assemble.ts";
import type { AuditPage } from "../audit/api.ts";
import { cases } from "../cases/index.ts";
import { acceptAll, filledDraft, ok, submit } from "../cases/testing/restaurant.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { SearchResult } from "./api.ts";
import { maskedName } from "./service.ts";

describe("the search over cases", () => {
  let host: TestPlatform;
  let areas: Areas;
  let no = "";
  let signless = "";
  const as = (username: string): Promise<HttpClient> => host.signedIn(username, { actAs: "post" });
  const find = async (username: string, q: string, more = "&purpose=核对"): Promise<SearchResult> =>
    ok(await (await as(username)).get<SearchResult>(`/search?q=${encodeURIComponent(q)}${more}`));

  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    areas = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    signless = ok(await submit(zhang, await filledDraft(zhang, { sign: "no" }))).no;
    await host.settle();
    await acceptAll(await as("window1"), no);
    await host.settle();
  });
  after(() => host.close());

  it("jumps to a whole number, however it is written, without a purpose", async () => {
    const spaced = `${no.slice(0, 6)} ${no.slice(6, 12)} ${no.slice(12)}`;
    const result = await find("window1", spaced, "");
    assert.equal(result.jump, no);
    assert.deepEqual(
      result.rows.map((row) => row.no),
      [no],
    );
  });

  it("finds by name, item and town for a purpose only, masks names, and says what fits; newest first", async () => {
    const window = await as("window1");
    const refused = await window.get<{ code: string }>("/search?q=小满家常菜馆");
    assert.deepEqual([refused.status, refused.body.code], [422, "purpose-needed"]);
    const byName = await find("window1", "家常菜馆");
    assert.equal(byName.total, 2);
    assert.deepEqual(new Set(byName.rows.map((row) => row.matched)), new Set(["applicant"]));
    assert.ok(byName.rows.every((row) => row.applicant === "小满********"));
    assert.equal((await find("window1", "招牌")).total, 1);
    assert.equal((await find("window1", "招牌", "&purpose=核对&status=NOTHING")).total, 0);
    assert.equal((await find("window1", "zzzz")).total, 0);
    assert.equal(byName.facets.package[0]?.count, 2);
    assert.equal(
      byName.facets.status.reduce((sum, one) => sum + one.count, 0),
      2,
    );
  });

  it("finds by a whole identity or phone number for those only who see such numbers", async () => {
    assert.equal((await find("window1", "370783199001010002")).total, 2);
    assert.equal((await find("food.review", "370783199001010002")).total, 0, "a reviewer sees them masked");
    assert.equal((await find("food.review", "138 0000 0001")).total, 2);
    assert.equal((await find("window1", "3707831990010100")).total, 0, "a part of one finds nothing");
    const stored = await host.platform.store.collection(cases).get(no);
    assert.ok(!(stored?.search ?? []).some((gram) => gram.includes("370783199001010002")));
  });

  it("shows a department its own cases only, tells of others only by a whole number, and lets it ask once a day", async () => {
    assert.deepEqual(
      (await find("sign.review", "家常菜馆")).rows.map((row) => row.no),
      [no],
    );
    assert.equal((await find("sign.review", "家常菜馆")).hidden, 0, "words tell nothing of the others");
    const result = await find("sign.review", signless, "");
    assert.deepEqual([result.jump, result.rows.length, result.hidden], [null, 0, 1]);
    assert.ok(!JSON.stringify(result).includes("小满"));
    const client = await as("sign.review");
    ok(await client.post("/search/asks", { q: signless, reason: "同一门头" }));
    assert.equal((await client.post("/search/asks", { q: signless, reason: "同一门头" })).status, 409);
    assert.equal((await client.post("/search/asks", { q: "家常菜馆", reason: "x" })).status, 404);
    assert.equal(
      (await client.post("/search/asks", { q: no, reason: "x" })).status,
      404,
      "it may see that one",
    );
  });

  it("is for officials; the administrator looks up by number only; export has its own right; all of it is recorded", async () => {
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    assert.equal((await zhang.get(`/search?q=${no}`)).status, 403);
    const admin = await as("admin");
    assert.equal((await admin.get("/search?q=家常菜馆&purpose=x")).status, 403);
    assert.equal((await find("admin", no, "")).rows[0]?.applicant, null);
    assert.equal((await (await as("sign.review")).get("/search/export?q=招牌&purpose=x")).status, 403);
    const window = await as("window1");
    const exported = await (await window.raw("/search/export?q=家常菜馆&purpose=月报")).text();
    assert.match(exported, /导出人 王一窗/);
    assert.equal(exported.trim().split("\r\n").length, 4);
    const trail = ok(await admin.get<AuditPage>("/audit?action=search.export"));
    assert.equal(trail.rows[0]?.purpose, "月报");
    const looked = ok(await admin.get<AuditPage>("/audit?action=search.find&limit=200"));
    assert.ok(!JSON.stringify(looked).includes("家常菜馆"), "no names in the audit");
    assert.ok(areas.audit !== undefined);
  });

  it("masks a name but for its beginning", () => {
    assert.deepEqual(["张", "张三", "欧阳小明", "小满家常菜馆"].map(maskedName), [
      "张",
      "张*",
      "欧***",
      "小满****",
    ]);
  });
});
