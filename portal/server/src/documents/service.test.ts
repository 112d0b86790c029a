import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { auditRows } from "../audit/index.ts";
import { InvalidError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { DocumentMeta } from "./api.ts";
import { documents as collection } from "./model.ts";
import type { ContextRequest, DocumentCaseFacts } from "./ports.ts";
import { fingerprint } from "./fingerprint.ts";
import { pdfPages } from "./testing/pdf-text.ts";
import { createTestCounty, type TestCounty } from "./testing/test-county.ts";

const caseNo = "37078326030200017";
const item = `${caseNo}-02`;

function factsFor(pending: ContextRequest["pending"]): DocumentCaseFacts {
  const name = { zh: "食品经营许可新办", en: "Food business licence" };
  return {
    department: "approval-bureau",
    applicant: { owner: "enterprise:xiaoman", personIds: ["zhang"] },
    context: {
      case: {
        no: caseNo,
        packageName: { zh: "开办餐饮店", en: "Open a restaurant" },
        submittedAt: "2026-03-02T10:42:00+08:00",
        delivery: "electronic",
      },
      applicant: { name: { zh: "小满家常菜馆（示例）", en: "Xiaoman" }, kind: "enterprise" },
      items: [
        {
          name,
          acceptedOn: "2026-03-02",
          acceptMode: { zh: "材料齐全", en: "complete" },
          legalDays: 10,
          legalDue: "2026-03-16",
          promisedDays: 10,
          promisedDue: "2026-03-16",
        },
      ],
      item: { name, acceptedOn: "2026-03-02", legalDue: "2026-03-16" },
      form: {},
      materials: [],
      decision: pending?.data ?? { content: "热食类食品制售", from: "2026-03-12", until: "2031-03-11" },
      procedure: null,
    },
  };
}

describe("documents", () => {
  let county: TestCounty;
  let key = 0;
  before(async () => {
    county = await createTestCounty();
    county.documents.registerContext(async (caseId, _item, _kind, { pending }) =>
      caseId === caseNo ? factsFor(pending) : null,
    );
    county.documents.registerAccess(
      async (actor: Actor) => actor.enterpriseId === "xiaoman" || actor.department === "approval-bureau",
    );
  });
  beforeEach(() => {
    key += 1;
  });
  after(() => county.close());
  const stored = (): Promise<{ rows: { number: string; status: string; kind: string }[] }> =>
    county.platform.store.collection(collection).find({ sort: ["issuedAt"], limit: 500 });

  it("carry organ, kind, year and a serial without gaps, also when many are issued at once and some are refused", async () => {
    const issue = (n: number): Promise<unknown> =>
      county.documents.issue({
        key: `many-${n}`,
        kind: "acceptance-notice",
        caseId: n % 5 === 4 ? "none" : caseNo,
        caseItemIds: [item],
      });
    const results = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => issue(n)));
    assert.equal(results.filter(({ status }) => status === "rejected").length, 4);
    const numbers = (await stored()).rows
      .filter(({ kind }) => kind === "acceptance-notice")
      .map(({ number }) => number);
    const expected = Array.from(
      { length: 16 },
      (_, n) => `寿审批受字〔2026〕第${String(n + 1).padStart(6, "0")}号`,
    );
    assert.deepEqual(numbers.toSorted(), expected);
  });

  it("are issued once for one key, also at the same moment", async () => {
    const request = { key: "once", kind: "grant-decision", caseId: caseNo, caseItemIds: [item] };
    const [a, b] = await Promise.all([county.documents.issue(request), county.documents.issue(request)]);
    assert.equal(a.id, b.id);
    assert.equal((await county.documents.issue(request)).number, "寿审批准字〔2026〕第000001号");
  });

  it("go on with the number they have after a crash between numbering and rendering", async () => {
    const { store, clock, ids } = county.platform;
    const row = {
      kind: "receipt",
      title: { zh: "收件凭证", en: "Receipt" },
      number: "寿政务收字〔2026〕第000001号",
      status: "numbered" as const,
      caseId: caseNo,
      caseItemIds: [],
      organ: { id: "window", name: { zh: "综合窗口", en: "Window" } },
      internal: false,
      issuedAt: clock.now(),
      htmlHash: null,
      pdfHash: null,
      service: null,
      voided: null,
    };
    await store.transaction((tx) =>
      tx.next("document/window/receipt/2026", () =>
        tx.insert(collection, { id: ids.next(), key: "crashed", ...row }),
      ),
    );
    assert.equal(
      (await county.documents.ofCase(caseNo)).some(({ kind }) => kind === "receipt"),
      false,
    );
    const issued = await county.documents.issue({
      key: "crashed",
      kind: "receipt",
      caseId: caseNo,
      caseItemIds: [],
    });
    assert.deepEqual([issued.status, issued.number], ["issued", "寿政务收字〔2026〕第000001号"]);
    const next = await county.documents.issue({
      key: "next",
      kind: "receipt",
      caseId: caseNo,
      caseItemIds: [],
    });
    assert.equal(next.number, "寿政务收字〔2026〕第000002号");
  });

  it("may take the place of another, which is void from then on and keeps its number", async () => {
    const about = {
      kind: "acceptance-notice",
      caseId: caseNo,
      caseItemIds: [item],
      department: "approval-bureau",
    };
    const first = await county.documents.issue({ ...about, key: "notice-of-day" });
    const second = await county.documents.issue({
      ...about,
      key: "notice-of-day:2",
      replaces: "notice-of-day",
    });
    const again = await county.documents.issue({
      ...about,
      key: "notice-of-day:2",
      replaces: "notice-of-day",
    });
    assert.equal(again.id, second.id);
    assert.notEqual(first.number, second.number);
    const numbers = (await county.documents.ofCase(caseNo)).map((line) => line.number);
    assert.deepEqual([numbers.includes(first.number), numbers.includes(second.number)], [false, true]);
    const facts = await county.documents.publicFacts(first.id);
    assert.deepEqual([facts?.number, facts?.voided], [first.number, true]);
  });

  it("name what is lacking and spend no number", async () => {
    const count = (await stored()).rows.length;
    await assert.rejects(
      county.documents.issue({
        key: "lacking",
        kind: "refusal-decision",
        caseId: caseNo,
        caseItemIds: [item],
      }),
      (error: unknown) => {
        assert.ok(error instanceof InvalidError);
        assert.equal(error.code, "document-incomplete");
        assert.match(error.detail.zh, /事实、理由、依据条文、救济途径/);
        assert.ok(error.fields.some(({ pointer }) => pointer === "/decision/reasons"));
        return true;
      },
    );
    assert.equal((await stored()).rows.length, count);
  });

  it("spend no number on a template that cannot be rendered", async () => {
    const source = county.content.templates.get("grant-decision") ?? "";
    county.content.templates.set("grant-decision", "<p>{{date decision.content}}</p>");
    await assert.rejects(
      county.documents.issue({ key: "broken", kind: "grant-decision", caseId: caseNo, caseItemIds: [item] }),
      /grant-decision, line 1: .*date needs a date/,
    );
    county.content.templates.set("grant-decision", source);
    const next = await county.documents.issue({
      key: "mended",
      kind: "grant-decision",
      caseId: caseNo,
      caseItemIds: [item],
    });
    assert.equal(next.number, "寿审批准字〔2026〕第000002号");
  });

  it("read as their preview did, with each value linked to its field", async () => {
    const pending = {
      outcome: "refuse",
      data: {
        facts: "现场未设二次更衣",
        reasons: "不符合《食品安全法》第三十三条",
        articles: "第三十三条",
        remedies: "可以申请行政复议",
      },
    };
    const preview = await county.documents.preview({
      kind: "refusal-decision",
      caseId: caseNo,
      caseItemIds: [item],
      pending,
    });
    assert.deepEqual(preview.missing, []);
    assert.match(preview.html, /<span data-field="decision\.reasons">不符合/);
    assert.match(preview.html, /第______号/);
    assert.match(preview.html, /Content-Security-Policy/);
    county.documents.registerContext(async () => factsFor(pending));
    const issued = await county.documents.issue({
      key: "as-previewed",
      kind: "refusal-decision",
      caseId: caseNo,
      caseItemIds: [item],
    });
    const html = await textOf(await county.platform.files.open(issued.htmlHash ?? ""));
    assert.equal(fingerprint(html), preview.previewId);
    county.documents.registerContext(async (caseId, _item, _kind, request) =>
      caseId === caseNo ? factsFor(request.pending) : null,
    );
  });

  it("list in the preview what a decision still lacks", async () => {
    const pending = { outcome: "refuse", data: { facts: "x" } };
    const { missing } = await county.documents.preview({
      kind: "refusal-decision",
      caseId: caseNo,
      caseItemIds: [item],
      pending,
    });
    assert.deepEqual(missing.map(({ zh }) => zh).slice(0, 3), ["理由", "依据条文", "救济途径"]);
  });

  it("are rendered by a job, once per activation, and served electronically with a message", async () => {
    const job = {
      headers: { document: "grant-decision", scope: "item" },
      variables: { caseId: caseNo, caseItemId: item },
      element: `e${key}`,
    };
    assert.equal((await county.desk.run("documents.render", job)).did, "complete");
    const count = (await stored()).rows.length;
    assert.equal((await county.desk.run("documents.render", job)).did, "complete");
    assert.equal((await stored()).rows.length, count);
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const { body } = await zhang.get<{ rows: { title: { zh: string }; href: string }[] }>("/messages");
    assert.match(body.rows[0]?.title.zh ?? "", /已向您送达《准予行政许可决定书》/);
    const licence = await county.licences.issue({
      key: "l",
      type: "food-business-licence",
      holder: { key: "enterprise:xiaoman", name: { zh: "小满", en: "Xiaoman" }, code: "92370783MACE00001H" },
      elements: {},
      from: "2026-03-12",
      until: null,
      caseNo,
      caseItemId: item,
      by: "test",
    });
    const lines = await county.documents.ofCase(caseNo);
    assert.deepEqual(
      lines.filter(({ licenceId }) => licenceId !== null).map(({ kind, licenceId }) => [kind, licenceId]),
      [["grant-decision", licence.id]],
    );
    assert.ok(lines.every(({ number }) => number.startsWith("寿")));
  });

  it("make an incident at once where trying again would not help", async () => {
    const answer = await county.desk.run("documents.render", {
      headers: { document: "refusal-decision" },
      variables: { caseId: caseNo, caseItemId: item },
      element: `e${key}`,
    });
    assert.deepEqual(answer, {
      did: "fail",
      errorMessage: "The document still lacks: facts, reasons, articles of law, remedies",
      retries: 0,
    });
  });

  it("are read by the applicant and by departments that take part, nobody else, and each read is a row", async () => {
    const { id } = await county.documents.issue({
      key: "read",
      kind: "grant-decision",
      caseId: caseNo,
      caseItemIds: [item],
    });
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const meta = await zhang.get<DocumentMeta>(`/documents/${id}`);
    assert.equal(meta.status, 200);
    assert.equal(meta.body.caseNo, caseNo);
    assert.equal((await (await county.signedIn("food.decide")).get(`/documents/${id}`)).status, 200);
    for (const stranger of ["li", "fire.review", "admin"]) {
      const client = await county.signedIn(stranger);
      assert.equal((await client.get(`/documents/${id}`)).status, 404, stranger);
      assert.equal((await client.get(`/documents/${id}/pdf`)).status, 404, stranger);
    }
    assert.equal((await (await county.client()).get(`/documents/${id}/pdf`)).status, 401);
    const rows = await county.platform.store.collection(auditRows).find({ limit: 1000 });
    assert.ok(rows.rows.some(({ action, thing }) => action === "documents.readMeta" && thing.id === id));
  });

  it("are PDF files, whole or in ranges, that say what was decided", async (t) => {
    const issued = await county.documents.issue({
      key: "pdf",
      kind: "grant-decision",
      caseId: caseNo,
      caseItemIds: [item],
    });
    if (issued.pdfHash === null) return t.skip("no Chromium on this machine");
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const whole = await zhang.raw(`/documents/${issued.id}/pdf`);
    assert.equal(whole.headers.get("content-type"), "application/pdf");
    assert.match(whole.headers.get("content-disposition") ?? "", /^inline; .*filename\*=UTF-8''/);
    assert.match(whole.headers.get("content-security-policy") ?? "", /sandbox/);
    const bytes = new Uint8Array(await whole.arrayBuffer());
    const text = (await pdfPages(bytes)).join("");
    assert.match(text, /准予行政许可决定书/);
    assert.ok(text.includes(issued.number));
    assert.match(text, /小满家常菜馆（示例）/);
    const part = await zhang.raw(`/documents/${issued.id}/pdf`, { headers: { Range: "bytes=0-3" } });
    assert.equal(part.status, 206);
    assert.equal(await part.text(), "%PDF");
    assert.equal(part.headers.get("content-range"), `bytes 0-3/${bytes.length}`);
    assert.equal(
      (await zhang.raw(`/documents/${issued.id}/pdf`, { headers: { Range: "bytes=99999999-" } })).status,
      416,
    );
  });

  it("keep their number when they are void, and the public check says so", async () => {
    const issued = await county.documents.issue({
      key: "void",
      kind: "acceptance-notice",
      caseId: caseNo,
      caseItemIds: [item],
    });
    const decider = {
      department: "approval-bureau",
      departments: ["approval-bureau"],
      enterpriseId: null,
      personId: "food.decide",
      capacityId: "c",
      capacityKind: "post",
      groups: [],
      name: "",
      language: "zh",
      sessionId: "",
    } satisfies Actor;
    const client = await county.client();
    assert.match(String((await client.get(`//v/d/${issued.id}`)).body), /文书真实有效/);
    await county.documents.voidDocument(decider, issued.id, "另行作出");
    const page = await client.get<string>(`//v/d/${issued.id}`);
    assert.match(page.body, /文书真实，但已经作废/);
    assert.ok(page.body.includes(issued.number));
    const next = await county.documents.issue({
      key: "after-void",
      kind: "acceptance-notice",
      caseId: caseNo,
      caseItemIds: [item],
    });
    assert.notEqual(next.number, issued.number);
    await assert.rejects(county.documents.voidDocument(decider, issued.id, "again"), /void already/);
  });

  it("are unknown to the public check under an invented code", async () => {
    const page = await (
      await county.client({ language: "en" })
    ).get<string>("//v/d/01ARZ3NDEKTSV4RRFFQ69G5FAV");
    assert.equal(page.status, 404);
    assert.match(page.body, /There is no such document/);
  });

  it("of cases that do not exist are not issued", async () => {
    await assert.rejects(
      county.documents.issue({ key: "none", kind: "receipt", caseId: "none", caseItemIds: [] }),
      NotFoundError,
    );
  });
});

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
