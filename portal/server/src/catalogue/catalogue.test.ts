import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { Home, PackageDetail, Questionnaire, ServiceSearch, Situation } from "./api.ts";
import { createCatalogueArea } from "./index.ts";
import type { CatalogueArea, CaseFacts } from "./index.ts";

let host: TestPlatform;
let catalogue: CatalogueArea;
before(async () => {
  host = await createTestPlatform({ settings: { logLevel: "warn" } });
  catalogue = await createCatalogueArea({ platform: host.platform });
});
after(() => host.close());

const usual = {
  licence: "individual-business",
  format: "restaurant",
  kinds: { hot: true, cold: true, drinks: true },
  floorArea: 86,
  sign: "yes",
  tobacco: "no",
  chain: "no",
  fireWay: "undertaking",
};
const situation = (answers: Record<string, unknown>): Promise<Situation> =>
  catalogue.situation("catering-shop", answers);
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);

test("a usual restaurant needs check, licence, sign and fire check, each with its reason", async () => {
  const found = await situation(usual);
  assert.equal(found.complete, true);
  assert.equal(found.outside, null);
  assert.deepEqual(ids(found.items), ["licence-check", "food-licence", "sign-permit", "fire-check"]);
  assert.deepEqual(ids(found.skipped), ["food-filing", "tobacco-licence"]);
  assert.equal(found.promisedDays, 10);
  assert.deepEqual(found.items.at(-1)?.reason, {
    zh: "店面 86 平方米，超过 50 平方米",
    en: "Floor area 86 m², above 50 m²",
  });
  for (const { reason } of [...found.items, ...found.skipped])
    assert.ok(reason.zh !== "" && reason.en !== "");
});

test("without a sign and with 40 m² two items fall away, and what only they need", async () => {
  const found = await situation({ ...usual, sign: "no", floorArea: 40 });
  assert.deepEqual(ids(found.items), ["licence-check", "food-licence"]);
  assert.deepEqual(ids(found.skipped), ["food-filing", "sign-permit", "fire-check", "tobacco-licence"]);
  assert.ok(!ids(found.materials).some((id) => id.startsWith("fire-") || id.startsWith("sign-")));
  assert.equal(found.complete, true, "the fire question is not asked for 40 m²");
});

test("pre-packaged food only needs a filing, and none of the kitchen's papers", async () => {
  const found = await situation({ ...usual, kinds: { prepackaged: true }, floorArea: 30, sign: "no" });
  assert.deepEqual(ids(found.items), ["licence-check", "food-filing"]);
  assert.deepEqual(ids(found.materials), ["business-licence", "power-of-attorney"]);
  assert.equal(found.promisedDays, 1);
});

test("selling cigarettes adds the tobacco licence", async () => {
  assert.ok(ids((await situation({ ...usual, tobacco: "yes" })).items).includes("tobacco-licence"));
});

test("who does not fit is told where to go, and gets no items", async () => {
  for (const answers of [{ licence: "none" }, { ...usual, format: "central-kitchen" }]) {
    const found = await situation(answers);
    assert.match(found.outside?.zh ?? "", /12345/);
    assert.deepEqual(found.items, []);
    assert.equal(found.complete, false);
  }
});

test("the answers so far already tell something, and are not complete", async () => {
  const found = await situation({ licence: "enterprise", format: "restaurant", kinds: { hot: true } });
  assert.equal(found.complete, false);
  assert.deepEqual(ids(found.items), ["licence-check", "food-licence"]);
  assert.deepEqual(ids(found.skipped), ["food-filing"]);
});

test("an undertaking spares the drawing; a check before opening needs it", async () => {
  const materials = async (fireWay: string): Promise<string[]> =>
    ids((await situation({ ...usual, fireWay })).materials);
  assert.ok(!(await materials("undertaking")).includes("fire-drawing"));
  assert.ok((await materials("inspection")).includes("fire-drawing"));
});

test("answers of questions that are hidden by now do not count", async () => {
  const found = await situation({ ...usual, licence: "none" });
  assert.deepEqual(found.skipped, []);
});

test("the questionnaire asks about the fire check exactly where the decision needs it", async () => {
  for (const floorArea of [49, 50, 51, 500]) {
    const { fireWay: _left, ...rest } = usual;
    const found = await situation({ ...rest, floorArea });
    const needed = ids(found.items).includes("fire-check");
    assert.equal(found.complete, !needed, `${floorArea} m²`);
  }
});

const facts = (more: Partial<CaseFacts> = {}): CaseFacts => ({
  answers: usual,
  items: ["licence-check", "food-licence", "sign-permit", "fire-check"],
  data: {
    operator: { name: "寿光市小满家常菜馆（示例）" },
    premises: { kitchenArea: 26, usableArea: 78, floorArea: 86, address: { detail: "示范路128号" } },
    food: { kinds: { hot: true, cold: true }, specialRoom: "none", disinfection: { heat: true } },
    staff: { managers: [{ name: "张", validUntil: "2028-05-20" }], foodHandlers: 5, healthCertificates: 5 },
  },
  applicant: { kind: "individual-business" },
  ...more,
});

test("sections are those that the chosen items need, in the package's order", () => {
  assert.deepEqual(ids(catalogue.sections("catering-shop", facts())), [
    "operator",
    "premises",
    "food",
    "staff",
    "sign",
    "fire",
  ]);
  assert.deepEqual(
    ids(catalogue.sections("catering-shop", facts({ items: ["licence-check", "food-filing"] }))),
    ["operator", "premises", "food"],
  );
});

