/**
 * One restaurant with everything that may happen to it, at the dates of the law: signed by link, corrected for two
 * departments, a paper to follow, a joint site visit, an extension, a procedure under article 45, an item withdrawn,
 * results handed over together, a bad rating put right. Beside it an application whose paper does not come.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  askDepartment,
  askWindow,
  correctionOf,
  field,
  handIn,
  material,
  saveValues,
  sendNotice,
  uploadPaper,
} from "./fixtures/correction.ts";
import { acceptAll, complete, grantData, openTasks, reviewData, takeTask } from "./fixtures/office.ts";
import { answer, type RatingPage, type RatingTarget } from "./fixtures/rating.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { askByLink, draftToSign, signByLink } from "./fixtures/signing.ts";
import { supply } from "./fixtures/supply.ts";
import { appoint, askVisit, photo, record, sign } from "./fixtures/visit.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Lane {
  itemId: string;
  caseItemId: string;
  status: string;
  acceptMode: string | null;
  light: {
    kind: string;
    colour: string;
    due: string;
    legalDue: string;
    stoppedDays: number;
    extensionDays: number;
    paused: { since: string; until: string | null } | null;
  } | null;
}
interface Progress {
  outcome: string | null;
  lanes: Lane[];
  needsYou: { text: { zh: string }; detail: { zh: string }; href: string }[];
  documents: { id: string; title: { zh: string }; number: string }[];
}
interface Delivery {
  id: string;
  version: number;
  hash: string | null;
  documentId: string | null;
}

let server: RunningServer;
let no = "";
/** The neighbour's application: its paper does not come. */
let late = "";
const clerk = (name: string): Promise<ApiClient> => signIn(server.url, name);
const citizen = async (): Promise<ApiClient> => {
  const client = await clerk("zhang");
  await client.actAs("enterprise");
  return client;
};
const at = (time: string): Promise<void> => server.moveClock(`${time}+08:00`);
const progress = async (which = no): Promise<Progress> => (await citizen()).get<Progress>(`/cases/${which}`);
const lane = async (itemId: string, which = no): Promise<Lane> => {
  const found = (await progress(which)).lanes.find((one) => one.itemId === itemId);
  assert.ok(found, itemId);
  return found;
};
const titles = async (which = no): Promise<string[]> =>
  (await progress(which)).documents.map(({ title }) => title.zh);
