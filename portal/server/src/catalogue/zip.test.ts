import assert from "node:assert/strict";
import { test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { zip } from "./zip.ts";

const entries = [
  { name: "b/二.txt", bytes: Buffer.from("第二个".repeat(100)) },
  { name: "a.txt", bytes: Buffer.from("one") },
];

test("a ZIP file can be read back by its directory", () => {
  const bytes = zip(entries);
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  assert.equal(bytes.readUInt16LE(end + 10), 2);
  let at = bytes.readUInt32LE(end + 16);
  const found: Record<string, string> = {};
  for (let n = 0; n < 2; n += 1) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50);
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    assert.equal(bytes.readUInt32LE(local), 0x04034b50);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    found[name] = inflateRawSync(bytes.subarray(start, start + packed)).toString("utf8");
    at += 46 + nameLength;
  }
  assert.deepEqual(found, { "a.txt": "one", "b/二.txt": "第二个".repeat(100) });
});

test("the same files give the same bytes, in whatever order they come", () => {
  assert.deepEqual(zip(entries), zip(entries.toReversed()));
});
