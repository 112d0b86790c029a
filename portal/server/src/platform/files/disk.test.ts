import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { openDiskFiles } from "./disk.ts";
import { FileEmptyError, FileTooLargeError, FileTypeError } from "./errors.ts";
import type { FilesPort } from "./port.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const PDF = Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

describe("files on disk", () => {
  let root = "";
  let files: FilesPort;
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "onewindow-files-"));
    files = await openDiskFiles(root);
  });
  after(() => rm(root, { recursive: true, force: true }));
  const put = (bytes: Buffer, accept = ["application/pdf", "image/png"], maxBytes = 1000) =>
    files.put(Readable.from([bytes.subarray(0, 5), bytes.subarray(5)].filter((part) => part.length > 0)), {
      maxBytes,
      accept,
    });
  const names = async () =>
    (await readdir(root, { recursive: true })).filter((name) => !/^(incoming|[0-9a-f]{2})$/.test(name));

  it("keeps the same bytes once and gives them back, whole or in part", async () => {
    const first = await put(PDF);
    assert.deepEqual(first, {
      hash: createHash("sha256").update(PDF).digest("hex"),
      size: PDF.length,
      mediaType: "application/pdf",
    });
    const count = (await names()).length;
    assert.deepEqual(await put(PDF), first);
    assert.equal((await names()).length, count);
    assert.equal(await text(await files.open(first.hash)), PDF.toString());
    assert.equal(await text(await files.open(first.hash, { start: 0, end: 3 })), "%PDF");
  });

  it("says after a restart what it keeps", async () => {
    const { hash } = await put(PNG);
    const again = await openDiskFiles(root);
    assert.deepEqual(await again.stat(hash), { hash, size: PNG.length, mediaType: "image/png" });
    assert.equal(await again.stat("0".repeat(64)), null);
    assert.equal(await again.stat("../../etc/passwd"), null);
  });

  it("keeps the type it is told for bytes that the server itself made", async () => {
    const { hash } = await files.putBytes(Buffer.from("<p>notice</p>"), "text/html");
    assert.equal((await files.stat(hash))?.mediaType, "text/html");
  });

  for (const [what, bytes, found] of [
    ["a script page named as a picture", "<!DOCTYPE html><script>1</script>", "text/html"],
    [
      "a drawing that can carry scripts",
      '<?xml version="1.0"?>\n<!-- x --><svg xmlns="http://www.w3.org/2000/svg"/>',
      "image/svg+xml",
    ],
    ["plain text", "说明：见附件", "text/plain"],
    ["bytes of no known kind", "\u0001\u0002\u0003abc", "application/octet-stream"],
  ] as const) {
    it(`refuses ${what} and leaves nothing behind`, async () => {
      const before = await names();
      await assert.rejects(
        put(Buffer.from(bytes)),
        (error: unknown) => error instanceof FileTypeError && error.data["found"] === found,
      );
      assert.deepEqual(await names(), before);
    });
  }

  it("refuses a file over the limit while it still streams, an empty one, and one whose source breaks off", async () => {
    const before = await names();
    await assert.rejects(put(Buffer.alloc(2000, 1)), FileTooLargeError);
    await assert.rejects(put(Buffer.alloc(0)), FileEmptyError);
    const broken = Readable.from(
      (function* () {
        yield PDF;
        throw new Error("connection lost");
      })(),
    );
    await assert.rejects(
      files.put(broken, { maxBytes: 1000, accept: ["application/pdf"] }),
      /connection lost/,
    );
    assert.deepEqual(await names(), before);
  });

  it("removes at start what a crash left half-written", async () => {
    await writeFile(path.join(root, "incoming", "half"), "x");
    await openDiskFiles(root);
    assert.deepEqual(await readdir(path.join(root, "incoming")), []);
  });

  it("says that a file is not there", async () => {
    await assert.rejects(files.open("0".repeat(64)), { code: "file-not-found" });
  });
});
