import assert from "node:assert/strict";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { ok } from "../cases/testing/restaurant.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { AuditPage, VerifyLine } from "./api.ts";

describe("the audit's page", () => {
  let host: TestPlatform;
  let admin: HttpClient;
  const list = async (query = ""): Promise<AuditPage> => ok(await admin.get<AuditPage>(`/audit${query}`));
  const verified = async (): Promise<VerifyLine[]> => {
    const text = await (await admin.raw("/audit/verify")).text();
    return text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as VerifyLine);
  };

  beforeEach(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    const { audit } = await assembleAreas(host.platform);
    admin = await host.signedIn("admin", { actAs: "post" });
    await host.platform.store.transaction((tx) => {
      for (let at = 1; at <= 120; at += 1)
        audit.record(tx, {
          actor: null,
          by: "worker:test",
          action: "cases.setStatus",
          thing: { kind: "case-item", id: `c-${at}` },
          data: { from: "RECEIVED", to: "ACCEPTED", round: at },
        });
    });
  });
  afterEach(() => host.close());

  it("lists page by page, newest first, by filters of the server; looking is a row of its own", async () => {
    const first = await list("?kind=case-item");
    assert.equal(first.rows.length, 50);
    assert.equal(first.rows[0]?.thing.id, "c-120");
    assert.equal(first.rows[0]?.before, "RECEIVED");
    assert.equal(first.rows[0]?.after, "ACCEPTED");
    assert.equal(first.rows[0]?.what.zh, "改状态");
    const second = await list(`?kind=case-item&after=${encodeURIComponent(first.next ?? "")}`);
    assert.equal(second.rows[0]?.thing.id, "c-70");
    assert.deepEqual(
      (await list("?thing=c-7")).rows.map((row) => row.thing.id),
      ["c-7"],
    );
    assert.equal((await list("?from=2026-03-03")).rows.length, 0);
    const mine = await list("?who=admin&action=audit.list");
    assert.equal(mine.rows.length, 4, "my own look-ups before this one");
    assert.equal(mine.rows[0]?.who.zh, "韩管理");
    assert.ok(mine.rows.every((row) => row.intact));
  });

  it("exports what the filters leave, and says so", async () => {
    const answer = await admin.raw("/audit/export?kind=case-item");
    assert.match(answer.headers.get("content-disposition") ?? "", /attachment/);
    const lines = (await answer.text()).trim().split("\r\n");
    assert.equal(lines.length, 121);
    assert.match(lines[0] ?? "", /行号,时间,何人/);
    assert.equal((await list("?action=audit.export")).rows.length, 1);
  });

  it("walks the chain with progress to the last row, and names a row that was changed behind the server's back", async () => {
    const said = await verified();
    assert.ok(said.length >= 2);
    assert.equal(said.at(-1)?.brokenAt, null);
    assert.equal(said.at(-1)?.done, said.at(-1)?.total);
    if (host.platform.config.mongoUri !== "") return;
    const { rows } = await list("?thing=c-60");
    const seq = rows[0]?.seq ?? 0;
    const database = new DatabaseSync(path.join(host.folder, "app.db"));
    database
      .prepare("UPDATE audit SET doc = json_set(doc, '$.data', json('{}')) WHERE id = ?")
      .run(String(seq).padStart(12, "0"));
    database.close();
    const broken = (await verified()).at(-1);
    assert.equal(broken?.brokenAt, seq);
    assert.equal((await list("?thing=c-60")).rows[0]?.intact, false);
    assert.equal((await list("?thing=c-61")).rows[0]?.intact, true);
  });

  it("is closed to everybody else", async () => {
    for (const username of ["window1", "food.decide"])
      assert.equal((await (await host.signedIn(username, { actAs: "post" })).get("/audit")).status, 403);
    assert.equal((await (await host.signedIn("zhang")).get("/audit/verify")).status, 403);
  });
});
