import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { processModel } from "@onewindow/engine/testing";
import { assembleAreas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { persons, posts } from "../identity/index.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { IncidentDetail, IncidentGroups, RepairChange, RetryResults } from "./api.ts";

const stuck = processModel("stuck-test", { name: "Fee of a permit" })
  .startEvent("start")
  .exclusiveGateway("big")
  .condition("=amount > 100")
  .userTask("collect", { name: "Collect the fee" })
  .endEvent("collected")
  .moveTo("big")
  .condition("=amount <= 100")
  .endEvent("free")
  .toXml();

interface Refused {
  code: string;
}

describe("incident repair", () => {
  let host: TestPlatform;
  let admin: HttpClient;
  let second: HttpClient;
  before(async () => {
    host = await createTestPlatform();
    const { platform } = host;
    await assembleAreas(platform);
    admin = await host.signedIn("admin");
    // another administrator: the post of the system's office, given to the second window clerk
    const other = await platform.store.collection(persons).first({ filter: { eq: ["username", "window2"] } });
    assert.ok(other);
    const held = await platform.store.collection(posts).first({ filter: { eq: ["personId", other.id] } });
    assert.ok(held);
    await platform.store.transaction((tx) =>
      tx.update(posts, {
        ...held,
        department: "county",
        role: "admin",
        roles: ["admin"],
        groups: ["county:admin"],
      }),
    );
    second = await host.signedIn("window2");
    await platform.engine.deploy([{ name: "stuck-test.bpmn", content: stuck }]);
    for (const no of ["1", "2", "3"])
      await platform.engine.createInstance(
        { bpmnProcessId: "stuck-test" },
        { caseId: `3707832603020000${no}`, amount: "many" },
      );
    await host.settle();
  });
  after(() => host.close());

  const look = async (): Promise<IncidentGroups> => (await admin.get<IncidentGroups>("/incidents")).body;
  const keyAt = async (index: number): Promise<string> => {
    const key = (await look()).groups[0]?.incidents[index]?.key;
    assert.ok(key);
    return key;
  };

  it("groups by cause: three cases, one cause, in plain words with the step's name", async () => {
    const { total, groups } = await look();
    assert.deepEqual([total, groups.length, groups[0]?.incidents.length], [3, 1, 3]);
    assert.deepEqual([groups[0]?.processName, groups[0]?.elementName], ["Fee of a permit", "big"]);
    assert.match(groups[0]?.plain.en ?? "", /missing or of the wrong kind/);
  });

  it("shows a stuck place's variables, what the applicant notices, and steps for its token, with an audit row", async () => {
    const key = await keyAt(0);
    const { body } = await admin.get<IncidentDetail>(`/incidents/${key}`);
    assert.equal(body.variables.find(({ name }) => name === "amount")?.value, '"many"');
    assert.match(body.effect.zh, /申请人看不到进展/);
    assert.deepEqual(body.targets.map(({ id }) => id).toSorted(), ["collect", "collected", "free"]);
    const { rows } = await host.platform.store.collection(auditRows).find({ limit: 1000 });
    assert.equal(rows.filter(({ action }) => action === "repair.read").length, 1);
  });

  it("retries all with a result for each case, and never says done while the cause is there", async () => {
    const keys = (await look()).groups[0]?.incidents.map(({ key }) => key) ?? [];
    const { body } = await admin.post<RetryResults>("/incidents/retry", { keys: [...keys, "gone"] });
    assert.deepEqual(
      body.results.map(({ resolved }) => resolved),
      [false, false, false, false],
    );
    assert.equal(body.results[0]?.caseNo, "37078326030200001");
    assert.equal((await look()).total, 3);
  });

  it("changes a value only when a second person confirms, then tries again", async () => {
    const key = await keyAt(0);
    const path = `/incidents/${key}/changes`;
    const change = { kind: "value", name: "amount", value: "200", reason: "Typed in words." };
    assert.equal((await admin.post(path, { ...change, value: "many" })).status, 422, "no JSON");
    assert.equal((await admin.post(path, { ...change, value: '"many"' })).status, 422, "no change");
    assert.equal((await admin.post(path, { ...change, name: "none" })).status, 422);
    const proposed = await admin.post<RepairChange>(path, change);
    assert.equal(proposed.status, 201);
    assert.deepEqual(
      [proposed.body.before, proposed.body.after, proposed.body.mayConfirm],
      ['"many"', "200", false],
    );
    assert.equal((await admin.post(path, change)).status, 409, "one at a time");
    const { id } = proposed.body;
    const own = await admin.post<Refused>(`/incident-changes/${id}/confirm`, {});
    assert.deepEqual([own.status, own.body.code], [403, "second-person"]);
    assert.equal((await look()).total, 3, "nothing has changed");
    const done = await second.post<RepairChange>(`/incident-changes/${id}/confirm`, {});
    assert.deepEqual([done.status, done.body.state], [200, "applied"]);
    assert.match(done.body.result?.en ?? "", /resolved/);
    assert.equal((await look()).total, 2);
    const tasks = host.platform.engine.query.userTasks();
    assert.ok(tasks.some(({ elementId }) => elementId === "collect"));
    assert.equal((await second.post(`/incident-changes/${id}/confirm`, {})).status, 409, "once");
  });

  it("moves a token to another step of the process, and not to one that is none", async () => {
    const key = await keyAt(0);
    const path = `/incidents/${key}/changes`;
    assert.equal((await admin.post(path, { kind: "move", to: "start", reason: "x" })).status, 422);
    const { body } = await admin.post<RepairChange>(path, {
      kind: "move",
      to: "free",
      reason: "No fee here.",
    });
    const done = await second.post<RepairChange>(`/incident-changes/${body.id}/confirm`, {});
    assert.deepEqual([done.body.state, done.body.result?.en], ["applied", "Moved to the new step"]);
    assert.equal((await look()).total, 1);
  });

  it("lets a change be declined, and refuses one whose value has changed meanwhile", async () => {
    const key = await keyAt(0);
    const path = `/incidents/${key}/changes`;
    const change = { kind: "value", name: "amount", value: "50", reason: "x" };
    const first = (await admin.post<RepairChange>(path, change)).body;
    const declined = await second.post<RepairChange>(`/incident-changes/${first.id}/decline`, {});
    assert.equal(declined.body.state, "declined");
    const again = (await admin.post<RepairChange>(path, change)).body;
    const incident = host.platform.engine.query.incidents().find((one) => one.key === key);
    assert.ok(incident);
    await host.platform.engine.setVariables(incident.processInstanceKey, { amount: "other" });
    const late = await second.post<Refused>(`/incident-changes/${again.id}/confirm`, {});
    assert.deepEqual([late.status, late.body.code], [409, "overtaken"]);
  });

  it("is for administrators, and each act stands in the audit", async () => {
    for (const other of ["zhang", "window1", "food.decide"])
      assert.equal((await (await host.signedIn(other)).get("/incidents")).status, 403, other);
    const { rows } = await host.platform.store.collection(auditRows).find({ limit: 1000 });
    const count = (action: string): number => rows.filter((row) => row.action === action).length;
    assert.deepEqual(
      ["repair.propose", "repair.confirm", "repair.result", "repair.decline"].map(count),
      [4, 2, 2, 1],
    );
  });
});
