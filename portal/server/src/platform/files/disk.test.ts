import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { filesContract } from "./contract.ts";
import { openDiskFiles } from "./disk.ts";

let contractRoot = "";
filesContract(
  "disk",
  async () => {
    const root = await mkdtemp(path.join(tmpdir(), "onewindow-files-"));
    contractRoot = root;
    return {
      files: await openDiskFiles(root),
      reopen: () => openDiskFiles(root),
      kept: async () =>
        (await readdir(root, { recursive: true }))
          .filter((name) => !/^(incoming|[0-9a-f]{2})$/.test(name))
          .toSorted(),
      age: (hash, putAt) =>
        utimes(path.join(root, hash.slice(0, 2), hash.slice(2)), putAt / 1000, putAt / 1000),
    };
  },
  () => rm(contractRoot, { recursive: true, force: true }),
);

describe("files on disk", () => {
  let root = "";
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), "onewindow-files-"));
    await openDiskFiles(root);
  });
  after(() => rm(root, { recursive: true, force: true }));

  it("removes at start what a crash left half-written", async () => {
    await writeFile(path.join(root, "incoming", "half"), "x");
    await openDiskFiles(root);
    assert.deepEqual(await readdir(path.join(root, "incoming")), []);
  });

  it("removes the description that a crash left when it removed the bytes", async () => {
    const files = await openDiskFiles(root);
    const { hash } = await files.putBytes(Buffer.from("<p>notice</p>"), "text/html");
    const bytes = path.join(root, hash.slice(0, 2), hash.slice(2));
    await utimes(`${bytes}.json`, 1_000, 1_000);
    await rm(bytes);
    for await (const file of (await openDiskFiles(root)).list({ putBefore: 2_000_000 }))
      assert.fail(`${file.hash} is not there`);
    assert.deepEqual(await readdir(path.dirname(bytes)), []);
  });
});
