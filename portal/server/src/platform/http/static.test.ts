import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import type { Problem } from "../api.ts";
import { createTestPlatform, type TestPlatform } from "../testing/create-test-platform.ts";
import type { HttpClient } from "../testing/http-client.ts";
import { stillEngine } from "../testing/still-engine.ts";

const SCRIPT = "export const words = 'one window';\n".repeat(200);

/** fetch unpacks what it gets; this sees the bytes as sent. */
async function bytes(
  url: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("web app", () => {
  let folder = "";
  let test: TestPlatform;
  let client: HttpClient;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-web-"));
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "index.html"), "<!doctype html><title>一窗</title>");
    await writeFile(path.join(folder, "assets", "app-1a2b.js"), SCRIPT);
    // a sibling whose name starts alike
    await mkdir(`${folder}-x`);
    await writeFile(path.join(`${folder}-x`, "secret.txt"), "outside");
    test = await createTestPlatform({ engine: stillEngine, webFolder: folder });
    client = await test.client();
  });
  after(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
    await rm(`${folder}-x`, { recursive: true, force: true });
  });

  it("gives the page for every address of the app, in both languages, always fresh", async () => {
    for (const address of ["//", "//en", "//w/inbox", "//en/cases/37078326030200017"]) {
      const answer = await client.get<string>(address);
      assert.match(answer.body, /<title>一窗/);
      assert.equal(answer.headers.get("cache-control"), "no-cache");
    }
  });

  it("gives hashed assets for ever, packed as the browser likes", async () => {
    const url = `${client.base}/assets/app-1a2b.js`;
    const br = await bytes(url, { "accept-encoding": "gzip, deflate, br" });
    assert.equal(br.headers["content-encoding"], "br");
    assert.equal(brotliDecompressSync(br.body).toString(), SCRIPT);
    assert.match(String(br.headers["cache-control"]), /immutable/);
    const gz = await bytes(url, { "accept-encoding": "gzip" });
    assert.equal(gunzipSync(gz.body).toString(), SCRIPT);
    const plain = await bytes(url, {});
    assert.equal(plain.body.toString(), SCRIPT);
    const again = await bytes(url, { "if-none-match": String(plain.headers["etag"]) });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
  });

  it("answers a missing file and a way out of the folder with 404", async () => {
    assert.equal((await client.get<Problem>("//assets/gone.js")).body.code, "not-found");
    const outside = `${path.basename(folder)}-x`;
    assert.equal((await bytes(`${client.base}/..%2F${outside}%2Fsecret.txt`, {})).status, 404);
    assert.equal((await bytes(`${client.base}/%2e%2e/${outside}/secret.txt`, {})).status, 404);
    assert.equal((await bytes(`${client.base}/a%00.js`, {})).status, 404);
  });

  it("says how to build the pages when there are none", async () => {
    const bare = await createTestPlatform({ engine: stillEngine, webFolder: path.join(folder, "none") });
    const answer = await (await bare.client({ language: "en" })).get<Problem>("//");
    assert.deepEqual([answer.status, answer.body.code], [503, "web-missing"]);
    assert.match(answer.body.detail, /npm start/);
    await bare.close();
  });
});
