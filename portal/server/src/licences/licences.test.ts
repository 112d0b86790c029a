import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createTestCounty, type TestCounty } from "../documents/testing/test-county.ts";
import { pdfPages } from "../documents/testing/pdf-text.ts";
import type { LicenceCard, LicenceFace, Verification } from "./api.ts";
import type { LicenceCases } from "./case-facts.ts";
import { readIdentifier } from "./identifier.ts";

const caseNo = "37078326030200017";
const item = `${caseNo}-02`;

/** One case of 小满家常菜馆, as the cases area would answer. */
const cases: LicenceCases = {
  item: async (id) => (id.startsWith(caseNo) ? { caseId: caseNo, itemId: "food-licence" } : null),
  case: async () => ({
    id: caseNo,
    ownerKey: "enterprise:xiaoman",
    filedBy: { personId: "zhang" },
    applicant: { name: { zh: "小满家常菜馆（示例）", en: "Xiaoman Home Cooking (example)" } },
    packageId: "catering-shop",
    packageVersion: "1.0.0",
    data: {
      operator: { name: "小满家常菜馆（示例）", uscc: "92370783MACE00001H", legalRepresentative: "张小满" },
      premises: { address: { detail: "寿光市圣城街道示例路 1 号" } },
      food: { format: "restaurant", kinds: { hot: true, cold: true, raw: false } },
      sign: { width: 4, height: 1.2, depth: 0.3 },
    },
  }),
  readsMaterial: async (actor, id) => id === caseNo && actor.department === "approval-bureau",
  readsItem: async (actor, id) => id === caseNo && actor.department === "approval-bureau",
  submissionsOf: async () => [{ kind: "decide", state: "applied", data: { from: "2026-03-12" } }],
  catalogue: {
    package: () => ({ sections: ["operator", "premises", "food", "sign"].map((id) => ({ id, form: id })) }),
    form: (_, form) => ({
      title: form,
      components:
        form === "food"
          ? [
              {
                type: "select",
                key: "format",
                label: "主体业态",
                input: true,
                data: { values: [{ label: "餐饮服务经营者", value: "restaurant" }] },
              },
              {
                type: "selectboxes",
                key: "kinds",
                label: "经营项目",
                input: true,
                values: [
                  { label: "热食类食品制售", value: "hot" },
                  { label: "冷食类食品制售", value: "cold" },
                  { label: "生食类食品制售", value: "raw" },
                ],
              },
            ]
          : [],
    }),
  },
};

