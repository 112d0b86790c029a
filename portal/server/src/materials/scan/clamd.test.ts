import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { after, before, describe, it } from "node:test";
import { clamdPlace, createClamd } from "./clamd.ts";
import { startTestClamd, VIRUS, type TestClamd } from "./testing/test-clamd.ts";

describe("clamd", () => {
  let folder: string;
  let tcp: TestClamd;
  let local: TestClamd;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-clamd-"));
    tcp = await startTestClamd();
    local = await startTestClamd(path.join(folder, "clamd.ctl"));
  });
  after(async () => {
    await tcp.close();
    await local.close();
    await rm(folder, { recursive: true, force: true });
  });
  const scan = (place: TestClamd, bytes: Uint8Array) =>
    createClamd(place.place).scan(Readable.from(pieces(bytes)));
  function* pieces(bytes: Uint8Array): Generator<Buffer> {
    for (let at = 0; at < bytes.length; at += 50_000) yield Buffer.from(bytes.subarray(at, at + 50_000));
  }

  it("is sent the whole file, byte for byte, over TCP and over a socket of this machine", async () => {
    const bytes = Buffer.alloc(1_000_000, "0123456789");
    for (const place of [tcp, local]) {
      assert.deepEqual(await scan(place, bytes), { found: "nothing" });
      assert.deepEqual(place.seen.at(-1), bytes);
    }
    assert.deepEqual(await scan(tcp, new Uint8Array()), { found: "nothing" });
  });

  it("names what it finds", async () => {
    assert.deepEqual(await scan(tcp, Buffer.from(`%PDF-1.4 ${VIRUS}`)), {
      found: "virus",
      what: "Eicar-Test-Signature",
    });
  });

  it("that is not there, ends in the middle, is silent or complains leaves the question open, with the reason", async () => {
    for (const mood of ["complain", "hang up"] as const) {
      tcp.mood = mood;
      const finding = await scan(tcp, Buffer.alloc(3_000_000));
      assert.equal(finding.found, "unknown", mood);
    }
    tcp.mood = "silent";
    const silent = await createClamd(tcp.place, 50).scan(Readable.from([Buffer.from("x")]));
    assert.deepEqual(silent, { found: "unknown", why: "clamd is silent" });
    tcp.mood = "work";
    const nobody = await createClamd({ path: path.join(folder, "nobody.ctl") }).scan(
      Readable.from([Buffer.from("x")]),
    );
    assert.equal(nobody.found, "unknown");
  });

  it("is found where the configuration says", () => {
    assert.deepEqual(clamdPlace("tcp://127.0.0.1:3310"), { host: "127.0.0.1", port: 3310 });
    assert.deepEqual(clamdPlace("tcp://[::1]:3310"), { host: "::1", port: 3310 });
    assert.deepEqual(clamdPlace("unix:/run/clamav/clamd.ctl"), { path: "/run/clamav/clamd.ctl" });
    for (const wrong of ["", "127.0.0.1:3310", "tcp://host", "tcp://host:0", "tcp://host:70000", "unix:x"])
      assert.equal(clamdPlace(wrong), null, wrong);
  });
});
