import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestCounty, type TestCounty } from "../documents/testing/test-county.ts";
import type { Message } from "./api.ts";
import { fill } from "./fill.ts";

interface List {
  rows: Message[];
  unread: number;
}

describe("messages", () => {
  let county: TestCounty;
  before(async () => {
    county = await createTestCounty();
    county.notifications.registerFacts(async (caseId) =>
      caseId === "none"
        ? null
        : {
            caseNo: caseId,
            applicant: { owner: "enterprise:xiaoman", personIds: ["zhang"] },
            departmentHead: "approval-bureau:decider",
            href: { applicant: `/cases/${caseId}`, department: "/w/inbox" },
            values: {
              caseNo: caseId,
              packageName: { zh: "开办餐饮店", en: "Open a restaurant" },
              item: { zh: "食品", en: "Food" },
              department: { zh: "审批局", en: "Bureau" },
              legalDue: "2026-03-16",
            },
          },
    );
  });
  after(() => county.close());
  const read = async (username: string, actAs?: string, view = ""): Promise<List> => {
    const client = await county.signedIn(username, actAs === undefined ? {} : { actAs });
    return (await client.get<List>(`/messages${view}`)).body;
  };
  const job = (template: string, to: string, element: string, caseId = "37078326030200017") =>
    county.desk.run("notifications.send", { headers: { template, to }, variables: { caseId }, element });

  it("are sent by a job once, in both languages, with their values filled in", async () => {
    await job("received", "applicant", "e1");
    await job("received", "applicant", "e1");
    const { rows, unread } = await read("zhang", "enterprise");
    assert.equal(rows.length, 1);
    assert.equal(unread, 1);
    assert.equal(rows[0]?.title.zh, "已收件：开办餐饮店");
    assert.equal(rows[0]?.title.en, "Received: Open a restaurant");
    assert.match(rows[0]?.body.en ?? "", /^Case 37078326030200017 has been received/);
    assert.equal(rows[0]?.href, "/cases/37078326030200017");
  });

  it("are seen in the capacity they are for, never in another", async () => {
    assert.deepEqual((await read("zhang", "self")).rows, []);
    assert.deepEqual((await read("li", "enterprise")).rows, []);
    assert.deepEqual((await read("food.decide")).rows, []);
  });

  it("to the head of a department reach who holds that post, and only them", async () => {
    await job("supervision", "department-head", "e2");
    assert.equal((await read("food.decide")).rows.length, 1);
    assert.deepEqual((await read("food.review")).rows, []);
    assert.deepEqual((await read("sign.decide")).rows, []);
  });

  it("are told apart as to do and news", async () => {
    await job("ready", "applicant", "e3");
    assert.deepEqual(
      (await read("zhang", "enterprise", "?view=todo")).rows.map(({ kind }) => kind),
      ["todo"],
    );
    assert.deepEqual(
      (await read("zhang", "enterprise", "?view=news")).rows.map(({ kind }) => kind),
      ["news"],
    );
  });

  it("are read by a capacity, which counts them no more", async () => {
    const client = await county.signedIn("zhang", { actAs: "enterprise" });
    const [first] = (await client.get<List>("/messages")).body.rows;
    const answer = await client.post<Message>(`/messages/${first?.id}/read`);
    assert.equal(answer.body.read, true);
    assert.equal((await client.get<List>("/messages")).body.unread, 1);
    assert.equal((await client.post(`/messages/${first?.id}/read`)).status, 200);
    const li = await county.signedIn("li");
    assert.equal((await li.post(`/messages/${first?.id}/read`)).status, 404);
  });

  it("about unknown templates or cases are an incident at once", async () => {
    assert.deepEqual(await job("no-such", "applicant", "e4"), {
      did: "fail",
      errorMessage: "There is no message template “no-such”: add it to the content",
      retries: 0,
    });
    assert.equal((await job("received", "applicant", "e5", "none")).did, "fail");
  });

  it("of a case are listed for it", async () => {
    const messages = await county.notifications.ofCase("37078326030200017", "enterprise:xiaoman");
    assert.equal(messages.length, 2);
    assert.ok(messages.every(({ at }) => at.endsWith("+08:00")));
  });
});

describe("filling in", () => {
  it("takes values by name in the text's language, and leaves out what is not known", () => {
    assert.deepEqual(
      fill(
        { zh: "{{a}}、{b}{{c}}", en: "{{ a }} {{missing}}." },
        { a: { zh: "甲", en: "A" }, b: 2, c: null },
      ),
      {
        zh: "甲、2",
        en: "A .",
      },
    );
  });
});
