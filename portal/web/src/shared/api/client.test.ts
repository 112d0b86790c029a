import assert from "node:assert/strict";
import { test } from "node:test";
import { apiUrl, createApiClient } from "./client.ts";
import type { ClientContext, Fetch } from "./client.ts";
import { ApiError, OfflineError, isConflict } from "./errors.ts";

function clientWith(fetch: Fetch, extra: Partial<ClientContext> = {}) {
  return createApiClient({
    fetch,
    language: () => "zh-CN",
    csrfToken: () => "token",
    onSignedOut: () => undefined,
    wait: () => Promise.resolve(),
    ...extra,
  });
}
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/problem+json" } });

test("a write carries CSRF token, version and idempotency key; a read does not carry the token", async () => {
  const seen: RequestInit[] = [];
  const client = clientWith((_, init) => {
    seen.push(init);
    return Promise.resolve(json(200, { ok: true }));
  });
  await client.put("/drafts/1/parts/food", { data: {} }, { version: 7, idempotencyKey: "k" });
  await client.get("/home");
  const write = seen[0]!.headers as Record<string, string>;
  assert.equal(write["If-Match"], '"7"');
  assert.equal(write["X-CSRF-Token"], "token");
  assert.equal(write["Idempotency-Key"], "k");
  assert.equal((seen[1]!.headers as Record<string, string>)["X-CSRF-Token"], undefined);
});

test("a read that does not reach the server is tried three times, a write once", async () => {
  let calls = 0;
  const client = clientWith(() => {
    calls += 1;
    return Promise.reject(new TypeError("failed"));
  });
  await assert.rejects(client.get("/home"), OfflineError);
  assert.equal(calls, 3);
  await assert.rejects(client.post("/drafts", {}), OfflineError);
  assert.equal(calls, 4);
});

test("a refusal becomes an ApiError with its code, also when the server sent no problem document", async () => {
  const conflict = clientWith(() =>
    Promise.resolve(json(409, { code: "conflict", title: "t", detail: "d" })),
  );
  await assert.rejects(conflict.post("/x"), (error: unknown) => isConflict(error) && error.message === "d");
  const bare = clientWith(() => Promise.resolve(new Response("no", { status: 502 })));
  await assert.rejects(
    bare.get("/x"),
    (error: unknown) => error instanceof ApiError && error.code === "http-502",
  );
});

test("an ended session is told once per answer", async () => {
  let told = 0;
  const client = clientWith(() => Promise.resolve(json(401, { code: "signed-out" })), {
    onSignedOut: () => (told += 1),
  });
  await assert.rejects(client.get("/cases"), ApiError);
  assert.equal(told, 1);
});

test("empty query values are left out of an address", () => {
  assert.equal(
    apiUrl("/services", { q: "饭店", for: "", topic: null }),
    "/api/v1/services?q=%E9%A5%AD%E5%BA%97",
  );
});