describe("licences", () => {
  let county: TestCounty;
  before(async () => {
    county = await createTestCounty();
    county.licences.useCases(cases);
  });
  after(() => county.close());
  const held = async (username: string, capacity?: string): Promise<LicenceCard[]> => {
    const client = await county.signedIn(username, capacity === undefined ? {} : { actAs: capacity });
    return (await client.get<LicenceCard[]>("/licences")).body;
  };

  const businessLicence = async (): Promise<string> =>
    (await held("zhang", "enterprise")).find(({ type }) => type === "business-licence")?.id ?? "";

  it("of the demo county are there for both enterprises and both persons, one of them expired", async () => {
    assert.deepEqual(
      (await held("zhang", "enterprise")).map(({ type, status }) => [type, status]),
      [["business-licence", "01"]],
    );
    const li = await held("li");
    assert.deepEqual(li.map(({ type, status }) => [type, status]).toSorted(), [
      ["food-manager-certificate", "05"],
      ["resident-id-card", "01"],
    ]);
    assert.match(li.find(({ status }) => status === "05")?.statusReason?.zh ?? "", /已于 2025-05-09 到期/);
  });

  it("are issued by a job once, with number, identifier, face in words and validity by the type's rule", async () => {
    const job = { variables: { caseItemId: item, licence: "food-business-licence" } };
    const first = await county.desk.run("licences.issue", job);
    const again = await county.desk.run("licences.issue", job);
    assert.deepEqual(first, again);
    const [licence, ...rest] = await county.licences.ofItem(item);
    assert.deepEqual(rest, []);
    assert.match(licence?.number ?? "", /^JY2370783000001\d$/);
    assert.equal(licence?.validFrom, "2026-03-12");
    assert.equal(licence?.validUntil, "2031-03-11");
    assert.equal(readIdentifier(licence?.identifier ?? "").kind, "right");
    assert.ok(
      licence?.identifier.startsWith(
        "1.2.156.3005.2.11100000MB00001741003.11370783MB0000115K.2026000001.001.",
      ),
    );
    assert.deepEqual(licence?.elements, {
      经营者名称: "小满家常菜馆（示例）",
      统一社会信用代码: "92370783MACE00001H",
      经营者: "张小满",
      经营场所: "寿光市圣城街道示例路 1 号",
      主体业态: "餐饮服务经营者",
      经营项目: "热食类食品制售；冷食类食品制售",
    });
  });

  it("take values that are worked out from several fields", async () => {
    await county.desk.run("licences.issue", {
      variables: { caseItemId: `${caseNo}-03`, licence: "sign-permit" },
    });
    const [licence] = await county.licences.ofItem(`${caseNo}-03`);
    assert.equal(licence?.elements["尺寸"], "4 × 1.2 × 0.3 m");
    assert.match(licence?.number ?? "", /^ZP370783202600001$/);
  });

  it("have serials without gaps, also when issued at once", async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        county.licences.issueForItem(`${caseNo}-1${n}`, "tobacco-retail-licence"),
      ),
    );
    const numbers = (
      await Promise.all(Array.from({ length: 10 }, (_, n) => county.licences.ofItem(`${caseNo}-1${n}`)))
    ).map(([licence]) => licence?.number);
    assert.deepEqual(
      numbers.toSorted(),
      Array.from({ length: 10 }, (_, n) => `370783${String(n + 1).padStart(6, "0")}`),
    );
  });

  it("are issued on the day they are made, whatever day they begin", async () => {
    const licence = await county.licences.issue({
      key: "begins-earlier",
      type: "sign-permit",
      holder: { key: "enterprise:none", name: { zh: "无", en: "none" }, code: "92370783MACE00001H" },
      elements: {},
      from: "2025-12-01",
      until: null,
      caseNo: null,
      caseItemId: null,
      by: "test",
    });
    assert.deepEqual(
      [licence.issuedOn, licence.validFrom, licence.validUntil],
      ["2026-03-02", "2025-12-01", "2028-11-30"],
    );
    assert.match(licence.identifier, /\.2026\d{6}\.001\./);
  });

  it("are looked up by the register check, whose outage is an error of the process", async () => {
    const job = { headers: { licence: "business-licence" }, variables: { caseItemId: item } };
    assert.deepEqual(await county.desk.run("licences.check", job), {
      did: "complete",
      variables: { checkResult: "valid" },
    });
    const id = await businessLicence();
    await county.licences.setStatus(null, id, "07", {
      zh: "吊销示例",
      en: "revoked as an example",
    });
    assert.deepEqual(await county.desk.run("licences.check", job), {
      did: "complete",
      variables: { checkResult: "invalid" },
    });
    await county.licences.setStatus(null, id, "01", { zh: "恢复", en: "restored" });
    const client = await county.client();
    assert.equal((await client.post("//test/registers/business-licence", { down: true })).status, 200);
    assert.deepEqual(await county.desk.run("licences.check", job), {
      did: "error",
      errorCode: "REGISTER_DOWN",
    });
    await client.post("//test/registers/business-licence", { down: false });
    assert.equal((await county.desk.run("licences.check", job)).did, "complete");
  });

  it("list each use", async () => {
    const id = await businessLicence();
    await county.platform.store.transaction((tx) =>
      county.licences.recordUse(tx, {
        licenceId: id,
        caseNo,
        what: { zh: "营业执照", en: "Business licence" },
        materialId: "business-licence",
        key: "use-1",
      }),
    );
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const { body } = await zhang.get<LicenceFace>(`/licences/${id}`);
    assert.deepEqual(
      body.usedBy.map(({ caseNo: no, what }) => [no, what.zh]),
      [[caseNo, "营业执照"]],
    );
    assert.equal(body.uses, 1);
    assert.equal(body.elements.find(({ label }) => label.zh === "所属镇街")?.value, "圣城街道");
    assert.match(body.qr, /^data:image\/svg\+xml/);
    assert.ok(body.verifyUrl.endsWith(`/v/${body.identifier}`));
  });

  it("are seen by their holder and by departments whose case used them, nobody else", async () => {
    const id = await businessLicence();
    const status = async (username: string, capacity?: string): Promise<number> => {
      const client = await county.signedIn(username, capacity === undefined ? {} : { actAs: capacity });
      return (await client.get(`/licences/${id}`)).status;
    };
    assert.equal(await status("zhang", "enterprise"), 200);
    assert.equal(await status("zhang", "self"), 404);
    assert.equal(await status("li", "enterprise"), 404);
    assert.equal(await status("food.review"), 200);
    assert.equal(await status("fire.review"), 404);
    assert.equal(await status("admin"), 404);
  });

  it("are offered to an application when valid, with the reason when not", async () => {
    assert.equal((await county.licences.offer(["enterprise:xiaoman"], "business-licence"))?.usable, true);
    const expired = await county.licences.offer(["person:li"], "food-manager-certificate");
    assert.equal(expired?.usable, false);
    assert.match(expired?.whyNot?.en ?? "", /expired on 2025-05-09/);
    const idCard = await county.licences.offer(["person:zhang"], "resident-id-card");
    assert.equal(idCard?.label.zh, "居民身份证 370783********0002");
    assert.equal(await county.licences.offer(["person:nobody"], "business-licence"), null);
  });

  it("print their face as a PDF with every element", async (t) => {
    const [licence] = await county.licences.ofItem(item);
    const zhang = await county.signedIn("zhang", { actAs: "enterprise" });
    const answer = await zhang.raw(`/licences/${licence?.id}/pdf`);
    if (answer.status === 503) return t.skip("no Chromium on this machine");
    const text = (await pdfPages(new Uint8Array(await answer.arrayBuffer()))).join("");
    for (const part of [
      "食品经营许可证",
      licence?.number ?? "x",
      licence?.identifier ?? "x",
      "热食类食品制售；冷食类食品制售",
      "2031年3月11日",
    ])
      assert.ok(text.replaceAll(/\s/g, "").includes(part.replaceAll(/\s/g, "")), part);
  });

  describe("checked by a stranger", () => {
    const verify = async (identifier: string): Promise<Verification> =>
      (await (await county.client({ language: "en" })).get<Verification>(`/verify/${identifier}`)).body;

    it("are valid, with the holder half hidden, and the first day said where it is still to come", async () => {
      const [licence] = await county.licences.ofItem(item);
      const early = await verify(licence?.identifier ?? "");
      assert.equal(early.result, "valid");
      assert.equal(early.licence?.statusReason?.en, "in force from 2026-03-12");
      county.clock.set(Date.parse("2026-03-12T09:00:00+08:00"));
      const answer = await verify(licence?.identifier ?? "");
      assert.equal(answer.result, "valid");
      assert.equal(answer.licence?.holderMasked, "小满***馆（示例）");
      assert.ok(!JSON.stringify(answer).includes("家常菜馆"));
    });

    it("show a page without JavaScript in both languages, that cannot be framed", async () => {
      const [licence] = await county.licences.ofItem(item);
      const client = await county.client();
      const page = await client.get<string>(`//v/${licence?.identifier}`);
      assert.equal(page.status, 200);
      assert.match(page.body, /<html lang="zh-CN">/);
      assert.match(page.body, />有效</);
      assert.doesNotMatch(page.body, /<script/i);
      assert.ok(!page.body.includes("家常菜馆"));
      assert.match(
        page.headers.get("content-security-policy") ?? "",
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      const english = await client.get<string>(`//v/${licence?.identifier}?lang=en`);
      assert.match(english.body, /<html lang="en">/);
      assert.match(english.body, />Valid</);
      const form = await client.raw(`//v?id=${encodeURIComponent(`http://x/v/${licence?.identifier}`)}`);
      assert.equal(form.status, 303);
      assert.equal(form.headers.get("location"), `/v/${licence?.identifier}?lang=zh`);
    });

    it("say when they were revoked since, and why", async () => {
      const [licence] = await county.licences.ofItem(`${caseNo}-03`);
      await county.licences.setStatus(null, licence?.id ?? "", "07", {
        zh: "骗取许可",
        en: "obtained by fraud",
      });
      const answer = await verify(licence?.identifier ?? "");
      assert.equal(answer.result, "not-valid");
      assert.equal(answer.licence?.statusLabel.zh, "吊销");
      assert.equal(answer.licence?.statusReason?.en, "obtained by fraud");
      const page = await (await county.client()).get<string>(`//v/${licence?.identifier}`);
      assert.match(page.body, /骗取许可/);
    });

    it("are told apart from typing errors, other places' licences and invented ones", async () => {
      const [licence] = await county.licences.ofItem(item);
      const right = licence?.identifier ?? "";
      const wrong = right.slice(0, -1) + (right.endsWith("0") ? "1" : "0");
      assert.equal((await verify(wrong)).result, "bad-check-digit");
      assert.equal(
        (await verify("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9")).result,
        "foreign",
      );
      assert.equal((await verify("<script>alert(1)</script>".replaceAll("/", ""))).result, "foreign");
      const page = await (
        await county.client()
      ).get<string>(`//v/${encodeURIComponent('"><img src=x onerror=alert(1)>')}`);
      assert.equal(page.status, 404);
      assert.doesNotMatch(page.body, /<img/);
    });

    it("are not checked without end from one place", async () => {
      const client = await county.client();
      county.realTime.add(120_000);
      const codes: number[] = [];
      for (let n = 0; n < 65; n += 1) codes.push((await client.get("/verify/x")).status);
      assert.equal(codes.filter((code) => code === 200).length, 60);
      assert.equal(codes.at(-1), 429);
      county.realTime.add(61_000);
      assert.equal((await client.get("/verify/x")).status, 200);
    });
  });
});
