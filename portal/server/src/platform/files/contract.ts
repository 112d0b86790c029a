/** What every adapter of the files port must keep. Called by the adapters' tests. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { FileEmptyError, FileTooLargeError, FileTypeError } from "./errors.ts";
import type { FilesPort } from "./port.ts";

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const pdf = (note: string): Buffer =>
  Buffer.from(`%PDF-1.7\n% ${note}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`);

export interface FilesUnderTest {
  files: FilesPort;
  /** The same files, opened anew as after a restart. */
  reopen(): Promise<FilesPort>;
  /** Everything that is kept, in the adapter's own words, sorted: to see that nothing stays behind. */
  kept(): Promise<string[]>;
  /** Pretends that these bytes were put for the last time at this instant (epoch ms). */
  age(hash: string, putAt: number): Promise<void>;
}

/** Registers the suite for one adapter. `open` gives an empty store, `dispose` removes what it made. */
export function filesContract(
  name: string,
  open: () => Promise<FilesUnderTest>,
  dispose: () => Promise<void>,
): void {
  describe(`files contract: ${name}`, () => {
    let at: FilesUnderTest;
    let files: FilesPort;
    before(async () => {
      at = await open();
      files = at.files;
    });
    after(dispose);
    const put = (bytes: Buffer, accept = ["application/pdf", "image/png"], maxBytes = 1000) =>
      files.put(Readable.from([bytes.subarray(0, 5), bytes.subarray(5)].filter((part) => part.length > 0)), {
        maxBytes,
        accept,
      });
    const listed = async (putBefore: number): Promise<string[]> => {
      const hashes: string[] = [];
      for await (const file of files.list({ putBefore })) hashes.push(file.hash);
      return hashes;
    };
    const ever = Date.parse("2100-01-01T00:00:00Z");
    const long = Date.parse("2020-01-01T00:00:00Z");

    it("keeps the same bytes once and gives them back, whole or in part", async () => {
      const bytes = pdf("once");
      const first = await put(bytes);
      assert.deepEqual(first, {
        hash: createHash("sha256").update(bytes).digest("hex"),
        size: bytes.length,
        mediaType: "application/pdf",
      });
      const count = (await at.kept()).length;
      assert.deepEqual(await put(bytes), first);
      assert.equal((await at.kept()).length, count);
      assert.equal(await text(await files.open(first.hash)), bytes.toString());
      assert.equal(await text(await files.open(first.hash, { start: 0, end: 3 })), "%PDF");
      assert.equal(
        await text(await files.open(first.hash, { start: 3, end: bytes.length - 1 })),
        bytes.toString().slice(3),
      );
    });

    it("keeps the same bytes once when several put them at the same time", async () => {
      const bytes = pdf("together");
      const answers = await Promise.all(Array.from({ length: 5 }, () => put(bytes)));
      assert.equal(new Set(answers.map(({ hash }) => hash)).size, 1);
      assert.equal(await text(await files.open(answers[0]!.hash)), bytes.toString());
      assert.equal((await listed(ever)).filter((hash) => hash === answers[0]!.hash).length, 1);
    });

    it("says after a restart what it keeps", async () => {
      const { hash } = await put(PNG);
      const again = await at.reopen();
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
        const before = await at.kept();
        await assert.rejects(
          put(Buffer.from(bytes)),
          (error: unknown) => error instanceof FileTypeError && error.data["found"] === found,
        );
        assert.deepEqual(await at.kept(), before);
      });
    }

    it("refuses a file over the limit while it still streams, an empty one, and one whose source breaks off", async () => {
      const before = await at.kept();
      await assert.rejects(put(Buffer.alloc(2000, 1)), FileTooLargeError);
      await assert.rejects(put(Buffer.alloc(0)), FileEmptyError);
      const broken = Readable.from(
        (function* () {
          yield pdf("broken");
          throw new Error("connection lost");
        })(),
      );
      await assert.rejects(
        files.put(broken, { maxBytes: 1000, accept: ["application/pdf"] }),
        /connection lost/,
      );
      assert.deepEqual(await at.kept(), before);
    });

    it("says that a file is not there", async () => {
      await assert.rejects(files.open("0".repeat(64)), { code: "file-not-found" });
    });

    it("lists what was put before an instant, and putting it again counts", async () => {
      const old = await put(pdf("old"));
      const fresh = await put(pdf("fresh"));
      await at.age(old.hash, long);
      assert.deepEqual(await listed(long), []);
      assert.deepEqual(await listed(long + 1000), [old.hash]);
      const all = await listed(ever);
      assert.ok(all.includes(old.hash) && all.includes(fresh.hash));
      assert.equal(new Set(all).size, all.length);
      await put(pdf("old"));
      assert.deepEqual(await listed(long + 1000), []);
    });

    it("removes bytes, knows them no more, also after a restart, and takes them again", async () => {
      const before = await at.kept();
      const bytes = pdf("removed");
      const { hash } = await put(bytes);
      assert.equal(await files.remove(hash, { putBefore: ever }), true);
      assert.deepEqual(await at.kept(), before);
      assert.equal(await files.stat(hash), null);
      await assert.rejects(files.open(hash), { code: "file-not-found" });
      assert.equal(await (await at.reopen()).stat(hash), null);
      assert.equal(await files.remove(hash, { putBefore: ever }), false);
      assert.equal(await files.remove("../../etc/passwd", { putBefore: ever }), false);
      await put(bytes);
      assert.equal(await text(await files.open(hash)), bytes.toString());
    });

    it("does not remove what was put, or put again, since", async () => {
      const { hash } = await put(pdf("again"));
      await at.age(hash, long);
      await put(pdf("again"));
      assert.equal(await files.remove(hash, { putBefore: long + 1000 }), false);
      await at.age(hash, long);
      await files.putBytes(pdf("again"), "application/pdf");
      assert.equal(await files.remove(hash, { putBefore: long + 1000 }), false);
      assert.equal(await text(await files.open(hash)), pdf("again").toString());
    });

    it("keeps the bytes of whoever puts them while they are being removed", async () => {
      for (let round = 0; round < 20; round += 1) {
        const { hash } = await put(pdf("race"));
        await at.age(hash, long);
        await Promise.all([put(pdf("race")), files.remove(hash, { putBefore: long + 1000 })]);
        assert.equal(await text(await files.open(hash)), pdf("race").toString());
      }
    });
  });
}