const act = async (
  username: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<void> => {
  const client = await clerk(username);
  await complete(client, await takeTask(client, no, kind), outcome, data);
};
const kinds = async (username: string, which = no): Promise<string[]> =>
  (await openTasks(await clerk(username))).filter((task) => task.caseNo === which).map(({ kind }) => kind);
const rules = { verdict: "tolerate", missing: [{ materialId: "food-rules", what: "缺进货查验制度" }] };

describe("one application with all that may happen to it", () => {
  before(async () => {
    server = await startServer({ clockStart: "2026-02-11T10:00:00+08:00" });
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("11 February: the owner of the premises signs by link, without an account; only then it can be submitted", async () => {
    const client = await citizen();
    const draft = await draftToSign(client, { answers: { tobacco: "yes" } });
    const submit = async (): Promise<{ no: string }> => {
      const { version } = await client.get<{ version: number }>(`/drafts/${draft}`);
      return client.send<{ no: string }>(
        "POST",
        `/drafts/${draft}/submit`,
        {
          declarations: ["truth", "sharing", "electronic-service"],
          undertakings: ["fire-check"],
          delivery: { way: "window" },
        },
        { "if-match": `"${version}"`, "idempotency-key": `submit-${version}` },
      );
    };
    await assert.rejects(submit(), /422/);
    await signByLink(server.url, await askByLink(client, draft, "李国强"), "李国强");
    ({ no } = await submit());
    ({ no: late } = await fileRestaurant(client));
    await at("2026-02-11T10:01:00");
    assert.deepEqual((await progress()).lanes.map(({ itemId }) => itemId).sort(), [
      "fire-check",
      "food-licence",
      "licence-check",
      "sign-permit",
      "tobacco-licence",
    ]);
  });

  test("12 and 13 February: food accepted with a paper to follow by 4 March, fire on an undertaking; the window and the tobacco office ask for corrections", async () => {
    await at("2026-02-12T09:00:00");
    await acceptAll(await clerk("window1"), no, {
      "food-licence": rules,
      "sign-permit": { verdict: "correct", points: [field("sign.width"), material("sign-pictures")] },
    });
    await acceptAll(await clerk("window1"), late, { "food-licence": rules });
    await at("2026-02-13T09:00:00");
    await askDepartment(await clerk("tobacco.review"), no, [field("tobacco.schoolDistance")]);
    await at("2026-02-13T09:01:00");
    const food = await lane("food-licence");
    assert.deepEqual(
      [food.status, food.acceptMode, food.light?.due],
      ["IN_REVIEW", "TOLERANT", "2026-03-04"],
    );
    assert.match(
      (await progress()).needsYou.map(({ detail }) => detail.zh).join(),
      /2026-03-04 17:30/,
      "ten working days from 12 February, over the Spring Festival",
    );
  });

  test("14 February, a working Saturday: one notice for both, thirty working days; the grant of fire does not wait", async () => {
    await at("2026-02-14T11:00:00");
    await sendNotice(await clerk("window1"), no);
    await at("2026-02-14T11:01:00");
    assert.equal((await correctionOf(await citizen(), no)).due, "2026-04-03");
    for (const item of ["sign-permit", "tobacco-licence"])
      assert.deepEqual(
        [(await lane(item)).status, (await lane(item)).light?.colour],
        ["SUPPLEMENT", "GREY"],
        item,
      );
    await act("fire.decide", "decide", "grant", { ...grantData, from: "2026-02-14" });
    await at("2026-02-14T11:05:00");
    assert.deepEqual(
      [(await lane("fire-check")).status, (await lane("fire-check")).light?.kind],
      ["READY", "delivery"],
    );
  });

  test("3 March: both corrections handed in and accepted; the paper to follow is there in time; the food licence asks for five days more", async () => {
    await at("2026-03-03T09:00:00");
    const client = await citizen();
    await saveValues(client, no, { "sign.width": 3.6, "tobacco.schoolDistance": 120 });
    await uploadPaper(client, no, "sign-pictures");
    const { left } = await handIn(client, no, ["p1", "p2", "p3"]);
    assert.equal(left, 0);
    await supply(client, no, "food-licence", ["food-rules"]);
    await at("2026-03-03T09:01:00");
    await askWindow(await clerk("window1"), no, {});
    const reviewer = await clerk("tobacco.review");
    await complete(reviewer, await takeTask(reviewer, no, "verdict"), "done", { verdict: "accept" });
    await act("window2", "supply", "accept", {});
    await at("2026-03-03T09:02:00");
    assert.deepEqual(
      (await progress()).needsYou.map(({ text }) => text.zh),
      ["领取结果"],
      "nothing more is asked; the fire check waits to be collected",
    );
    const shop = await lane("sign-permit");
    assert.deepEqual(
      [shop.acceptMode, shop.light?.due, shop.light?.legalDue],
      ["CORRECTED", "2026-03-10", "2026-03-31"],
    );
    const food = await clerk("food.review");
    const task = await takeTask(food, no, "review");
    await food.send("POST", `/tasks/${task.id}/extend`, { reason: "须会同属地进行现场核查。" });
    await at("2026-03-03T09:03:00");
    await act("food.decide", "extend", "approve", { opinion: "同意。" });
    await at("2026-03-03T09:04:00");
    const { light } = await lane("food-licence");
    assert.deepEqual([light?.due, light?.extensionDays], ["2026-03-11", 5]);
    assert.ok((await titles()).includes("延期告知书"));
  });

  test("4 March, 17:30: the neighbour's paper has not come; its food licence is ended with notice, its other items go on", async () => {
    await at("2026-03-04T17:29:00");
    assert.equal((await lane("food-licence", late)).status, "IN_REVIEW");
    await at("2026-03-04T17:30:00");
    assert.equal((await lane("food-licence", late)).status, "TERMINATED");
    assert.ok((await titles(late)).includes("终止办理通知书"));
    assert.deepEqual(await kinds("sign.review", late), ["review"]);
    assert.equal(
      (await lane("food-licence")).status,
      "IN_REVIEW",
      "what was supplied in time is not touched",
    );
  });

  test("5 March: food and sign are seen in one visit with the fire brigade, signed by three; no clock moves", async () => {
    await at("2026-03-04T17:40:00");
    const food = await lane("food-licence");
    const shop = await lane("sign-permit");
    const { id } = await askVisit(await clerk("food.review"), no, food.caseItemId, "后厨布局");
    await askVisit(await clerk("sign.review"), no, shop.caseItemId, "招牌位置", ["fire-brigade"]);
    const team = ["food.review", "sign.review", "fire.review"];
    await appoint(await clerk("food.review"), id, { date: "2026-03-05", inspectors: team });
    await at("2026-03-05T10:00:00");
    const findings = [food, shop].map(({ caseItemId }) => ({
      caseItemId,
      result: "pass",
      finding: "与申请材料一致。",
    }));
    await record(await clerk("sign.review"), id, { findings, present: team });
    await photo(await clerk("fire.review"), id, { lat: 36.88, lon: 118.73 });
    for (const one of team) await sign(await clerk(one), id);
    await at("2026-03-05T11:00:00");
    assert.ok((await titles()).includes("现场核查记录表"));
    assert.deepEqual(
      [(await lane("food-licence")).light?.due, (await lane("sign-permit")).light?.due],
      ["2026-03-11", "2026-03-10"],
    );
  });

  test("6 March: food is granted; the sign rests for expert review under article 45; the tobacco licence is withdrawn", async () => {
    await at("2026-03-06T09:00:00");
    await act("food.review", "review", "pass", reviewData);
    await at("2026-03-06T09:01:00");
    await act("food.approve", "approve", "pass", { opinion: "同意。" });
    await at("2026-03-06T09:02:00");
    await act("food.decide", "decide", "grant", { ...grantData, from: "2026-03-06" });
    const reviewer = await clerk("sign.review");
    const task = await takeTask(reviewer, no, "review");
    await reviewer.send(
      "POST",
      `/tasks/${task.id}/pause`,
      { kind: "expert-review", days: 10, reason: "招牌结构需要专家评审。" },
      { "if-match": `"${task.version}"`, "idempotency-key": "pause-sign" },
    );
    const tobacco = await lane("tobacco-licence");
    await (
      await citizen()
    ).send("POST", `/cases/${no}/withdraw`, {
      items: [tobacco.caseItemId],
      reason: "暂不经营卷烟。",
      lastDigits: no.slice(-4),
    });
    await at("2026-03-06T09:05:00");
    assert.equal((await lane("tobacco-licence")).status, "WITHDRAWN");
    assert.ok((await titles()).includes("撤回申请回执"));
    assert.deepEqual(await kinds("tobacco.review"), []);
    assert.equal((await lane("food-licence")).status, "READY");
    const shop = await lane("sign-permit");
    assert.deepEqual(
      [shop.status, shop.light?.paused?.since, shop.light?.paused?.until],
      ["SUSPENDED", "2026-03-06", "2026-03-20"],
    );
  });

  test("16 March: resumed after six working days that do not count: 10 March becomes 18, 31 March becomes 9 April; granted", async () => {
    await at("2026-03-16T09:00:00");
    await act("sign.review", "procedure", "end", { result: "专家评审通过。" });
    await at("2026-03-16T09:01:00");
    const { light } = await lane("sign-permit");
    assert.deepEqual([light?.stoppedDays, light?.due, light?.legalDue], [6, "2026-03-18", "2026-04-09"]);
    await act("sign.review", "review", "pass", reviewData);
    await at("2026-03-16T09:02:00");
    await act("sign.decide", "decide", "grant", { ...grantData, from: "2026-03-16" });
    await at("2026-03-16T09:03:00");
    assert.equal((await lane("sign-permit")).status, "READY");
  });

  test("17 March: the three results are handed over in one act with one record; the case is partly done", async () => {
    await at("2026-03-17T10:00:00");
    const desk = await clerk("window2");
    const { groups } = await desk.get<{ groups: { rows: { caseItemId: string; caseNo: string }[] }[] }>(
      `/deliveries?q=${no}`,
    );
    const caseItemIds = groups.flatMap(({ rows }) => rows.map((row) => row.caseItemId));
    assert.equal(caseItemIds.length, 3);
    const begun = await desk.send<Delivery>("POST", "/deliveries", { caseItemIds });
    const read = await desk.send<Delivery>(
      "PUT",
      `/deliveries/${begun.id}/receiver`,
      { name: "张某某", relation: "self", idLast4: "0002" },
      { "if-match": `"${begun.version}"` },
    );
    await desk.send(
      "POST",
      `/deliveries/${begun.id}/sign`,
      { hash: read.hash, how: "screen", name: "张某某", read: true },
      { "if-match": `"${read.version}"` },
    );
    await at("2026-03-17T10:01:00");
    const { outcome, lanes } = await progress();
    assert.equal(outcome, "PARTLY_DONE");
    assert.deepEqual(Object.fromEntries(lanes.map(({ itemId, status }) => [itemId, status])), {
      "food-licence": "CLOSED",
      "sign-permit": "CLOSED",
      "fire-check": "CLOSED",
      "licence-check": "CLOSED",
      "tobacco-licence": "WITHDRAWN",
    });
    assert.equal((await titles()).filter((title) => title === "送达回证").length, 1);
  });

  test("18 March: two stars for the whole; verified the next day, put right within fifteen working days, called back, rated once more", async () => {
    await at("2026-03-18T10:00:00");
    const client = await citizen();
    const page = (): Promise<RatingPage> => client.get<RatingPage>(`/cases/${no}/rating`);
    const whole = async (): Promise<RatingTarget> => {
      const found = (await page()).targets.find((one) => one.whole);
      assert.ok(found);
      return found;
    };
    const rate = async (stars: number, reasons: string[]): Promise<void> => {
      const { version } = await page();
      await client.send("POST", `/cases/${no}/rating`, {
        version,
        ratings: [{ target: (await whole()).id, stars, reasons, words: "要跑两次窗口。" }],
      });
    };
    await rate(2, ["unclear"]);
    await at("2026-03-18T10:01:00");
    assert.deepEqual([(await whole()).state, (await whole()).due], ["verify", "2026-03-19"]);
    await at("2026-03-19T09:00:00");
    await answer(await clerk("rating1"), no, "verify", "valid", {
      contact: "phone",
      measure: "planned",
      result: "领取结果没有提前告知，属实。",
    });
    await at("2026-03-19T09:01:00");
    assert.deepEqual([(await whole()).state, (await whole()).due], ["rectify", "2026-04-10"]);
    await at("2026-03-24T10:00:00");
    await answer(await clerk("window1"), no, "rectify", "done", { result: "办结当天电话告知领取。" });
    await at("2026-03-24T10:01:00");
    await answer(await clerk("rating1"), no, "callback", "done", {
      contact: "phone",
      satisfied: "yes",
      result: "表示认可。",
    });
    await at("2026-03-24T10:02:00");
    await rate(4, []);
    const { given, followUp, can } = await whole();
    assert.deepEqual([given?.stars, followUp?.stars, can], [2, 4, null]);
  });

  test("every licence can be verified by anybody, the numbers have no gap, the audit's chain is whole", async () => {
    const licences = await (await citizen()).get<{ number: string; status: string }[]>("/licences");
    assert.ok(licences.filter(({ status }) => status === "01").length >= 3);
    const { documents } = await progress();
    const numbers = documents.map(({ number }) => number).filter((number) => number !== "");
    assert.equal(new Set(numbers).size, numbers.length);
    const admin = await clerk("admin");
    await admin.actAs("post");
    const said = (await (await admin.raw("GET", "/audit/verify", {})).text()).trim().split("\n");
    const last = JSON.parse(said.at(-1) ?? "{}") as { brokenAt: unknown; done: number; total: number };
    assert.deepEqual([last.brokenAt, last.done], [null, last.total]);
  });
});
