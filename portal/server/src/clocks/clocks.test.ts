import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { auditRows, createAuditArea } from "../audit/index.ts";
import { createOutbox } from "../outbox/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import { stillEngine } from "../platform/testing/still-engine.ts";
import type { StillEngine } from "../platform/testing/still-engine.ts";
import { createClocksArea, localInstant } from "./index.ts";
import type { CalendarYear, ClockChange, ClocksArea } from "./index.ts";

const years = JSON.parse(
  readFileSync(new URL("./test-data/calendars.json", import.meta.url), "utf8"),
) as CalendarYear[];

const kinds = [
  {
    id: "expert-review",
    name: { zh: "专家评审", en: "Expert review" },
    law: { zh: "《行政许可法》第四十五条", en: "Administrative Licensing Law, art. 45" },
    days: 10,
  },
];

interface Setting {
  host: TestPlatform;
  clocks: ClocksArea;
  outbox: Outbox;
  engine: StillEngine;
  messages(): unknown[];
  to(date: string, time?: string): Promise<void>;
  audited(action: string): Promise<unknown[]>;
}

async function setting(
  options: { now?: string; calendars?: () => CalendarYear[]; folder?: string } = {},
): Promise<Setting> {
  let engine: StillEngine | undefined;
  const host = await createTestPlatform({
    now: options.now ?? "2026-03-02T10:00:00+08:00",
    folder: options.folder,
    engine: (clock) => (engine = stillEngine(clock)),
  });
  if (engine === undefined) throw new Error("no engine");
  const still = engine;
  const audit = createAuditArea(host.platform);
  const outbox = createOutbox({ platform: host.platform });
  const clocks = createClocksArea({
    platform: host.platform,
    audit,
    outbox,
    catalogue: {
      calendars: options.calendars ?? (() => years),
      procedureKinds: () => kinds,
      organ: () => null,
    },
  });
  await host.start();
  return {
    host,
    clocks,
    outbox,
    engine: still,
    messages: () =>
      still.asked.filter((call) => call.method === "publishMessage").map((call) => call.args[0]),
    async to(date, time = "09:00") {
      host.clock.set(localInstant(date, time));
      await host.settle();
    },
    audited: async (action) =>
      (
        await host.platform.store
          .collection(auditRows)
          .find({ filter: { eq: ["action", action] }, limit: 100 })
      ).rows.map((row) => row.data),
  };
}

const started = (change: Partial<Extract<ClockChange, { do: "start" }>>): ClockChange => ({
  do: "start",
  kind: "handling",
  caseId: "c",
  caseItemId: "c-01",
  itemId: "food-licence",
  department: "approval-bureau",
  startedAt: localInstant("2026-03-02", "10:00"),
  legalDays: 20,
  promisedDays: null,
  ...change,
});
const system = { actor: null, by: "test" };

