import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { auditRows } from "../audit/index.ts";
import { createTestCounty, type TestCounty } from "../documents/testing/test-county.ts";
import { materialRecords } from "../materials/model.ts";
import { messages } from "../notifications/model.ts";
import { createUpkeepArea, type Upkeep } from "./index.ts";

const pdf = (note: string): Uint8Array => Buffer.from(`%PDF-1.7\n% ${note}\n1 0 obj<<>>endobj\n%%EOF\n`);

describe("upkeep", () => {
  let county: TestCounty;
  let upkeep: Upkeep;
  const drafts = new Set(["kept"]);
  before(async () => {
    county = await createTestCounty({
      also: ({ platform, audit, materials, documents }) => {
        upkeep = createUpkeepArea({
          platform,
          audit,
          materials,
          holders: [materials.holdsFiles, documents.holdsFiles],
        });
      },
    });
    county.materials.registerOwner({
      draft: async () => assert.fail("nobody asks for a draft"),
      existing: async (ids) => new Set(ids.filter((id) => drafts.has(id))),
      mayRead: async () => false,
    });
  });
  after(() => county.close());

  const put = (note: string) => county.platform.files.putBytes(pdf(note), "application/pdf");
  const upload = async (owner: string, materialId: string, note: string): Promise<string> => {
    const { hash, size, mediaType } = await put(note);
    await county.platform.store.transaction((tx) =>
      tx.insert(materialRecords, {
        id: `${owner}/${materialId}`,
        owner,
        materialId,
        files: [
          {
            id: `file-${note}`,
            hash,
            name: "a.pdf",
            size,
            mediaType,
            pages: 1,
            uploadedAt: 0,
            by: "zhang",
            scan: "not-scanned",
          },
        ],
        licence: null,
        trust: "C",
      }),
    );
    return hash;
  };
  /** As if a day had passed since. */
  const aDayLater = () => upkeep.sweep({ graceMs: -60_000 });

  it("removes a deleted draft's rows and bytes, but not the same bytes of somebody else, and leaves a row of each", async () => {
    const own = await upload("draft:gone", "lease", "own");
    const shared = await upload("draft:gone", "plan", "shared");
    await upload("draft:kept", "plan", "shared");
    await upload("case:37078326030200017", "lease", "case");
    const refused = (await put("refused")).hash;
    assert.deepEqual(await aDayLater(), { materials: 2, files: 2, messages: 0 });
    const { files, store } = county.platform;
    for (const hash of [own, refused]) assert.equal(await files.stat(hash), null);
    assert.notEqual(await files.stat(shared), null);
    const left = await store.collection(materialRecords).find();
    assert.deepEqual(left.rows.map(({ owner }) => owner).toSorted(), [
      "case:37078326030200017",
      "draft:kept",
    ]);
    const rows = (await store.collection(auditRows).find({ sort: ["seq"] })).rows.filter(({ by }) =>
      by?.startsWith("upkeep."),
    );
    assert.deepEqual(
      rows.map(({ action, thing }) => [action, thing.id]).toSorted(),
      [
        ["files.remove", own],
        ["files.remove", refused],
        ["materials.forget", "draft:gone/lease"],
        ["materials.forget", "draft:gone/plan"],
      ].toSorted(),
    );
  });

  it("takes nothing away while a backup runs", async () => {
    const { hash } = await put("during");
    await upkeep.without(async () =>
      assert.deepEqual(await aDayLater(), { materials: 0, files: 0, messages: 0 }),
    );
    assert.notEqual(await county.platform.files.stat(hash), null);
    assert.deepEqual(await aDayLater(), { materials: 0, files: 1, messages: 0 });
  });

  it("keeps bytes that were put less than a day ago: their record may be on its way", async () => {
    const { hash } = await put("fresh");
    assert.deepEqual(await upkeep.sweep(), { materials: 0, files: 0, messages: 0 });
    assert.notEqual(await county.platform.files.stat(hash), null);
  });

  it("removes read messages after the configured days, says so in the audit, and keeps what nobody has read", async () => {
    const { store, config, clock } = county.platform;
    const day = 86_400_000;
    const message = (id: string, days: number, readBy: string[]) => ({
      id,
      to: "person:zhang",
      kind: "news" as const,
      at: clock.now() - days * day,
      title: { zh: "消息", en: "message" },
      body: { zh: "", en: "" },
      href: "/",
      caseNo: null,
      readBy,
      key: id,
    });
    await store.transaction((tx) => {
      for (const one of [
        message("old-read", 1_100, ["self"]),
        message("old-unread", 1_100, []),
        message("new-read", 1_000, ["self"]),
      ])
        tx.insert(messages, one);
    });
    assert.equal((await upkeep.sweep()).messages, 0, "kept for ever where nothing else is configured");
    config.messageKeptDays = 1_095;
    assert.equal((await upkeep.sweep()).messages, 1);
    const left = await store.collection(messages).getMany(["old-read", "old-unread", "new-read"]);
    assert.deepEqual(left.map(({ id }) => id).toSorted(), ["new-read", "old-unread"]);
    const row = await store.collection(auditRows).first({ sort: ["-seq"] });
    assert.deepEqual([row?.action, row?.data], ["messages.forget", { gone: 1, keptDays: 1_095 }]);
  });
});
