import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Incident } from "@onewindow/engine";
import { auditRows } from "../audit/index.ts";
import { createTestCounty, type TestCounty } from "../documents/testing/test-county.ts";
import type { Health } from "./api.ts";
import { createHealthArea } from "./index.ts";

const incident = (key: string, more: Partial<Incident> = {}): Incident => ({
  key,
  errorType: "JOB_NO_RETRIES",
  errorMessage: "The document still lacks: reasons",
  processInstanceKey: "1",
  bpmnProcessId: "standard-item",
  elementId: "render_refusal",
  elementInstanceKey: `e${key}`,
  jobKey: `j${key}`,
  variableScopeKey: "1",
  creationTimestamp: Date.parse("2026-03-02T10:00:00+08:00"),
  ...more,
});

describe("health", () => {
  let county: TestCounty;
  before(async () => {
    county = await createTestCounty({
      also: ({ platform, audit, documents }) => {
        createHealthArea({
          platform,
          audit,
          documents,
          catalogue: {
            contentStatus: async () => [
              {
                id: "catering-shop",
                name: { zh: "开办餐饮店", en: "Open a restaurant" },
                version: "1.0.0",
                hash: "abc",
                deployedAt: 0,
                warnings: [{ file: "forms/x.json", message: { zh: "没人读", en: "nobody reads it" } }],
              },
            ],
          },
        });
      },
    });
  });
  after(() => county.close());
  const look = async (): Promise<Health> =>
    (await (await county.signedIn("admin")).get<Health>("/health")).body;

  it("is for administrators only", async () => {
    for (const other of ["zhang", "window1", "food.decide"])
      assert.equal((await (await county.signedIn(other)).get("/health")).status, 403, other);
  });

  it("shows every part in words, and warnings of the content", async () => {
    const { parts, content, problems } = await look();
    assert.deepEqual(
      parts.map(({ id, ok }) => [id, ok]),
      [
        ["engine", true],
        ["store", true],
        ["files", true],
        ["disk", true],
        ["browser", true],
      ],
    );
    assert.equal(content[0]?.warnings.length, 1);
    assert.deepEqual(
      problems.map(({ id }) => id),
      ["content:catering-shop"],
    );
  });

  it("puts what is stuck first, grouped by cause, with the cases that feel it", async () => {
    county.desk.incidents.push(
      incident("1"),
      incident("2"),
      incident("3", { elementId: "issue", jobKey: null, errorType: "IO_MAPPING_ERROR" }),
    );
    const { problems, incidents } = await look();
    assert.equal(incidents.length, 3);
    assert.equal(incidents[0]?.caseNo, "37078326030200017");
    assert.equal(problems.length, 3);
    assert.match(
      problems[0]?.what.en ?? "",
      /standard-item is stuck at “render_refusal”: The document still lacks/,
    );
    assert.match(problems[0]?.affected.zh ?? "", /1 个办件：37078326030200017/);
    assert.equal(problems[0]?.since, "2026-03-02T10:00:00+08:00");
  });

  it("gives a stuck job its retries back and resolves the incident, once, with a row", async () => {
    const admin = await county.signedIn("admin");
    const answer = await admin.post<{ resolved: boolean }>("/health/incidents/1/retry", {});
    assert.deepEqual(answer.body.resolved, true);
    await admin.post("/health/incidents/3/retry", {});
    assert.deepEqual(county.desk.calls, ["retries j1 3", "resolve 1", "resolve 3"]);
    assert.equal((await admin.post("/health/incidents/1/retry", {})).status, 404);
    assert.equal(
      (await (await county.signedIn("window1")).post("/health/incidents/2/retry", {})).status,
      403,
    );
    const rows = await county.platform.store.collection(auditRows).find({ limit: 1000 });
    assert.equal(rows.rows.filter(({ action }) => action === "health.retry").length, 2);
  });

  it("works with the engine down, and says so first", async () => {
    const { query } = county.platform.engine;
    Object.assign(county.platform.engine, {
      query: {
        incidents: () => {
          throw new Error("down");
        },
      },
    });
    const { parts, problems, incidents } = await look();
    Object.assign(county.platform.engine, { query });
    assert.equal(parts.find(({ id }) => id === "engine")?.ok, false);
    assert.equal(problems[0]?.id, "part:engine");
    assert.deepEqual(incidents, []);
  });
});