test("a material whose condition waits for the form is optional until the form says so", () => {
  const need = (data: CaseFacts["data"]): string | undefined =>
    catalogue
      .materialsFor("catering-shop", facts({ data }))
      .find(({ material }) => material.id === "power-of-attorney")?.need;
  assert.equal(need({}), "optional");
  assert.equal(need({ operator: { agent: true } }), "required");
  assert.equal(need({ operator: { agent: false } }), undefined);
});

test("review rules come with result, inputs, article, field and material, the failed ones first", async () => {
  const rules = await catalogue.reviewRules("catering-shop", "food-licence", facts());
  assert.deepEqual(rules[0], {
    id: "cold-room",
    text: { zh: "冷食、生食须有专间或专用操作区", en: "Cold and raw dishes need a special room or area" },
    result: "not-met",
    inputs: { zh: "做冷食或生食；没有专间和专用操作区", en: "Cold or raw dishes; neither room nor area" },
    basis: { zh: "《食品经营许可审查通则》", en: "General rules of food licence review" },
    field: "food.specialRoom",
    material: "floor-plan",
  });
  const ratio = rules.find((rule) => rule.id === "kitchen-ratio");
  assert.equal(ratio?.result, "met");
  assert.match(ratio?.inputs.zh ?? "", /26 ÷ 使用 78 = 0\.33，不低于 0\.25/);
  assert.equal(rules.length, 8);
  assert.deepEqual(await catalogue.reviewRules("catering-shop", "licence-check", facts()), []);
});

test("a decision answers its outcome, and explains itself when asked", async () => {
  assert.equal(await catalogue.decide("catering-shop", "food-review-path", facts()), "site-visit");
  const { evaluated } = catalogue.explain("catering-shop", "food-review-path", facts());
  assert.deepEqual(
    evaluated.at(-1)?.matchedRules.map((rule) => rule.index),
    [5],
  );
});

test("the tables answer by id, and say null for what is not there", () => {
  assert.equal(catalogue.documentKind("grant-decision")?.word, "准");
  assert.equal(catalogue.documentKind("nothing"), null);
  assert.equal(catalogue.licenceType("food-business-licence")?.code.length, 21);
  assert.equal(catalogue.validityYears("food-business-licence"), 5);
  assert.equal(catalogue.validityYears("business-licence"), null);
  assert.equal(catalogue.validityYears("nothing"), undefined);
  assert.equal(catalogue.department("tobacco").name.zh, "烟草专卖局");
  assert.throws(() => catalogue.department("nothing"), { code: "department-unknown" });
  assert.equal(catalogue.package("nothing"), null);
  assert.throws(() => catalogue.version("nothing"), { code: "package-unknown" });
  assert.match(catalogue.template("sign-permit") ?? "", /licence/);
  assert.equal(catalogue.procedureKinds().length, 8);
  assert.equal(catalogue.calendars().length, 8);
  assert.equal(catalogue.town("370783001")?.name.en, "Shengcheng Subdistrict");
  assert.equal(catalogue.messageTemplate("granted")?.kind, "news");
  assert.equal(catalogue.taskForm("shared/review")?.title, "审查");
});

test("home, search, package and questionnaire are public", async () => {
  const client = await host.client();
  const home = await client.get<Home>("/home");
  assert.equal(home.status, 200);
  assert.equal(home.body.needsYou, null);
  assert.deepEqual(ids(home.body.mostUsed), ["catering-shop"]);
  assert.equal(home.body.notices[0]?.date, "2026-03-03");
  const found = await client.get<ServiceSearch>(`/services?q=${encodeURIComponent("开个小饭馆")}`);
  assert.deepEqual(ids(found.body.packages), ["catering-shop"]);
  const nothing = await client.get<ServiceSearch>(`/services?q=${encodeURIComponent("离婚登记")}`);
  assert.deepEqual(nothing.body.packages, []);
  assert.deepEqual(ids(nothing.body.nearest), ["catering-shop"]);
  const detail = await client.get<PackageDetail>("/packages/catering-shop");
  assert.equal(detail.body.items.length, 6);
  for (const item of detail.body.items)
    assert.ok((item.promisedDays ?? 0) <= (item.legalDays ?? 0), "the promise keeps the law");
  const questions = await client.get<Questionnaire>("/packages/catering-shop/questionnaire");
  assert.deepEqual(questions.body.form.title, {
    zh: "开办餐饮店：情形引导",
    en: "Open a restaurant: what do you need?",
  });
  assert.deepEqual(questions.body.known, {});
  assert.equal((await client.get("/packages/nothing")).status, 404);
});

test("answers posted from outside are shaped first: wrong kinds and unknown keys do no harm", async () => {
  const client = await host.client();
  const post = (answers: unknown) => client.post<Situation>("/packages/catering-shop/situation", { answers });
  const good = await post(usual);
  assert.equal(good.status, 200);
  assert.equal(good.body.complete, true);
  const bad = await post({ ...usual, licence: { $ne: 1 }, floorArea: "86", __proto__: { x: 1 }, extra: [] });
  assert.equal(bad.status, 200);
  assert.equal(bad.body.complete, false);
  assert.deepEqual(bad.body.items, []);
});

test("content is deployed once, and again only when it has changed", async () => {
  const processes = host.platform.engine.query.processes();
  assert.deepEqual(processes.map((process) => process.bpmnProcessId).sort(), [
    "joint-visit",
    "one-thing",
    "rating",
    "register-check",
    "special-procedure",
    "standard-item",
    "undertaking-check",
  ]);
});
