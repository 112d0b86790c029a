import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { assembleAreas } from "../../assemble.ts";
import { auditRows } from "../../audit/index.ts";
import { guestMessages } from "../../notifications/index.ts";
import { createTestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { HttpAnswer, HttpClient } from "../../platform/testing/http-client.ts";
import type { MessageList } from "../../notifications/api.ts";
import type { CaseProgress, Draft, FormPart } from "../api.ts";
import { filledDraft, ok, PDF, submit } from "../testing/restaurant.ts";
import type { Asked, SignaturePage, SignPage } from "./api.ts";
import { canonical, hashOf, signedContent } from "./content.ts";
import { signatures } from "./model.ts";

interface Problem {
  code: string;
  errors?: { pointer: string; detail: string }[];
}

describe("the signed content", () => {
  const signer = {
    id: "owner",
    name: { zh: "产权人", en: "Owner" },
    why: { zh: "", en: "" },
    when: "true",
    signs: ["premises", "proof"],
    statement: { zh: "同意", en: "I agree" },
    several: false,
    person: { name: null, phone: null },
    ways: ["link" as const],
    days: 7,
  };
  const about = {
    content: { id: "shop", declarations: [{ id: "truth", text: { zh: "真", en: "true" }, required: true }] },
    version: "1.0.0",
  } as unknown as Parameters<typeof signedContent>[0];
  const files = (hash: string) => [
    {
      materialId: "proof",
      files: [{ id: hash, hash, name: "a.pdf", mediaType: "application/pdf" }],
      licence: null,
    },
  ];

  it("is the same whatever the order of its keys, and another with any change of what is signed", () => {
    const hash = (data: Record<string, Record<string, unknown>>, file = "f1") =>
      hashOf(signedContent(about, signer, data, files(file)));
    const whole = hash({ premises: { area: 86, owner: "张" }, food: { kinds: 1 } });
    assert.equal(whole, hash({ premises: { owner: "张", area: 86 }, food: { kinds: 2 } }));
    assert.notEqual(whole, hash({ premises: { owner: "张", area: 87 } }));
    assert.notEqual(whole, hash({ premises: { owner: "张", area: 86 } }, "f2"));
    const other = { ...signer, statement: { zh: "不", en: "no" } };
    assert.notEqual(
      whole,
      hashOf(signedContent(about, other, { premises: { area: 86, owner: "张" } }, files("f1"))),
    );
  });

  it("has the declarations of the applicant where the whole application is signed", () => {
    const all = signedContent(about, { ...signer, signs: null }, { food: {} }, files("f1"));
    assert.deepEqual(
      all.declarations.map(({ id }) => id),
      ["signer:owner", "truth"],
    );
    assert.equal(canonical({ b: [1, undefined], a: undefined }), '{"b":[1,null]}');
  });
});

describe("signatures of an application", () => {
  let host: TestPlatform;
  let zhang: HttpClient;
  let guest: HttpClient;
  let draft: Draft;
  before(async () => {
    host = await createTestPlatform();
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    guest = await host.client();
  });
  after(() => host.close());

  const part = async (id: string): Promise<FormPart> =>
    ok(await zhang.get<FormPart>(`/drafts/${draft.id}/parts/${id}`));
  const change = async (id: string, data: Record<string, unknown>): Promise<void> => {
    const now = await part(id);
    ok(
      await zhang.put(
        `/drafts/${draft.id}/parts/${id}`,
        { data: { ...now.data, ...data }, check: true },
        { ifMatch: now.draftVersion },
      ),
    );
  };
  const path = (rest = ""): string => `/drafts/${draft.id}/signatures${rest}`;
  const page = async (): Promise<SignaturePage> => ok(await zhang.get<SignaturePage>(path()));
  const ask = (name: string, more: object = {}) =>
    zhang.post<Asked & Problem>(path(), {
      signer: "owner",
      name,
      phone: "13900000001",
      way: "link",
      ...more,
    });
  const tokenOf = (asked: Asked): string => asked.link?.split("/sign/")[1] ?? assert.fail("no link");
  const look = (token: string) => guest.get<SignPage & Problem>(`/sign/${token}`);
  const sign = async (token: string, name: string): Promise<HttpAnswer<SignPage & Problem>> =>
    guest.post(`/sign/${token}`, { hash: ok(await look(token)).hash, name });
  const seat = async (name: string) =>
    (await page()).signers[0]?.seats.find((entry) => entry.name === name) ?? assert.fail(name);

  beforeEach(async () => {
    draft = await filledDraft(zhang);
    await change("premises", { tenure: "free", owner: "李国强" });
  });

  it("are no matter where the situation needs none", async () => {
    const plain = await filledDraft(zhang);
    assert.ok(!plain.parts.some(({ id }) => id === "signatures"));
    assert.deepEqual(ok(await zhang.get<SignaturePage>(`/drafts/${plain.id}/signatures`)).signers, []);
    assert.equal((await submit(zhang, plain)).status, 200);
  });

  it("stand in the way of filing until each is given by link, without an account", async () => {
    const list = ok(await zhang.get<Draft>(`/drafts/${draft.id}`));
    assert.deepEqual(
      list.parts.slice(-2).map(({ id, state }) => [id, state]),
      [
        ["signatures", "not-started"],
        ["check", "locked"],
      ],
    );
    const early = await submit(zhang, draft);
    assert.equal(early.status, 422);
    const problems = (early.body as unknown as Problem).errors ?? [];
    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      ["/signatures/owner"],
    );
    assert.match(problems[0]?.detail ?? "", /先完成签名才能提交/);

    const first = tokenOf(ok(await ask("李国强")));
    const second = tokenOf(ok(await ask("王秀兰", { phone: "139-0000-0002" })));
    const seen = ok(await look(first));
    assert.deepEqual([seen.status, seen.contentVersion, seen.role.zh], ["asked", 1, "产权人"]);
    assert.deepEqual(
      seen.parts.map(({ id }) => id),
      ["premises"],
    );
    assert.deepEqual(
      seen.materials.map(({ id }) => id),
      ["tenure-proof"],
    );
    assert.equal(JSON.stringify(seen).includes("370783"), false);
    const file = seen.materials[0]?.files[0]?.id ?? assert.fail();
    assert.equal((await guest.get(`/sign/${first}/files/${file}`)).status, 200);

    const wrong = await sign(first, "李四");
    assert.deepEqual([wrong.status, wrong.body.errors?.[0]?.pointer], [422, "/name"]);
    assert.equal(ok(await sign(first, " 李 国强 ")).status, "signed");
    assert.equal((await sign(first, "李国强")).body.code, "signed");
    assert.equal((await submit(zhang, draft)).status, 422);
    ok(await sign(second, "王秀兰"));
    assert.equal((await page()).complete, true);
    const done = ok(await submit(zhang, draft, { key: `again-${draft.id}` }));

    const kept = await host.platform.store
      .collection(signatures)
      .find({ filter: { eq: ["caseNo", done.no] } });
    assert.deepEqual(
      kept.rows.map((row) => [row.state, row.signature?.contentVersion]),
      [
        ["signed", 1],
        ["signed", 1],
      ],
    );
    const { timeline } = ok(await zhang.get<CaseProgress>(`/cases/${done.no}`));
    assert.ok(timeline.some(({ text }) => text.zh.startsWith("产权人 李国强 签名：第 1 版")));
    assert.equal((await look(first)).status, 410);
    const audited = JSON.stringify(
      (await host.platform.store.collection(auditRows).find({ sort: ["-seq"], limit: 50 })).rows,
    );
    assert.ok(audited.includes("signatures.sign") && audited.includes(kept.rows[0]?.signature?.hash ?? "?"));
  });

  it("keep the link's secret nowhere in clear", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    const seats = await host.platform.store
      .collection(signatures)
      .find({ filter: { eq: ["subject", `draft:${draft.id}`] } });
    const sent = await host.platform.store.collection(guestMessages).find({ sort: ["-at"], limit: 5 });
    assert.equal(sent.rows[0]?.to.phone, "13900000001");
    assert.equal(JSON.stringify([seats.rows, sent.rows]).includes(token), false);
    assert.equal((await look(`${token.slice(0, -1)}_`)).status, 404);
  });

  it("are void once what was signed changes, and only then; both are told and it is signed anew", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    ok(await sign(token, "李国强"));
    await change("food", { sinks: "two" });
    assert.equal((await seat("李国强")).status, "signed");
    await change("premises", { seats: 44 });
    const now = await seat("李国强");
    assert.deepEqual([now.status, now.contentVersion, now.hash], ["void", 2, null]);
    const told = ok(await zhang.get<MessageList>("/messages")).rows[0];
    assert.match(told?.title.zh ?? "", /李国强 的签名已失效/);
    const sent = await host.platform.store.collection(guestMessages).find({ sort: ["-at"], limit: 1 });
    assert.match(sent.rows[0]?.title.zh ?? "", /您签名的内容有更改/);
    assert.equal((await look(token)).status, 404);
    const refused = await submit(zhang, draft);
    assert.match((refused.body as unknown as Problem).errors?.[0]?.detail ?? "", /签名已失效/);

    const fresh = tokenOf(ok(await zhang.post<Asked>(path(`/${now.id}/remind`))));
    assert.equal(ok(await look(fresh)).contentVersion, 2);
    ok(await sign(fresh, "李国强"));
    ok(
      await zhang.upload(`/drafts/${draft.id}/materials/tenure-proof/files`, {
        name: "second.pdf",
        bytes: new Uint8Array([...PDF, 10]),
        type: "application/pdf",
      }),
    );
    assert.deepEqual([(await seat("李国强")).status, (await seat("李国强")).contentVersion], ["void", 3]);
  });

  it("are not given to what the person has not read", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    const read = ok(await look(token)).hash;
    await change("premises", { seats: 46 });
    const late = await guest.post<Problem>(`/sign/${token}`, { hash: read, name: "李国强" });
    assert.deepEqual([late.status, late.body.code], [409, "content-changed"]);
    assert.deepEqual([(await seat("李国强")).status, (await seat("李国强")).contentVersion], ["asked", 2]);
  });

  it("may be declined with a reason, and somebody else is asked; the first link is dead", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    assert.equal((await guest.post(`/sign/${token}/answer`, { answer: "decline", reason: " " })).status, 422);
    ok(await guest.post(`/sign/${token}/answer`, { answer: "decline", reason: "房子已卖" }));
    const declined = await seat("李国强");
    assert.deepEqual([declined.status, declined.reason], ["declined", "房子已卖"]);
    assert.equal((await sign(token, "李国强")).status, 409);
    assert.equal((await zhang.post(path(`/${declined.id}/remind`))).status, 409);
    const other = ok(
      await zhang.post<Asked>(path(`/${declined.id}/replace`), {
        name: "赵新主",
        phone: "13900000003",
        way: "link",
      }),
    );
    assert.equal((await look(token)).status, 404);
    ok(await sign(tokenOf(other), "赵新主"));
    assert.deepEqual(
      (await page()).signers[0]?.seats.map(({ name, status }) => [name, status]),
      [["赵新主", "signed"]],
    );
  });

  it("wait when something is said to be wrong, and are asked for again once it is put right", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    ok(await guest.post(`/sign/${token}/answer`, { answer: "dispute", reason: "座位数不对" }));
    assert.equal((await seat("李国强")).status, "disputed");
    await change("premises", { seats: 47 });
    assert.deepEqual([(await seat("李国强")).status, (await seat("李国强")).reason], ["asked", null]);
  });

  it("expire with their link; a reminder sends another", async () => {
    const token = tokenOf(ok(await ask("李国强")));
    host.clock.add(8 * 86_400_000);
    const late = await look(token);
    assert.deepEqual([late.status, late.body.code], [410, "link-expired"]);
    const expired = await seat("李国强");
    assert.equal(expired.status, "expired");
    ok(await sign(tokenOf(ok(await zhang.post<Asked>(path(`/${expired.id}/remind`)))), "李国强"));
  });

  it("are asked for only when what is to be signed is finished, of a person with name and telephone", async () => {
    assert.deepEqual(
      (await ask("", { phone: "12" })).body.errors?.map(({ pointer }) => pointer),
      ["/name", "/phone"],
    );
    ok(await ask("李国强"));
    assert.equal((await ask("李国强")).body.code, "asked-already");
    await change("premises", { owner: "" });
    assert.equal((await ask("王五")).body.code, "finish-first");
  });

  it("of the principal: of the whole application, under the name in the form, here only in their own account", async () => {
    await change("premises", { tenure: "own" });
    await change("operator", { agent: true, agentName: "王代办", agentIdNumber: "370783197502150004" });
    ok(
      await zhang.upload(`/drafts/${draft.id}/materials/power-of-attorney/files`, {
        name: "power.pdf",
        bytes: PDF,
        type: "application/pdf",
      }),
    );
    const [principal] = (await page()).signers;
    assert.deepEqual(
      [principal?.id, principal?.person.name, principal?.blocked],
      ["principal", "张小满", null],
    );
    assert.equal((await ask("李国强", { signer: "principal" })).body.errors?.[0]?.pointer, "/name");
    const { page: asked } = ok(await ask("张小满", { signer: "principal", way: "here", phone: "" }));
    const mine = asked.signers[0]?.seats[0] ?? assert.fail();
    assert.notEqual(mine.mine, null);
    const signed = await zhang.post(path(`/${mine.id}/sign`), { hash: mine.mine, name: "张小满" });
    assert.equal(signed.status, 200);
    assert.equal((await page()).complete, true);
    assert.equal((await submit(zhang, draft)).status, 200);
  });

  it("are nobody else's: another applicant and a clerk get nothing", async () => {
    const asked = ok(await ask("李国强"));
    const li = await host.signedIn("li");
    assert.equal((await li.get(path())).status, 404);
    assert.equal((await li.delete(path(`/${asked.page.signers[0]?.seats[0]?.id}`))).status, 404);
    assert.equal((await guest.get(path())).status, 401);
  });
});
