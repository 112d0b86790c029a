import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { filledDraft, ok, submit, taskOf } from "../cases/testing/restaurant.ts";
import type { MessageList, MessageSettings } from "../notifications/api.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import { createClerkMessages } from "./clerk-messages.ts";
import type { StoredTask } from "./model.ts";

const task = {
  id: "7",
  kind: "review",
  groups: ["food:reviewer"],
  title: { zh: "食品经营许可", en: "Food licence" },
  caseId: "37078326030200001",
  revision: 3,
} as unknown as StoredTask;

describe("messages for officials", () => {
  it("a task given by somebody else is told to who got it, in the post that it belongs to; one taken is not", async () => {
    const sent: { to: object; href: string; title: { zh: string } }[] = [];
    const messages = createClerkMessages({
      send: async (message) => void sent.push(message),
      notify: () => undefined,
      announce: async () => undefined,
    });
    await messages.given(task, "li", { personId: "wang", name: "王某" });
    await messages.given(task, "li", { personId: "li", name: "李某" });
    assert.equal(sent.length, 1);
    assert.deepEqual(sent[0]?.to, { official: "li", group: "food:reviewer" });
    assert.equal(sent[0].href, "/w/tasks/7");
    assert.match(sent[0].title.zh, /王某把一件任务分派给您/u);
  });

  it("due soon and overdue reach who holds the task, at its place, and nobody else; choices are each capacity's own", async (t) => {
    const host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    t.after(() => host.close());
    await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    const { no } = ok(await submit(zhang, await filledDraft(zhang)));
    await host.settle();
    let window1 = await host.signedIn("window1", { actAs: "post" });
    const round = (await taskOf(window1, no, "accept")) ?? assert.fail("no round");
    ok(await window1.post(`/tasks/${round.id}/claim`));
    const settings = ok(await window1.get<MessageSettings>("/messages/settings"));
    const quieter = { mail: { act: false, progress: false }, sms: { act: false, progress: false } };
    ok(
      await window1.put<MessageSettings>("/messages/settings", {
        choices: quieter,
        quiet: settings.quiet,
        digest: settings.digest,
      }),
    );
    assert.deepEqual(ok(await window1.get<MessageSettings>("/messages/settings")).choices, quieter);
    assert.equal(ok(await zhang.get<MessageSettings>("/messages/settings")).choices.sms.act, true);
    assert.ok(settings.serviceReason.zh.length > 0, "service cannot be off, with the reason");
    host.clock.set(Date.parse("2026-03-09T10:00:00+08:00"));
    await host.settle();
    window1 = await host.signedIn("window1", { actAs: "post" });
    const mine = ok(await window1.get<MessageList>("/messages?view=todo")).rows.find((row) =>
      /^快到期/u.test(row.title.zh),
    );
    assert.equal(mine?.href, `/w/tasks/${round.id}`);
    assert.match(mine.title.zh, /2026-03-09 17:30/u);
    const window2 = await host.signedIn("window2", { actAs: "post" });
    const others = ok(await window2.get<MessageList>("/messages")).rows;
    assert.ok(others.every((row) => !/^快到期/u.test(row.title.zh)));
    const self = await host.signedIn("window1", { actAs: "self" });
    assert.ok(ok(await self.get<MessageList>("/messages")).rows.every((row) => row.href !== mine.href));
  });
});
