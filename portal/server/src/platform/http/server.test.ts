import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import type { Problem } from "../api.ts";
import { createTestPlatform, type TestPlatform } from "../testing/create-test-platform.ts";
import { stillEngine } from "../testing/still-engine.ts";
import type { HttpClient } from "../testing/http-client.ts";
import { fullPath } from "./openapi.ts";
import type { Actor } from "./route.ts";

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  operationId: string;
  parameters?: { in: string; name: string; required: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, unknown> }>;
}

const reviewer: Actor = {
  personId: "p1",
  name: "审查员",
  capacityId: "post-1",
  capacityKind: "post",
  enterpriseId: null,
  department: "fire-brigade",
  departments: ["fire-brigade"],
  groups: ["fire-brigade:reviewer"],
  language: "zh",
  sessionId: "s1",
};

describe("http", () => {
  let test: TestPlatform;
  let guest: HttpClient;
  let clerk: HttpClient;
  before(async () => {
    test = await createTestPlatform({ engine: stillEngine });
    const { platform } = test;
    platform.useAccess({
      actorOf: async (req) => (req.headers.cookie === "who=clerk" ? reviewer : null),
      csrfHolds: (req) => req.get("x-csrf-token") === "token",
      may: (_actor, action) => action === "read",
    });
    const thing = z.object({ id: z.string(), version: z.number(), area: z.number() });
    const address = z.object({ id: z.string() });
    platform.route({
      method: "get",
      path: "/things/:id",
      summary: "A thing",
      tag: "things",
      access: "public",
      params: address,
      query: z.object({ limit: z.coerce.number().max(10).default(5) }),
      response: thing,
      handler: ({ params }) =>
        Object.assign({ id: params.id, version: 7, area: 3 }, { secret: "not declared" }),
    });
    platform.route({
      method: "put",
      path: "/things/:id",
      summary: "Change",
      tag: "things",
      access: ["read", "thing"],
      params: address,
      versioned: true,
      body: z.object({ premises: z.object({ area: z.number().positive() }) }),
      response: z.object({ was: z.number().optional() }),
      handler: ({ ifMatch }) => ({ was: ifMatch }),
    });
    platform.route({
      method: "post",
      path: "/things",
      summary: "Forbidden",
      tag: "things",
      access: ["decide", "thing"],
      handler: () => undefined,
    });
    platform.route({
      method: "post",
      path: "/things/:id/file",
      summary: "Upload",
      tag: "things",
      access: "signed-in",
      params: address,
      upload: true,
      idempotent: "required",
      handler: () => undefined,
    });
    platform.route({
      method: "get",
      path: "/broken",
      summary: "Broken",
      tag: "things",
      access: "public",
      handler: () => {
        throw new Error("password=hunter2");
      },
    });
    guest = await test.client();
    clerk = await test.client();
    clerk.cookies.set("who", "clerk");
    clerk.csrfToken = "token";
  });
  after(() => test.close());

  it("answers what the schema names, with the version as ETag, and nothing else", async () => {
    const answer = await guest.get("/things/a");
    assert.deepEqual(answer.body, { id: "a", version: 7, area: 3 });
    assert.equal(answer.etag, '"7"');
    assert.equal(answer.headers.get("cache-control"), "no-store");
    assert.match(answer.headers.get("x-request-id") ?? "", /^[0-9a-z]{26}$/);
    assert.match(answer.headers.get("content-security-policy") ?? "", /script-src 'self';/);
  });

  it("names wrong fields by pointer, in the caller's language", async () => {
    const zh = await clerk.put<Problem>("/things/a", { premises: { area: -1 } }, { ifMatch: 1 });
    assert.equal(zh.status, 422);
    assert.match(zh.headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.deepEqual([zh.body.code, zh.body.errors?.[0]?.pointer], ["invalid", "/premises/area"]);
    assert.match(zh.body.errors?.[0]?.detail ?? "", /数值过小/);
    const en = await clerk.put<Problem>(
      "/things/a",
      { premises: {} },
      { ifMatch: 1, headers: { "Accept-Language": "en-GB,zh;q=0.5" } },
    );
    assert.match(en.body.detail, /input/);
    const query = await guest.get<Problem>("/things/a?limit=99");
    assert.deepEqual([query.status, query.body.errors?.[0]?.pointer], [422, "/query/limit"]);
  });

  it("asks for a session, for the token, for the right, and for the version, in that order", async () => {
    const put = (client: HttpClient, options = {}) =>
      client.put<Problem>("/things/a", { premises: { area: 1 } }, options);
    assert.deepEqual([(await put(guest)).status, (await put(guest)).body.code], [401, "not-signed-in"]);
    assert.equal((await put(clerk, { headers: { "X-CSRF-Token": "other" } })).body.code, "csrf");
    const refused = await clerk.post<Problem>("/things");
    assert.deepEqual([refused.status, refused.body.code], [403, "forbidden"]);
    assert.match(refused.body.detail, /decide thing/);
    assert.equal((await put(clerk)).status, 428);
    assert.equal((await put(clerk, { headers: { "If-Match": "abc" } })).status, 400);
    assert.deepEqual((await put(clerk, { ifMatch: 4 })).body, { was: 4 });
  });

  it("refuses a write that a page of another site sends", async () => {
    const answer = await clerk.put<Problem>("/things/a", {}, { headers: { Origin: "https://evil.example" } });
    assert.equal(answer.body.code, "origin");
  });

  it("refuses bodies that are no JSON or too large", async () => {
    const send = (body: string, type = "application/json") =>
      clerk.raw("/things/a", { method: "PUT", body, headers: { "Content-Type": type, "If-Match": "1" } });
    assert.equal((await send("{")).status, 400);
    assert.equal((await send("a=1", "application/x-www-form-urlencoded")).status, 415);
    assert.equal((await send(JSON.stringify({ x: "x".repeat(3_000_000) }))).status, 413);
  });

  it("hides its own faults from the caller and logs them under the request's number", async () => {
    const answer = await guest.get<Problem>("/broken");
    assert.equal(answer.status, 500);
    assert.doesNotMatch(JSON.stringify(answer.body), /hunter2/);
    const line = test.logged.find(
      (entry) => entry["requestId"] === answer.body.requestId && entry["level"] === "error",
    );
    assert.ok(line);
  });

  it("logs one line per request with the route's pattern, never its values", async () => {
    await guest.get("/things/370783199001010002?limit=5");
    const lines = test.logged.filter((entry) => entry["msg"] === "request");
    assert.ok(lines.some((entry) => entry["route"] === "/api/v1/things/:id" && entry["status"] === 200));
    assert.doesNotMatch(JSON.stringify(test.logged), /370783199001010002/);
  });

  it("publishes OpenAPI 3.1 of every route: parameters, bodies, media types, one schema of problems", async () => {
    const { body } = await guest.get<OpenApi>("/openapi.json");
    assert.equal(body.openapi, "3.1.0");
    const declared = test.http.routes.map(
      (route) => `${route.method} ${fullPath(route.path).replace(/:(\w+)/g, "{$1}")}`,
    );
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
    );
    const own = ["get /healthz", "get /readyz", "get /api/v1/openapi.json", "get /api/v1/docs"];
    assert.deepEqual(operations.map(({ name }) => name).sort(), [...declared, ...own].sort());
    const ids = operations.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
    for (const { name, path, operation } of operations) {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === "path").map((one) => one.name);
      assert.deepEqual(
        inPath,
        [...path.matchAll(/{(\w+)}/g)].map((match) => match[1]),
        name,
      );
      const { default: problems, ...good } = operation.responses;
      assert.deepEqual(problems?.content?.["application/problem+json"], {
        schema: { $ref: "#/components/schemas/Problem" },
      });
      assert.deepEqual(Object.keys(good).slice(1), path === "/readyz" ? ["503"] : [], name);
    }
    const put = body.paths["/api/v1/things/{id}"]?.["put"];
    const headers = put?.parameters?.filter((one) => one.in === "header").map((one) => one.name);
    assert.deepEqual(headers, ["If-Match", "X-CSRF-Token"]);
    assert.ok(body.paths["/api/v1/events"]?.["get"]?.responses["200"]?.content?.["text/event-stream"]);
    const upload = body.paths["/api/v1/things/{id}/file"]?.["post"];
    assert.ok(upload?.requestBody?.content["multipart/form-data"]);
    assert.deepEqual(
      upload?.parameters?.filter((one) => one.in === "header").map((one) => [one.name, one.required]),
      [
        ["Idempotency-Key", true],
        ["X-CSRF-Token", true],
      ],
    );
  });

  it("says that it lives and that it is ready", async () => {
    assert.deepEqual((await guest.get("//healthz")).body, { status: "ok" });
    assert.equal((await guest.get("//readyz")).status, 200);
  });

  it("gives its figures to this machine, not through a proxy, and to whoever carries the token", async () => {
    const own = await guest.raw("//metrics");
    const text = await own.text();
    assert.match(own.headers.get("content-type") ?? "", /^text\/plain/);
    assert.match(
      text,
      /onewindow_http_request_duration_seconds_count\{method="GET",route="\/healthz",status="200"\} \d/,
    );
    assert.match(text, /onewindow_process_resident_memory_bytes \d/);
    assert.equal((await guest.raw("//metrics", { headers: { "x-forwarded-for": "10.0.0.1" } })).status, 404);
    test.platform.metrics.gauge("onewindow_silent", "Does not answer", () =>
      Promise.reject(new Error("away")),
    );
    const without = await (await guest.raw("//metrics")).text();
    assert.match(without, /^onewindow_silent NaN$/m);
    assert.doesNotMatch(without, / Nan$/m);
    const locked = await createTestPlatform({ settings: { metricsToken: "3f1c" } });
    try {
      const other = await locked.client();
      const ask = (token: string) =>
        other.raw("//metrics", { headers: { authorization: `Bearer ${token}` } });
      assert.deepEqual(
        [(await other.raw("//metrics")).status, (await ask("3f1d")).status, (await ask("3f1c")).status],
        [404, 404, 200],
      );
    } finally {
      await locked.close();
    }
  });

  it("answers unknown addresses of the API with a problem", async () => {
    const answer = await guest.get<Problem>("/nowhere");
    assert.deepEqual([answer.status, answer.body.code], [404, "not-found"]);
    assert.equal((await guest.raw("//%E0%A4%A")).status, 404);
    assert.equal((await guest.raw("//../../package.json")).status, 404);
  });

  it("moves the virtual clock forward only, and tells when all is idle", async () => {
    let waited = 0;
    test.platform.onIdle(async () => void (waited += 1));
    const moved = await guest.post("//test/clock", { to: "2026-03-03T09:00:00+08:00" });
    assert.deepEqual(moved.body, { now: "2026-03-03T09:00:00.000+08:00" });
    assert.ok(waited > 0);
    assert.equal((await guest.post("//test/clock", { addMs: 1000 })).status, 200);
    assert.equal((await guest.post<Problem>("//test/clock", { to: 0 })).status, 422);
  });

  it("pushes hints to whom they concern and resumes a broken line", async () => {
    const { events } = test.platform;
    const response = await clerk.raw("/events", { headers: { Accept: "text/event-stream" } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader);
    let seen = "";
    const until = async (pattern: RegExp): Promise<string> => {
      while (!pattern.test(seen)) {
        const { value, done } = await reader.read();
        if (done) break;
        seen += value;
      }
      return seen;
    };
    await until(/retry: 2000/);
    events.publish({
      to: [{ group: "other:reviewer" }, { personId: "p2" }],
      event: { kind: "task", id: "hidden" },
    });
    events.publish({ to: [{ group: "fire-brigade:reviewer" }], event: { kind: "task", id: "one" } });
    await until(/"one"/);
    assert.doesNotMatch(seen, /hidden/);
    const last = [...seen.matchAll(/^id: (.*)$/gm)].at(-1)?.[1] ?? "";
    await reader.cancel();

    events.publish({ to: [{ personId: "p1" }], event: { kind: "task", id: "missed" } });
    const again = await clerk.raw("/events", { headers: { "Last-Event-ID": last } });
    const second = again.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (second && !/missed/.test(text)) text += (await second.read()).value ?? "";
    assert.doesNotMatch(text, /"one"|resync/);
    await second?.cancel();

    const stale = await clerk.raw("/events", { headers: { "Last-Event-ID": "earlier-run-4" } });
    const third = stale.body?.pipeThrough(new TextDecoderStream()).getReader();
    let restart = "";
    while (third && !/resync/.test(restart)) restart += (await third.read()).value ?? "";
    await third?.cancel();
  });
});

describe("repeated requests", () => {
  it("get the first answer, also while it is still being made; other requests with the key are refused", async () => {
    const test = await createTestPlatform({ engine: stillEngine });
    const { idempotent } = test.platform;
    let runs = 0;
    const run = async () => ({ no: (runs += 1) });
    const [first, second] = await Promise.all([
      idempotent("k", reviewer, run, { a: 1 }),
      idempotent("k", reviewer, run, { a: 1 }),
    ]);
    assert.deepEqual(
      [first, second, await idempotent("k", reviewer, run, { a: 1 })],
      [{ no: 1 }, { no: 1 }, { no: 1 }],
    );
    await assert.rejects(idempotent("k", reviewer, run, { a: 2 }), { code: "idempotency-key-reused" });
    assert.deepEqual(await idempotent("k", { ...reviewer, personId: "p2" }, run, { a: 1 }), { no: 2 });
    await assert.rejects(
      idempotent("bad", reviewer, () => Promise.reject(new Error("no"))),
      /no/,
    );
    assert.deepEqual(await idempotent("bad", reviewer, run), { no: 3 });
    await test.close();
  });
});
