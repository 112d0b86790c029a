/**
 * Whatever random people try, the states of items, their clocks, the numbers and the audit hold. A bounded run with the
 * tests; the full one: `RANDOM_ACTS=10000 node --test portal/server/src/cases/random-acts.test.ts`, with `RANDOM_SEED`
 * to repeat one.
 */
import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { Areas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { localDate } from "../clocks/index.ts";
import { clocks } from "../clocks/model.ts";
import type { StoredClock } from "../clocks/model.ts";
import { documents } from "../documents/model.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { CollectionDefinition, PageOf, Stored } from "../platform/store/port.ts";
import { tasks } from "../tasks/model.ts";
import { caseItems, cases } from "./model.ts";
import { RandomOffice } from "./testing/random-office.ts";

const ACTS = Number(process.env["RANDOM_ACTS"] ?? 120);
const SEED = Number(process.env["RANDOM_SEED"] ?? randomInt(1_000_000));

/** domain.md 1.2 with 1.2a, written down once more: from each state, where an item may go. */
const ways: Record<string, string> = {
  WAITING: "RECEIVED IN_REVIEW WITHDRAWN TERMINATED",
  SUBMITTED: "RECEIVED WAITING IN_REVIEW ACCEPTED WITHDRAWN TERMINATED",
  RECEIVED: "SUPPLEMENT NOT_ACCEPTED ACCEPTED WITHDRAWN TERMINATED",
  SUPPLEMENT: "RECEIVED ACCEPTED LAPSED WITHDRAWN TERMINATED",
  ACCEPTED: "IN_REVIEW APPROVAL WITHDRAWN TERMINATED",
  IN_REVIEW: "SUSPENDED APPROVAL CLOSED WITHDRAWN TERMINATED",
  SUSPENDED: "IN_REVIEW WITHDRAWN TERMINATED",
  APPROVAL: "IN_REVIEW GRANTED REFUSED WITHDRAWN TERMINATED",
  GRANTED: "CERTIFYING READY",
  REFUSED: "READY",
  CERTIFYING: "READY",
  READY: "DELIVERED",
  DELIVERED: "CLOSED",
};

describe(`the house under ${ACTS} random acts (RANDOM_SEED=${SEED})`, () => {
  let host: TestPlatform;
  let areas: Areas;
  let office: RandomOffice;
  before(async () => {
    host = await createTestPlatform({ now: "2026-02-09T09:00:00+08:00" });
    areas = await assembleAreas(host.platform);
    const rows = host.platform.store.collection(tasks);
    office = new RandomOffice(
      host,
      SEED,
      async () => (await rows.find({ filter: { eq: ["state", "open"] }, limit: 200 })).rows,
    );
    await office.start();
    await office.run(ACTS);
  });
  after(() => host.close());

  it("does things and refuses things: both happen", (t) => {
    t.diagnostic(`seed ${SEED}: ${JSON.stringify(Object.fromEntries(office.tally))}`);
    const sum = (of: "done" | "refused"): number =>
      [...office.tally.values()].reduce((total, one) => total + one[of], 0);
    assert.ok(sum("done") > ACTS / 10 && sum("refused") > 0, JSON.stringify([...office.tally]));
    assert.deepEqual(host.platform.engine.query.incidents(), []);
  });

  it("takes no way between states that the law does not have, and leaves no step out of the record", async () => {
    const chains = new Map<string, string>();
    for (const row of await all(auditRows, ["seq"])) {
      if (row.action !== "cases.setStatus") continue;
      const { from, to } = row.data as { from: string; to: string };
      assert.ok((ways[from] ?? "").split(" ").includes(to), `${row.thing.id} went from ${from} to ${to}`);
      assert.equal(chains.get(row.thing.id) ?? "SUBMITTED", from, `${row.thing.id}: a step is missing`);
      chains.set(row.thing.id, to);
    }
    const items = await all(caseItems);
    for (const item of items) assert.equal(chains.get(item.id) ?? "SUBMITTED", item.status, item.id);
    for (const item of items) {
      const ends = {
        WITHDRAWN: "withdrawn",
        LAPSED: "lapsed",
        TERMINATED: "terminated",
        NOT_ACCEPTED: "not-accepted",
      };
      const result = ends[item.status as keyof typeof ends];
      if (result !== undefined) assert.deepEqual([item.result, item.decision], [result, null], item.id);
    }
  });

  it("counts every clock as a calendar on the wall would", async () => {
    const years = areas.catalogue.calendars();
    const off = new Set(years.flatMap((year) => year.off));
    const work = new Set(years.flatMap((year) => year.work));
    const next = (date: string): string =>
      new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    const noticed = new Set(years.map((year) => String(year.year)));
    /** 1 January, 1–2 May, 1–3 October are off by law, also while the year has no notice yet (domain.md 1.2a rule 19). */
    const fixed = new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]);
    const isOff = (date: string): boolean =>
      noticed.has(date.slice(0, 4)) ? off.has(date) : fixed.has(date.slice(5));
    const works = (date: string): boolean => {
      const day = new Date(`${date}T00:00:00Z`).getUTCDay();
      return work.has(date) || (day !== 0 && day !== 6 && !isOff(date));
    };
    const today = localDate(host.clock.now());
    /** Day by day: the limit, its extension, and a working day more for each that was stopped (domain.md 1.4). */
    const dueOf = (clock: StoredClock, limit: number): string => {
      const seen = clock.stoppedOn ?? today;
      let left = limit + clock.extensionDays;
      for (const pause of clock.pauses) {
        const announced = pause.until !== null && pause.until > seen ? pause.until : seen;
        for (let day = next(pause.since); day <= (pause.resumedOn ?? announced); day = next(day))
          if (works(day)) left += 1;
      }
      let date = clock.startedOn;
      while (left > 0) {
        date = next(date);
        if (works(date)) left -= 1;
      }
      return date;
    };
    let compared = 0;
    for (const clock of await all(clocks)) {
      if ((clock.earlier ?? []).length > 0) continue; // its due date carries what it ran before
      assert.equal(clock.legalDue, dueOf(clock, clock.legalDays), `${clock.id} ${JSON.stringify(clock)}`);
      if (clock.promisedDays !== null)
        assert.equal(clock.promisedDue, dueOf(clock, clock.promisedDays), `${clock.id} promised`);
      compared += 1;
    }
    assert.ok(compared > 0);
  });

  it("leaves no gap in the numbers of cases and documents", async () => {
    const serials = (numbers: string[], parts: RegExp): void => {
      const series = Map.groupBy(numbers, (number) => parts.exec(number)?.[1] ?? assert.fail(number));
      for (const [name, list] of series)
        assert.deepEqual(
          list.map((number) => Number(parts.exec(number)?.[2])).toSorted((a, b) => a - b),
          list.map((_, index) => index + 1),
          name,
        );
    };
    serials(
      (await all(cases)).map(({ id }) => id),
      /^(\d{12})(\d{5})$/,
    );
    serials(
      (await all(documents)).map(({ number }) => number),
      /^(.*第)(\d{6})号$/,
    );
  });

  it("has its audit chain whole", async () => {
    const { rows, brokenAt } = await areas.audit.verify();
    assert.equal(brokenAt, null);
    assert.ok(rows > ACTS / 2);
  });

  async function all<T extends object>(
    definition: CollectionDefinition<T>,
    sort: string[] = [],
  ): Promise<(T & Stored)[]> {
    const found: (T & Stored)[] = [];
    let cursor: string | null = null;
    do {
      const page: PageOf<T & Stored> = await host.platform.store
        .collection(definition)
        .find({ sort, limit: 1000, ...(cursor === null ? {} : { after: cursor }) });
      found.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    return found;
  }
});
