import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import type { TestPlatform } from "../platform/testing/create-test-platform.ts";
import { filledDraft, ok, submit } from "./testing/restaurant.ts";

describe("a restaurant is opened", () => {
  let host: TestPlatform;
  before(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    await assembleAreas(host.platform);
  });
  after(() => host.close());

  it("from a filled form to a number", async () => {
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const draft = await filledDraft(zhang);
    console.error(JSON.stringify(draft.parts.map((p) => [p.id, p.state, p.note, p.done, p.total])));
    const { no } = ok(await submit(zhang, draft));
    console.error(no);
    await host.settle();
    console.error(JSON.stringify(ok(await zhang.get(`/cases/${no}`)), null, 1));
    console.error(JSON.stringify(host.platform.engine.query.incidents(), null, 1));
  });
});
