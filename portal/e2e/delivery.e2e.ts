/** How results reach the applicant: chosen when filing, chosen anew until sent; handed over, posted or served electronically; no clock of handling waits for it. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  acceptAll,
  complete,
  grantData,
  openTasks,
  readResults,
  reviewData,
  takeTask,
} from "./fixtures/office.ts";
import { fileRestaurant } from "./fixtures/restaurant.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Page {
  way: string;
  bar: { zh: string } | null;
  items: {
    caseItemId: string;
    name: { zh: string };
    state: string;
    how: { zh: string };
    at: string | null;
  }[];
}
interface Progress {
  unread: string[];
  needsYou: { text: { zh: string } }[];
  lanes: { itemId: string; status: string; light: { kind: string; due: string; colour: string } | null }[];
  documents: { title: { zh: string } }[];
}

let server: RunningServer;
let no = "";
const clerk = (name: string): Promise<ApiClient> => signIn(server.url, name);
const citizen = async (): Promise<ApiClient> => {
  const client = await clerk("zhang");
  await client.actAs("enterprise");
  return client;
};
const at = (time: string): Promise<void> => server.moveClock(`${time}+08:00`);
const page = async (): Promise<Page> => (await citizen()).get<Page>(`/cases/${no}/delivery`);
const line = async (name: string): Promise<Page["items"][number]> => {
  const found = (await page()).items.find((item) => item.name.zh.includes(name));
  assert.ok(found, name);
  return found;
};
const progress = async (): Promise<Progress> => (await citizen()).get<Progress>(`/cases/${no}`);
const lane = async (itemId: string): Promise<Progress["lanes"][number] | undefined> =>
  (await progress()).lanes.find((one) => one.itemId === itemId);
const choose = async (way: string, address = ""): Promise<Page> =>
  (await citizen()).send<Page>("PUT", `/cases/${no}/delivery`, { way, address });
const act = async (
  username: string,
  kind: string,
  outcome: string,
  data: Record<string, unknown>,
): Promise<void> => {
  const client = await clerk(username);
  await complete(client, await takeTask(client, no, kind), outcome, data);
};
const handed = {
  way: "direct",
  receivedBy: "张小满",
  relation: "self",
  idLast4: "0002",
  receivedOn: "2026-03-10",
  place: "市政务服务中心综合窗口",
};

describe("the way that results come", () => {
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    ({ no } = await fileRestaurant(await citizen()));
    await at("2026-03-02T09:01:00");
    await acceptAll(await clerk("window1"), no);
    await at("2026-03-02T09:02:00");
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("as chosen when filing: what is granted on 2 March is served electronically, once the applicant reads it", async () => {
    assert.equal((await page()).way, "electronic");
    await act("fire.decide", "decide", "grant", { ...grantData, from: "2026-03-02" });
    await at("2026-03-02T09:10:00");
    const unread = await line("消防");
    assert.deepEqual([unread.state, unread.at], ["unread", null]);
    assert.deepEqual((await progress()).unread, [unread.caseItemId]);
    assert.equal((await progress()).needsYou[0]?.text.zh, "查收结果");
    const read = { caseItemIds: [unread.caseItemId] };
    await assert.rejects((await clerk("li")).send("POST", `/cases/${no}/delivery/read`, read), /404/);
    await at("2026-03-02T11:30:00");
    await readResults(await citizen(), no);
    await at("2026-03-02T11:31:00");
    const fire = await line("消防");
    assert.deepEqual([fire.state, fire.how.zh], ["served", "已送达：电子送达"]);
    assert.match(fire.at ?? "", /^2026-03-02T11:30/);
    assert.equal((await lane("fire-check"))?.status, "CLOSED");
    const again = await (
      await citizen()
    ).send<{ read: string[] }>("POST", `/cases/${no}/delivery/read`, read);
    assert.deepEqual(again.read, []);
  });

  test("another way may be chosen for what is not sent; by post needs an address", async () => {
    await assert.rejects(choose("post"), /邮寄地址/);
    await assert.rejects(choose("pigeon"), /422/);
    assert.equal((await choose("window")).way, "window");
    await assert.rejects((await clerk("li")).get(`/cases/${no}/delivery`), /404/);
  });

  test("decided on 9 March, the sign waits at the window; its handling has ended in time, delivery has a limit of its own", async () => {
    await at("2026-03-09T10:00:00");
    await act("sign.review", "review", "pass", reviewData);
    await at("2026-03-09T10:01:00");
    await act("sign.decide", "decide", "grant", { ...grantData, from: "2026-03-09" });
    await at("2026-03-09T10:02:00");
    const shop = await lane("sign-permit");
    assert.equal(shop?.status, "READY");
    assert.deepEqual([shop?.light?.kind, shop?.light?.due], ["delivery", "2026-03-23"]);
    assert.equal((await line("招牌")).how.zh, "等您到综合窗口领取");
    const waiting = (await openTasks(await clerk("window2"))).filter((task) => task.caseNo === no);
    assert.deepEqual(
      waiting.map((task) => task.kind),
      ["form"],
    );
  });

  test("handed over with the record: who, their relation, the last four of their identity number", async () => {
    await at("2026-03-10T10:00:00");
    const { idLast4: _, ...without } = handed;
    await assert.rejects(act("window2", "form", "delivered", without), /证件号后四位/);
    await assert.rejects(act("window2", "form", "delivered", { ...handed, idLast4: "12" }), /最后四位/);
    await act("window2", "form", "delivered", handed);
    await at("2026-03-10T10:01:00");
    assert.equal((await lane("sign-permit"))?.status, "CLOSED");
    const shop = await line("招牌");
    assert.equal(shop.how.zh, "已送达：窗口领取，签收人 张小满");
    assert.match(shop.at ?? "", /^2026-03-10T10:00/);
    assert.ok((await progress()).documents.some((document) => document.title.zh === "送达回证"));
  });

  test("by post with its number; when all is sent, the way can no longer change", async () => {
    assert.equal((await choose("post", "寿光市圣城街道示例路 1 号")).way, "post");
    await act("food.review", "review", "pass", reviewData);
    await at("2026-03-10T10:05:00");
    await act("food.approve", "approve", "pass", { opinion: "同意。" });
    await at("2026-03-10T10:06:00");
    await act("food.decide", "decide", "grant", { ...grantData, from: "2026-03-10" });
    await at("2026-03-10T10:07:00");
    assert.equal((await line("食品")).how.zh, "等待寄出");
    await assert.rejects(choose("electronic"), /都已送出/);
    const { idLast4: _, ...rest } = handed;
    const posted = { ...rest, way: "post", relation: "colleague", receivedOn: "2026-03-12" };
    await at("2026-03-12T09:00:00");
    await assert.rejects(act("window2", "form", "delivered", posted), /邮寄单号/);
    await act("window2", "form", "delivered", { ...posted, trackingNumber: "EMS1234567890" });
    await at("2026-03-12T09:01:00");
    assert.equal((await line("食品")).how.zh, "已送达：邮寄，签收人 张小满");
    assert.match((await page()).bar?.zh ?? "", /都已送出/);
  });
});
