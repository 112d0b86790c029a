/** 好差评: a closed case is rated by link and signed in; a bad rating is verified, put right and called back, or excluded on appeal; at the dates of the rules. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openTasks, takeTask, type TaskDetail } from "./fixtures/office.ts";
import type { Browser, Page } from "puppeteer";
import { answer, closedCase, owner, type RatingPage, type RatingTarget } from "./fixtures/rating.ts";
import {
  axeViolations,
  byName,
  clickButton,
  launchBrowser,
  openPage,
  scrollsSideways,
  shoot,
  waitForText,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

interface Light {
  kind: string;
  due: string;
  colour: string;
}
interface Report {
  departments: {
    department: { id: string };
    values: { of: { count: number }; over: { count: number }; percent: number | null }[];
    bad: number;
    excluded: number;
  }[];
  list: { total: number; rows: { id: string; words: string; stars: number | null }[] } | null;
}

let server: RunningServer;
let no = "";
const clerk = (name: string): Promise<ApiClient> => signIn(server.url, name);
const at = (time: string): Promise<void> => server.moveClock(`${time}+08:00`);
const page = async (): Promise<RatingPage> => (await owner(server)).get<RatingPage>(`/cases/${no}/rating`);
const target = async (part: string): Promise<RatingTarget> => {
  const { targets } = await page();
  const found = targets.find((one) => (part === "whole" ? one.whole : one.name.zh.includes(part)));
  assert.ok(found, part);
  return found;
};
const kinds = async (username: string): Promise<string[]> =>
  (await openTasks(await clerk(username))).filter((task) => task.caseNo === no).map((task) => task.kind);
const told = async (): Promise<{ title: { zh: string }; body: { zh: string }; href: string }[]> =>
  (
    await (
      await owner(server)
    ).get<{ rows: { title: { zh: string }; body: { zh: string }; href: string }[] }>("/messages")
  ).rows;
const report = async (username: string, query = ""): Promise<Report> =>
  (await clerk(username)).get<Report>(`/ratings?from=2026-03-01&to=2026-06-30${query}`);
const rate = async (part: string, stars: number, reasons: string[] = [], words = ""): Promise<RatingPage> =>
  (await owner(server)).send<RatingPage>("POST", `/cases/${no}/rating`, {
    version: (await page()).version,
    ratings: [{ target: (await target(part)).id, stars, reasons, words }],
  });

describe("a closed case is rated", () => {
  before(async () => {
    server = await startServer({ clockStart: "2026-03-02T09:00:00+08:00" });
    no = await closedCase(server);
  });
  after(async () => {
    await server?.stop();
    if (server) await removeData(server);
  });

  test("its closing asks for a rating of the whole and of each item, and assumes none", async () => {
    const { state, until, targets } = await page();
    assert.equal(state, "open");
    assert.equal(until, "2026-04-09");
    assert.deepEqual(
      targets.map((one) => [one.whole, one.department.id, one.given]),
      [
        [true, "window", null],
        [false, "approval-bureau", null],
        [false, "city-management", null],
        [false, "fire-brigade", null],
      ],
    );
    const message = (await told()).find((one) => one.title.zh.startsWith("请评价"));
    assert.match(message?.body.zh ?? "", /2026-04-09.*不评价不算好评/);
    const { rows } = await (
      await owner(server)
    ).get<{ rows: { no: string; until: string }[] }>("/ratings/open");
    assert.deepEqual(
      rows.map((row) => [row.no, row.until]),
      [[no, "2026-04-09"]],
    );
    const window = (await report("rating1")).departments.find((one) => one.department.id === "window");
    assert.deepEqual(
      window?.values.map((value) => [value.of.count, value.over.count, value.percent]),
      [
        [0, 1, 0],
        [0, 0, null],
        [0, 0, null],
        [0, 0, null],
      ],
    );
  });

  test("a grade with reasons of another grade is refused; nobody else may rate; each is rated once", async () => {
    await assert.rejects(rate("whole", 5, ["slow"]), /原因/);
    await assert.rejects(rate("whole", 6), /422/);
    await assert.rejects((await clerk("li")).get(`/cases/${no}/rating`), /404/);
    await at("2026-03-13T15:59:00");
    const after = await rate("whole", 5, ["fast", "once"], "一次就办好了");
    const whole = after.targets.find((one) => one.whole);
    assert.deepEqual([whole?.given?.stars, whole?.state], [5, "rated"]);
    await assert.rejects(rate("whole", 1), /已经评价过/);
  });

  test("two stars begin P02: verified by 16 March, one working day on, by somebody who did not handle it", async () => {
    await at("2026-03-13T16:00:00");
    await rate("食品", 2, ["unclear"], "没有一次讲清楚要哪些材料");
    await at("2026-03-13T16:01:00");
    const food = await target("食品");
    assert.deepEqual([food.state, food.due, food.rectifyBy], ["verify", "2026-03-16", "2026-04-07"]);
    for (const one of ["food.approve", "food.review", "rating1"])
      assert.ok((await kinds(one)).includes("rating-verify"), one);
    assert.ok(!(await kinds("sign.review")).includes("rating-verify"));
    const seen = (await openTasks(await clerk("food.review"))).find((task) => task.kind === "rating-verify");
    const detail = await (
      await clerk("food.review")
    ).get<TaskDetail & { light: Light; ratingId: string }>(`/tasks/${seen?.id}`);
    assert.match(detail.blocked?.zh ?? "", /没有办理过的人/);
    assert.deepEqual([detail.light.kind, detail.light.due], ["rating", "2026-03-16"]);
    assert.deepEqual(detail.fields, []);
    await assert.rejects(takeTask(await clerk("food.review"), no, "rating-verify"), /没有办理过的人/);
    const view = await (
      await clerk("food.approve")
    ).get<{ given: { words: string }; contact: { phone: string } }>(`/ratings/${detail.ratingId}`);
    assert.equal(view.given.words, "没有一次讲清楚要哪些材料");
    assert.equal(view.contact.phone, "13800000001");
    await assert.rejects((await clerk("sign.review")).get(`/ratings/${detail.ratingId}`), /404/);
  });

  test("found to hold on 16 March, it is put right by 7 April, fifteen working days on, over Qingming", async () => {
    await at("2026-03-16T09:00:00");
    await answer(await clerk("food.approve"), no, "verify", "valid", {
      contact: "phone",
      measure: "planned",
      result: "受理时没有一次告知全部材料，属实。",
    });
    await at("2026-03-16T09:01:00");
    const food = await target("食品");
    assert.deepEqual([food.state, food.due], ["rectify", "2026-04-07"]);
    assert.equal(food.steps[0]?.by.zh, "行政审批服务局");
    assert.ok(
      (await told()).some(
        (one) => one.title.zh.startsWith("差评已核实") && one.body.zh.includes("2026-04-07"),
      ),
    );
    const task = await takeTask(await clerk("food.review"), no, "rating-rectify");
    assert.equal((task as TaskDetail & { light: Light }).light.due, "2026-04-07");
  });

  test("after the call back it may be rated once more, and once only; the first rating stays", async () => {
    await at("2026-03-20T10:00:00");
    await answer(await clerk("food.review"), no, "rectify", "done", { result: "重写了材料清单并培训窗口。" });
    await at("2026-03-20T10:01:00");
    assert.equal((await target("食品")).due, "2026-03-25");
    await answer(await clerk("food.approve"), no, "callback", "done", {
      contact: "phone",
      satisfied: "yes",
      result: "表示认可。",
    });
    await at("2026-03-20T10:02:00");
    const food = await target("食品");
    assert.deepEqual([food.state, food.can], ["closed", "follow-up"]);
    await rate("食品", 4);
    await assert.rejects(rate("食品", 5), /已经评价过/);
    const again = await target("食品");
    assert.deepEqual([again.given?.stars, again.followUp?.stars, again.can], [2, 4, null]);
    assert.deepEqual(await kinds("food.approve"), []);
  });

  test("one star that does not match the facts is excluded by another person, and leaves the rate of good ones", async () => {
    await at("2026-03-23T09:00:00");
    await rate("招牌", 1, ["improper"], "收了我五百块");
    await at("2026-03-23T09:01:00");
    const before = (await report("rating1")).departments.find(
      (one) => one.department.id === "city-management",
    );
    assert.deepEqual(before?.values[1], {
      of: { mark: "good", count: 0 },
      over: { mark: "counted", count: 1 },
      percent: 0,
    });
    const bar = async (username: string): Promise<void> => {
      await assert.rejects(takeTask(await clerk(username), no, "rating-verify"), /没有办理过的人/);
    };
    await bar("sign.review");
    await bar("sign.decide");
    await answer(await clerk("rating1"), no, "verify", "invalid", {
      contact: "phone",
      measure: "not-adopt",
      result: "核对监控和账目，没有收费；评价人承认评错了单位。",
    });
    await at("2026-03-23T09:02:00");
    assert.deepEqual([(await target("招牌")).state, (await target("招牌")).due], ["appeal", "2026-03-26"]);
    await assert.rejects(
      answer(await clerk("rating1"), no, "appeal", "exclude", { result: "自己审自己" }),
      /须由别人审核/,
    );
    await answer(await clerk("rating2"), no, "appeal", "exclude", { result: "确属误评，不采纳。" });
    await at("2026-03-23T09:03:00");
    assert.equal((await target("招牌")).state, "excluded");
    assert.ok(
      (await told()).some((one) => one.title.zh.startsWith("评价未采纳") && one.body.zh.includes("确属误评")),
    );
    const now = (await report("rating1")).departments.find((one) => one.department.id === "city-management");
    assert.deepEqual([now?.values[1]?.over.count, now?.values[1]?.percent, now?.excluded], [0, null, 1]);
  });

  test("every figure has its list; a department sees its own only", async () => {
    const all = await report("rating1", "&mark=bad");
    assert.equal(all.list?.total, 2);
    const own = await report("food.review", "&mark=bad");
    assert.deepEqual(
      own.departments.map((one) => one.department.id),
      ["approval-bureau"],
    );
    assert.deepEqual(
      own.list?.rows.map((row) => row.stars),
      [2],
    );
    const food = own.departments[0];
    assert.deepEqual(
      food?.values.map((value) => [value.of.count, value.over.count, value.percent]),
      [
        [1, 1, 100],
        [0, 1, 0],
        [1, 1, 100],
        [1, 1, 100],
      ],
    );
    await assert.rejects((await owner(server)).get("/ratings"), /403/);
  });

  test("when its days are over, nothing is rated and nothing is assumed", async () => {
    await at("2026-04-10T00:01:00");
    await assert.rejects(rate("消防", 5), /410/);
    assert.equal((await target("消防")).given, null);
    const fire = (await report("rating1")).departments.find((one) => one.department.id === "fire-brigade");
    assert.deepEqual(fire?.values[0], {
      of: { mark: "rated", count: 0 },
      over: { mark: "invited", count: 1 },
      percent: 0,
    });
  });
});

describe("in the browser", () => {
  let browser: Browser;
  before(async () => {
    [server, browser] = await Promise.all([
      startServer({ clockStart: "2026-03-02T09:00:00+08:00" }),
      launchBrowser(),
    ]);
    no = await closedCase(server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (server) await removeData(server);
  });
  const signedIn = async (username: string, enterprise = false): Promise<Page> => {
    const page = await openPage(browser);
    const client = enterprise ? await owner(server) : await clerk(username);
    const [name = "", value = ""] = client.cookie().split("=");
    await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
    return page;
  };
  const press = (page: Page, words: string): Promise<void> => clickButton(page, words);
  /** Fills the one field of that label in the task's form. */
  const fill = async (page: Page, label: string, text: string): Promise<void> => {
    await byName(page, label, "textbox").fill(text);
  };
  const pick = async (page: Page, label: string): Promise<void> => {
    await page.waitForFunction(
      (wanted) => [...document.querySelectorAll("label")].some((one) => one.innerText.includes(wanted)),
      {},
      label,
    );
    await page.evaluate((wanted) => {
      [...document.querySelectorAll("label")].find((one) => one.innerText.includes(wanted))?.click();
    }, label);
  };
  const openTask = async (page: Page, username: string, kind: string): Promise<void> => {
    const row = (await openTasks(await clerk(username))).find(
      (task) => task.caseNo === no && task.kind === kind,
    );
    await page.goto(`${server.url}/w/tasks/${row?.id}`);
    await press(page, "取件");
  };
  const submit = async (page: Page, verb: string): Promise<void> => {
    await press(page, verb);
    await page.waitForSelector("dialog[open]");
    await clickButton(page, verb, "dialog[open]");
    await waitForText(page, "已提交");
  };

  test("at the counter, without an account: a grade by arrow keys, its reasons, sent; done says so", async () => {
    const { path } = await (await clerk("window1")).send<{ path: string }>("POST", "/ratings/links", { no });
    const page = await openPage(browser, { width: 390 });
    await page.goto(`${server.url}${path}`);
    await waitForText(page, "不评价不算好评");
    await press(page, "提交评价");
    await waitForText(page, "请先选择满意程度");
    // the first grade has the focus now: one down and up again is very satisfied
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>(".grades input:checked")?.value === "5",
    );
    await pick(page, "一次就办成");
    assert.deepEqual(await axeViolations(page), []);
    assert.equal(await scrollsSideways(page), false);
    await shoot(page, "c17-counter-390-zh");
    await press(page, "提交评价");
    await waitForText(page, "评价已提交，谢谢");
    assert.equal((await target("whole")).given?.stars, 5);
    await page.close();
  });

  test("a bad rating says what comes when; verified, put right, called back, it is rated once more", async () => {
    const citizen = await signedIn("zhang", true);
    await citizen.goto(`${server.url}/cases/${no}/rating`);
    await citizen.waitForSelector(".rating-items summary");
    await citizen.click(".rating-items summary");
    const cards = ".rating-items .rating-card";
    await citizen.waitForSelector(`${cards} .grades input[value='2']`);
    await citizen.click(`${cards} .grades input[value='2']`);
    await waitForText(citizen, "1 个工作日内有人核实并联系您；属实的 15 个工作日内整改并回访");
    await pick(citizen, "没有一次讲清楚");
    await press(citizen, "提交评价");
    await waitForText(citizen, "前核实并联系您");
    await shoot(citizen, "c17-bad-1440-zh");

    const office = await signedIn("food.approve");
    await at("2026-03-11T09:00:00");
    await openTask(office, "food.approve", "rating-verify");
    await waitForText(office, "13800000001");
    await pick(office, "电话");
    await pick(office, "情况复杂");
    await fill(office, "核实情况", "受理时没有一次告知全部材料，属实。");
    await shoot(office, "w3-rating-verify-1440-zh");
    await submit(office, "评价属实，整改");
    // live: the applicant's page says it without being loaded again
    await waitForText(citizen, "核实属实");
    await waitForText(citizen, "整改中");

    await at("2026-03-12T09:00:00");
    await openTask(office, "food.approve", "rating-rectify");
    await fill(office, "整改措施和结果", "重写了材料清单并培训窗口。");
    await submit(office, "整改完成");
    await at("2026-03-12T09:05:00");
    await openTask(office, "food.approve", "rating-callback");
    await pick(office, "电话");
    await pick(office, "未表态");
    await fill(office, "回访情况", "表示会再看看。");
    await submit(office, "回访完成");
    await waitForText(citizen, "追评（一次）");
    await shoot(citizen, "c17-follow-up-1440-zh");
    await citizen.goto(`${server.url}/cases/${no}`);
    await waitForText(citizen, "可以追评一次");
    await press(citizen, "去评价");
    await citizen.waitForSelector(".rating-card .grades input[value='4']");
    await citizen.click(".rating-card .grades input[value='4']");
    await press(citizen, "提交");
    await waitForText(citizen, "您的追评");
    const food = await target("食品");
    assert.deepEqual([food.given?.stars, food.followUp?.stars], [2, 4]);
    await office.close();
    await citizen.close();
  });

  test("excluded by the appeal, it leaves the figures, whose numbers open their lists", async () => {
    await rate("招牌", 1, ["improper"], "收了我五百块");
    await at("2026-03-12T10:00:00");
    const first = await signedIn("rating1");
    await openTask(first, "rating1", "rating-verify");
    await pick(first, "电话");
    await pick(first, "与事实不符");
    await fill(first, "核实情况", "核对监控和账目，没有收费。");
    await submit(first, "与事实不符，提交申诉审核");
    await at("2026-03-12T10:01:00");
    const second = await signedIn("rating2");
    await openTask(second, "rating2", "rating-appeal");
    await waitForText(second, "核对监控和账目，没有收费。");
    await fill(second, "审核结论和理由", "确属误评，不采纳。");
    await submit(second, "误评或恶意差评，不采纳");
    await second.goto(`${server.url}/w/ratings?from=2026-03-01&to=2026-03-31`);
    await second.waitForSelector(".wb-rating-table");
    assert.deepEqual(await axeViolations(second), []);
    await byName(second, "看 综合行政执法局 不采纳，1 条", "button").click();
    await waitForText(second, "收了我五百块");
    await shoot(second, "w-ratings-list-1440-zh");
    assert.equal((await target("招牌")).state, "excluded");
    await first.close();
    await second.close();
  });

  test("an old link and an old invitation say that the time is over", async () => {
    await at("2026-04-20T09:00:00");
    const citizen = await signedIn("zhang", true);
    await citizen.goto(`${server.url}/cases/${no}/rating`);
    await waitForText(citizen, "已评价，谢谢");
    assert.deepEqual(await citizen.$$(".grades"), []);
    await shoot(citizen, "c17-done-1440-zh");
    await citizen.close();
  });
});