describe("the scheduler of legal time", () => {
  it("says that the completeness check is over at 17:30 of day 5, once, and not before", async () => {
    const { host, clocks, messages, to } = await setting({ now: "2026-02-11T10:00:00+08:00" });
    const startedAt = localInstant("2026-02-11", "10:00");
    await clocks.change([started({ kind: "completeness", legalDays: 5, startedAt, roundId: "r1" })], system);
    await to("2026-02-25", "17:29");
    assert.deepEqual(messages(), []);
    await to("2026-02-25", "17:30");
    await to("2026-02-26");
    const told = messages().filter((message) => (message as { name: string }).name === "acceptanceDue");
    assert.deepEqual(told, [
      {
        name: "acceptanceDue",
        correlationKey: "r1",
        messageId: "acceptanceDue:r1",
        timeToLiveMs: 86_400_000,
        variables: {},
      },
    ]);
    await host.close();
  });

  it("writes each change of the light, also when a long time passes at once, and tells of red once", async () => {
    const { host, clocks, messages, to, audited } = await setting();
    await clocks.change([started({ promisedDays: 10 })], system);
    await to("2026-04-01");
    assert.deepEqual(
      (await audited("clocks.light")).map((data) => (data as { to: string }).to),
      ["YELLOW", "RED"],
    );
    await to("2026-04-02");
    assert.deepEqual(
      messages().map((message) => (message as { messageId: string }).messageId),
      ["clockRed:c-01:handling:2026-03-16"],
    );
    await host.close();
  });

  it("starts anew for another round, keeps the run of before, and says its new due date once", async () => {
    const { host, clocks, messages, to } = await setting();
    const check = (startedAt: number, roundId: string): ClockChange =>
      started({ kind: "completeness", legalDays: 5, startedAt, roundId, again: true });
    await clocks.change([check(localInstant("2026-03-02", "10:00"), "r1")], system);
    await to("2026-03-04");
    await clocks.change(
      [
        {
          do: "hold",
          id: "c1",
          kind: "completeness",
          caseItemId: "c-01",
          reason: { zh: "等待补正", en: "waiting for corrections" },
          law: { zh: "第三十二条", en: "art. 32" },
          until: "2026-04-15",
          at: host.clock.now(),
        },
      ],
      system,
    );
    await to("2026-03-20");
    assert.equal((await clocks.get("c-01", "completeness"))?.colour, "GREY");
    assert.deepEqual(messages(), [], "what waits for the applicant is never due");
    const suppliedAt = host.clock.now();
    await clocks.change([check(suppliedAt, "r2")], system);
    await clocks.change([check(suppliedAt, "r2")], system);
    const clock = (await clocks.get("c-01", "completeness")) ?? assert.fail();
    assert.deepEqual([clock.startedOn, clock.due, clock.pauses.length], ["2026-03-20", "2026-03-27", 0]);
    assert.deepEqual(
      clock.earlier?.map((run) => [run.startedOn, run.stoppedOn, run.pauses[0]?.since]),
      [["2026-03-02", "2026-03-20", "2026-03-04"]],
    );
    await to("2026-03-27", "17:30");
    await to("2026-03-30");
    assert.deepEqual(
      messages().flatMap((message) => {
        const { messageId } = message as { messageId: string };
        return messageId.startsWith("acceptanceDue") ? [messageId] : [];
      }),
      ["acceptanceDue:r2"],
    );
    await host.close();
  });

  it("wakes whoever set an alarm, once, in the order of time; one that fails holds nobody up", async () => {
    const { host, clocks, to } = await setting();
    const rung: string[] = [];
    let broken = true;
    clocks.alarms.on("news", async ({ what = "" }) => {
      if (what === "b" && broken) throw new Error("not now");
      rung.push(what);
    });
    const at = (day: string): number => localInstant(day, "09:00");
    await host.platform.store.transaction((tx) => {
      clocks.alarms.set(tx, { topic: "news", at: at("2026-03-05"), data: { what: "c" } });
      clocks.alarms.set(tx, { topic: "news", at: at("2026-03-03"), data: { what: "a" } });
      clocks.alarms.set(tx, { topic: "news", at: at("2026-03-04"), data: { what: "b" } });
    });
    await to("2026-03-03", "08:59");
    assert.deepEqual(rung, []);
    await to("2026-03-06");
    assert.deepEqual(rung, ["a", "c"]);
    broken = false;
    await to("2026-03-07");
    assert.deepEqual(rung, ["a", "c", "b"]);
    await host.close();
  });

  it("stops for expert review from 9 to 27 March and is due on 20 April", async () => {
    const { host, clocks, engine, to } = await setting();
    await clocks.change([started({})], system);
    await to("2026-03-09");
    clocks.useItems(async () => null);
    const procedure = { procedureId: "p1", procedureKind: "expert-review", procedureDays: 14 };
    const paused = await engine.runJob("clocks.pause", { caseItemId: "c-01", ...procedure });
    assert.equal(paused.action, "complete");
    await engine.runJob("clocks.pause", { caseItemId: "c-01", ...procedure });
    const light = clocks.light((await clocks.get("c-01", "handling")) ?? assert.fail());
    assert.deepEqual([light.colour, light.due, light.paused?.until], ["GREY", "2026-04-20", "2026-03-27"]);
    await to("2026-03-27");
    await engine.runJob("clocks.resume", { caseItemId: "c-01", procedureId: "p1" });
    const clock = await clocks.get("c-01", "handling");
    assert.equal(clock?.due, "2026-04-20");
    assert.equal(clock?.state, "running");
    assert.equal(clock?.pauses.length, 1);
    await to("2026-04-20", "23:00");
    assert.equal((await clocks.get("c-01", "handling"))?.colour, "YELLOW");
    await to("2026-04-21", "00:00");
    assert.equal((await clocks.get("c-01", "handling"))?.colour, "RED");
    await host.close();
  });

  it("starts and stops a clock once, however often the job comes", async () => {
    const { host, clocks, engine, to } = await setting();
    clocks.useItems(async (caseItemId) => ({
      caseId: "c",
      caseItemId,
      itemId: "food-licence",
      department: "approval-bureau",
      roundId: null,
      starts: { completeness: null, handling: localInstant("2026-03-02", "10:00"), delivery: null },
      limits: { completeness: null, handling: { legalDays: 20, promisedDays: 10 }, delivery: null },
    }));
    const item = { caseItemId: "c-07" };
    await engine.runJob("clocks.start", item, { clock: "handling" });
    await to("2026-03-10");
    await engine.runJob("clocks.start", item, { clock: "handling" });
    assert.equal((await clocks.get("c-07", "handling"))?.startedOn, "2026-03-02");
    assert.equal((await engine.runJob("clocks.start", item, { clock: "delivery" })).action, "complete");
    assert.equal(await clocks.get("c-07", "delivery"), null);
    await engine.runJob("clocks.stop", item, { clock: "handling" });
    await to("2026-05-06");
    await engine.runJob("clocks.stop", item, { clock: "handling" });
    const light = clocks.light((await clocks.get("c-07", "handling")) ?? assert.fail());
    assert.deepEqual([light.colour, light.usedDays], ["BLUE", 6]);
    await host.close();
  });

  it("works out open clocks anew when the year's notice is loaded, and says whose date moved", async () => {
    const first = await setting({
      now: "2026-12-28T10:00:00+08:00",
    });
    const startedAt = localInstant("2026-12-28", "10:00");
    await first.clocks.change(
      ["c-01", "c-02"].map((caseItemId) => started({ caseItemId, startedAt, legalDays: 7 })),
      system,
    );
    const before = await first.clocks.get("c-01", "handling");
    assert.deepEqual([before?.due, before?.provisional], ["2027-01-07", true]);
    const notice = { year: 2027, off: ["2027-01-01", "2027-01-04"], work: [] };
    const calendars = () => [...years, notice];
    const later = createClocksArea({
      platform: first.host.platform,
      audit: createAuditArea(first.host.platform),
      outbox: first.outbox,
      catalogue: { calendars, procedureKinds: () => kinds, organ: () => null },
    });
    const moved: string[] = [];
    later.register({
      prepare: async () => () => undefined,
      changed: () => undefined,
      // each is told with its own change: a stop in between leaves the rest to the next start
      async moved(list) {
        const dues = await Promise.all(["c-01", "c-02"].map((id) => later.get(id, "handling")));
        moved.push(...list.map((one) => `${one.before} ${one.clock.due}`));
        assert.equal(dues.filter((clock) => clock?.due === "2027-01-08").length, moved.length);
      },
    });
    assert.deepEqual(await later.recalculate(), { moved: 2 });
    assert.deepEqual(moved, ["2027-01-07 2027-01-08", "2027-01-07 2027-01-08"]);
    assert.equal((await later.get("c-01", "handling"))?.provisional, false);
    assert.deepEqual(await later.recalculate(), { moved: 0 });
    await first.host.close();
  });
});
