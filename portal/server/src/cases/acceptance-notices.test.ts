import assert from "node:assert/strict";
import { it } from "node:test";
import { localInstant } from "../clocks/index.ts";
import { noticePlan, replacedNotice } from "./acceptance-notices.ts";

type Item = Parameters<typeof noticePlan>[0][number];
const DAY = "2026-03-03";
const at = (time: string): number => localInstant(DAY, time);
const item = (id: string, department: string, change: Partial<Item>): Item => ({
  id,
  caseId: "37",
  department,
  status: "RECEIVED",
  reached: { RECEIVED: at("08:00") },
  ...change,
});
const accepted = (id: string, department: string, time: string, notice?: string): Item =>
  item(id, department, {
    status: "IN_REVIEW",
    reached: { RECEIVED: at("08:00"), ACCEPTED: at(time) },
    ...(notice === undefined ? {} : { acceptanceNotice: notice }),
  });
const planned = (items: Item[], closed = false): { keys: Record<string, string>; waits: boolean } => {
  const { named, waits } = noticePlan(items, DAY, closed);
  return { keys: Object.fromEntries(named.map((one) => [one.id, one.acceptanceNotice ?? ""])), waits };
};

it("one notice lists what an organ accepted on a day, whenever it was", () => {
  const base = "acceptance-notice:37:market:2026-03-03";
  assert.deepEqual(
    planned([
      accepted("food", "market", "09:00"),
      accepted("filing", "market", "11:00"),
      accepted("fire", "fire", "09:00"),
    ]),
    { keys: { food: base, filing: base, fire: "acceptance-notice:37:fire:2026-03-03" }, waits: false },
  );
});

it("while another item of the organ may still be accepted today its notice waits, until the end of business", () => {
  const items = [accepted("food", "market", "09:00"), item("tobacco", "market", {})];
  assert.deepEqual(planned(items), { keys: {}, waits: true });
  assert.deepEqual(planned(items, true), {
    keys: { food: "acceptance-notice:37:market:2026-03-03" },
    waits: false,
  });
  assert.deepEqual(planned([items[0]!, item("sign", "city", {})]).waits, false, "another organ's item");
  assert.equal(
    planned([items[0]!, item("tobacco", "market", { status: "SUPPLEMENT" })]).waits,
    false,
    "an item that waits for the applicant holds nothing up",
  );
});

it("an item accepted after the day's notice brings a new one that lists all and replaces the first", () => {
  const first = "acceptance-notice:37:market:2026-03-03";
  const items = [accepted("food", "market", "09:00", first), accepted("tobacco", "market", "18:10")];
  assert.deepEqual(planned(items, true).keys, { food: `${first}:2`, tobacco: `${first}:2` });
  assert.equal(replacedNotice(`${first}:2`), first);
  assert.equal(replacedNotice(`${first}:3`), `${first}:2`);
  assert.equal(replacedNotice(first), null);
  assert.deepEqual(planned([accepted("food", "market", "09:00", first)], true).keys, {}, "never twice");
});

it("the notice belongs to the day on which it was settled, also for a deemed acceptance from receipt", () => {
  assert.deepEqual(planned([{ ...accepted("sign", "city", "17:30") }], true).keys, {
    sign: "acceptance-notice:37:city:2026-03-03",
  });
  const yesterday = { ...accepted("sign", "city", "09:00"), reached: { ACCEPTED: at("09:00") - 86_400_000 } };
  assert.deepEqual(planned([yesterday], true).keys, {});
});
