import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { z } from "zod";
import { assembleAreas } from "../assemble.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { answersChange, CaseList, Draft, FormPart, savedPart } from "./api.ts";
import { answers, ok } from "./testing/restaurant.ts";

type Change = z.infer<typeof answersChange>;
type Saved = z.infer<typeof savedPart>;

describe("a draft", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let draft: Draft;
  before(async () => {
    host = await createTestPlatform();
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    draft = ok(await zhang.post<Draft>("/drafts", { packageId: "catering-shop", answers }));
  });
  after(() => host.close());
  const part = async (id: string): Promise<FormPart> =>
    ok(await zhang.get<FormPart>(`/drafts/${draft.id}/parts/${id}`));
  const save = (id: string, data: object, ifMatch: number, check = false) =>
    zhang.put<Saved & { code: string; data: { current: { version: number; data: unknown } } }>(
      `/drafts/${draft.id}/parts/${id}`,
      { data, check },
      { ifMatch },
    );
  const names = (list: { kind: string; name: { zh: string } }[], kind: string): string[] =>
    list.filter((entry) => entry.kind === kind).map((entry) => entry.name.zh);

  it("is deleted at once and can be restored, until it is forgotten", async () => {
    const other = ok(await zhang.post<Draft>("/drafts", { packageId: "catering-shop", answers }));
    ok(await zhang.delete(`/drafts/${other.id}`));
    assert.equal((await zhang.get(`/drafts/${other.id}`)).status, 404);
    assert.ok(!ok(await zhang.get<CaseList>("/cases")).drafts.some(({ id }) => id === other.id));
    const li = await host.signedIn("li");
    assert.equal((await li.post(`/drafts/${other.id}/restore`)).status, 404);
    ok(await zhang.post<Draft>(`/drafts/${other.id}/restore`));
    assert.equal((await zhang.get(`/drafts/${other.id}`)).status, 200);
    ok(await zhang.delete(`/drafts/${other.id}`));
    host.clock.add(601_000);
    await host.settle();
    assert.equal((await zhang.post(`/drafts/${other.id}/restore`)).status, 404);
  });

  it("is not begun with unfinished answers, nor where the service does not fit", async () => {
    const { format: _format, ...unfinished } = answers;
    const incomplete = await zhang.post<{ code: string }>("/drafts", {
      packageId: "catering-shop",
      answers: unfinished,
    });
    assert.deepEqual([incomplete.status, incomplete.body.code], [422, "situation-incomplete"]);
    const outside = await zhang.post<{ code: string }>("/drafts", {
      packageId: "catering-shop",
      answers: { licence: "none" },
    });
    assert.deepEqual([outside.status, outside.body.code], [409, "outside"]);
    assert.equal((await zhang.post("/drafts", { packageId: "nothing", answers })).status, 404);
  });

  it("holds what licences, register, account and answers say, each with its source", async () => {
    const { data, provenance, readers, items, next } = await part("operator");
    assert.match(String(data["name"]), /小满/);
    assert.equal(data["kind"], "individual-business");
    assert.deepEqual([provenance["name"]?.source, provenance["name"]?.locked], ["licence", true]);
    assert.equal(provenance["phone"]?.source, "register");
    assert.ok(readers["idNumber"]?.some((reader) => reader.item === "food-licence"));
    assert.ok(!readers["idNumber"]?.some((reader) => reader.item === "sign-permit"));
    assert.equal(items.length, 4);
    assert.equal(next, "premises");
    const premises = await part("premises");
    assert.deepEqual([premises.data["floorArea"], premises.provenance["floorArea"]], [86, undefined]);
    assert.equal(premises.part.state, "incomplete");
  });

  it("keeps what has the right shape, refuses to overwrite what is held, and takes the badge off a changed value", async () => {
    const { draftVersion, data } = await part("operator");
    const foreign = await save("operator", { ...data, admin: true, chef: { name: "李" } }, draftVersion);
    assert.deepEqual(
      [foreign.status, foreign.body.errors.map((error) => "pointer" in error && error.pointer)],
      [422, ["/data/admin", "/data/chef"]],
    );
    const impossible = await save("operator", { ...data, agent: "perhaps" }, draftVersion);
    assert.deepEqual(
      [impossible.status, impossible.body.errors.map((error) => "pointer" in error && error.pointer)],
      [422, ["/data/agent"]],
    );
    const saved = ok(
      await save("operator", { ...data, name: "别人的店", phone: "13900000000" }, draftVersion),
    );
    assert.deepEqual(saved.errors, []);
    const now = await part("operator");
    assert.match(String(now.data["name"]), /小满/);
    assert.deepEqual([now.data["phone"], now.provenance["phone"]], ["13900000000", undefined]);
    assert.equal("admin" in now.data, false);
    assert.notEqual(now.data["agent"], "perhaps");
    const checked = ok(await save("operator", { ...now.data, phone: "12" }, saved.draftVersion, true));
    assert.ok(checked.errors.some((error) => error.path === "phone"));
    assert.equal(checked.part.state, "problem");
  });

  it("saved twice at the same version answers the second with what stands now", async () => {
    const { draftVersion, data } = await part("operator");
    const first = await save("operator", { ...data, contact: "甲" }, draftVersion);
    const second = await save("operator", { ...data, contact: "乙" }, draftVersion);
    assert.deepEqual([first.status, second.status], [200, 409]);
    assert.equal((second.body.data.current.data as { contact: string }).contact, "甲");
    assert.equal(second.body.data.current.version, draftVersion + 1);
  });

  it("told of other answers first lists what drops, and only with consent drops it", async () => {
    const change = async (confirm: boolean, ifMatch: number): Promise<Change> =>
      ok(
        await zhang.put<Change>(
          `/drafts/${draft.id}/answers`,
          { answers: { ...answers, sign: "no", tobacco: "yes", floorArea: 40 }, confirm },
          { ifMatch },
        ),
      );
    const { draftVersion } = await part("premises");
    const asked = await change(false, draftVersion);
    assert.equal(asked.applied, false);
    assert.equal(asked.draft.version, draftVersion);
    assert.deepEqual(
      names(asked.drops, "item").sort(),
      ["公众聚集场所投入使用、营业前消防安全检查", "户外招牌设施设置"].sort(),
    );
    assert.deepEqual(names(asked.adds, "item"), ["烟草专卖零售许可证新办"]);
    const applied = await change(true, draftVersion);
    assert.equal(applied.applied, true);
    assert.ok(!applied.draft.parts.some((entry) => entry.id === "sign" || entry.id === "fire"));
    assert.ok(applied.draft.parts.some((entry) => entry.id === "tobacco"));
    assert.equal((await part("premises")).data["floorArea"], 40);
    assert.equal((await zhang.get(`/drafts/${draft.id}/parts/fire`)).status, 404);
  });

  it("is found again on another device, and gone when nobody touched it for too long", async () => {
    const elsewhere = await host.signedIn("zhang", { actAs: "enterprise" });
    const listed = ok(await elsewhere.get<CaseList>("/cases")).drafts;
    assert.deepEqual(
      listed.map((entry) => entry.id),
      [draft.id],
    );
    assert.equal(
      ok(await elsewhere.get<{ draftId: string | null }>("/packages/catering-shop")).draftId,
      draft.id,
    );
    assert.equal(listed[0]?.keptUntil, "2026-08-29");
    host.clock.set(Date.parse("2026-08-30T00:00:00+08:00"));
    await host.settle();
    assert.equal((await elsewhere.get(`/drafts/${draft.id}`)).status, 404);
  });
});
