import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { TestContext } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { localInstant } from "../clocks/index.ts";
import { documents } from "../documents/model.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import { acceptAll, act, filledDraft, ok, submit } from "./testing/restaurant.ts";

interface Day {
  /** Notices of acceptance of the tobacco office: their state, and the items that each lists. */
  notices(): Promise<string[]>;
  to(time: string): Promise<void>;
  window(): Promise<void>;
  department(): Promise<void>;
}

/** A case in which the sign belongs to the tobacco office too: one organ with two items, which are accepted apart. */
async function filed(t: TestContext): Promise<Day> {
  const host = await createTestPlatform({ now: "2026-03-03T09:00:00+08:00" });
  t.after(() => host.close());
  const { cases } = await assembleAreas(host.platform);
  const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
  const { no } = ok(await submit(zhang, await filledDraft(zhang, { tobacco: "yes" })));
  await host.settle();
  await cases.core.mutate(no, { actor: null, by: "test" }, ({ items }) => ({
    items: items.flatMap((item) =>
      item.itemId === "sign-permit" ? [{ ...item, department: "tobacco" }] : [],
    ),
  }));
  return {
    async notices() {
      const page = await host.platform.store.collection(documents).find({ sort: ["issuedAt"], limit: 100 });
      const names = new Map((await cases.itemsOf(no)).map((item) => [item.id, item.itemId]));
      return page.rows
        .filter((one) => one.kind === "acceptance-notice" && one.organ.id === "tobacco")
        .map((one) => `${one.status}: ${one.caseItemIds.map((id) => names.get(id)).join(", ")}`);
    },
    async to(time) {
      host.clock.set(localInstant("2026-03-03", time));
      await host.settle();
    },
    async window() {
      await acceptAll(await host.signedIn("window1", { actAs: "post" }), no);
      await host.settle();
    },
    async department() {
      const reviewer = await host.signedIn("tobacco.review", { actAs: "post" });
      await act(reviewer, no, "verdict", "done", { verdict: "accept" });
      await host.settle();
    },
  };
}

describe("two items that one organ accepts apart, on one day", () => {
  it("stand in one notice, issued as soon as nothing of that organ is open any more", async (t) => {
    const day = await filed(t);
    await day.to("10:00");
    await day.window();
    assert.deepEqual(await day.notices(), [], "the other item may still be accepted today");
    await day.to("15:00");
    await day.department();
    assert.deepEqual(await day.notices(), ["issued: sign-permit, tobacco-licence"]);
    await day.to("18:00");
    assert.deepEqual(await day.notices(), ["issued: sign-permit, tobacco-licence"], "and no second one");
  });

  it("do not keep the applicant waiting beyond the end of business; what comes later replaces the notice", async (t) => {
    const day = await filed(t);
    await day.to("10:00");
    await day.window();
    await day.to("17:29");
    assert.deepEqual(await day.notices(), []);
    await day.to("17:30");
    assert.deepEqual(await day.notices(), ["issued: sign-permit"]);
    await day.to("18:10");
    await day.department();
    assert.deepEqual(await day.notices(), ["void: sign-permit", "issued: sign-permit, tobacco-licence"]);
  });
});
