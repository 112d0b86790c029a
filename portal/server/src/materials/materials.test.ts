import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { deflateSync } from "node:zlib";
import { auditRows } from "../audit/index.ts";
import { createTestCounty, type TestCounty } from "../documents/testing/test-county.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Problem } from "../platform/api.ts";
import type { MaterialSlot } from "./api.ts";
import type { MaterialNeed, MaterialOwner } from "./ports.ts";
import { materialRecords } from "./model.ts";
import { readRange } from "./serve-file.ts";
import { unmet } from "./slots.ts";

const text = (zh: string, en = zh) => ({ zh, en });
const need = (id: string, more: Partial<MaterialNeed> = {}): MaterialNeed => ({
  id,
  name: text(id),
  need: "required",
  reason: text("理由", "reason"),
  usedBy: [{ id: "food-licence", name: text("食品", "food") }],
  source: { kind: "applicant" },
  accept: ["pdf", "jpg", "png"],
  sample: null,
  ...more,
});
const needs: MaterialNeed[] = [
  need("floor-plan", { selfMade: true }),
  need("lease", { maxBytes: 200_000 }),
  need("business-licence", { source: { kind: "licence", type: "business-licence" } }),
  need("manager-certificate", { source: { kind: "licence", type: "food-manager-certificate" } }),
  need("application", { source: { kind: "form" } }),
  need("fire-drawing", { replacedByUndertaking: true }),
  need("extra", { need: "optional" }),
];

/** A PDF of so many pages; `more` goes into its catalogue, `behind` after its end. */
function pdf(pages = 1, more = "", behind = ""): Uint8Array {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${more} >>`,
    `<< /Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, n) => `${n + 3} 0 R`).join(" ")}] >>`,
    ...Array.from({ length: pages }, () => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
  ];
  let body = "%PDF-1.7\n";
  const places = objects.map((object, n) => {
    const at = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n${behind}`;
  return Buffer.from(body, "latin1");
}

function png(width = 1, height = 1, behind = ""): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.from([0, 0]))),
    chunk("IEND", Buffer.alloc(0)),
    Buffer.from(behind, "latin1"),
  ]);
}
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
function jpeg(inside = ""): Uint8Array {
  const comment = Buffer.from(inside, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  return Buffer.concat([
    Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"),
    Buffer.from("fffe", "hex"),
    length,
    comment,
    Buffer.from("ffc0000b080001000101011100ffda0008010100003f00d2ffd9", "hex"),
  ]);
}
const bytes = (value: string): Uint8Array => Buffer.from(value, "latin1");

describe("materials", () => {
  let county: TestCounty;
  let open = true;
  before(async () => {
    county = await createTestCounty();
    county.materials.registerOwner({
      async draft(actor, draftId): Promise<MaterialOwner> {
        if (draftId !== "d1" || actor.enterpriseId !== "xiaoman")
          throw new NotFoundError(text("没有", "none"));
        return { key: "draft:d1", version: 3, holders: ["enterprise:xiaoman", "person:zhang"], needs, open };
      },
      existing: async (ids) => new Set(ids),
      mayRead: async (actor, { materialId }) =>
        actor.enterpriseId === "xiaoman" ||
        actor.department === "window" ||
        (actor.department === "approval-bureau" && materialId === "floor-plan"),
    });
  });
  after(() => county.close());
  const zhang = () => county.signedIn("zhang", { actAs: "enterprise" });
  const place = (material: string): string => `/drafts/d1/materials/${material}`;
  const slotsNow = async (): Promise<Record<string, MaterialSlot>> => {
    const { body } = await (await zhang()).get<{ slots: MaterialSlot[] }>("/drafts/d1/materials");
    return Object.fromEntries(body.slots.map((slot) => [slot.id, slot]));
  };

  it("say what is missing, what is found, what is made on the way and what an undertaking replaces", async () => {
    const slots = await slotsNow();
    assert.equal(slots["floor-plan"]?.state, "missing");
    assert.equal(slots["business-licence"]?.state, "found");
    assert.match(slots["business-licence"]?.offer?.label.zh ?? "", /营业执照 92370783MACE00001H/);
    assert.equal(slots["application"]?.state, "made-on-the-way");
    assert.equal(slots["fire-drawing"]?.state, "replaced-by-undertaking");
    assert.deepEqual(
      unmet(Object.values(slots)).map(({ id }) => id),
      ["floor-plan", "lease", "business-licence", "manager-certificate"],
    );
  });

  it("take PDF, JPEG and PNG, with the pages counted, and the same bytes once", async () => {
    const client = await zhang();
    const first = await client.upload<MaterialSlot>(`${place("floor-plan")}/files`, {
      name: "厨房 布局.PDF",
      bytes: pdf(3),
    });
    assert.equal(first.status, 201, JSON.stringify(first.body));
    assert.equal(first.body.state, "uploaded");
    assert.equal(first.body.trust, "D");
    assert.deepEqual(
      first.body.files.map(({ name, pages, mediaType, scan }) => [name, pages, mediaType, scan]),
      [["厨房 布局.pdf", 3, "application/pdf", "not-scanned"]],
    );
    const again = await client.upload<MaterialSlot>(`${place("floor-plan")}/files`, {
      name: "copy.pdf",
      bytes: pdf(3),
    });
    assert.equal(again.body.files.length, 1);
    await client.upload(`${place("floor-plan")}/files`, { name: "a.png", bytes: png() });
    const third = await client.upload<MaterialSlot>(`${place("floor-plan")}/files`, {
      name: "../../x/照片",
      bytes: jpeg(),
    });
    assert.deepEqual(
      third.body.files.map(({ name }) => name),
      ["厨房 布局.pdf", "a.png", "照片.jpg"],
    );
    const gone = await client.delete<MaterialSlot>(`${place("floor-plan")}/files/${third.body.files[1]?.id}`);
    assert.equal(gone.body.files.length, 2);
  });

  const hostile: [what: string, name: string, content: Uint8Array, status: number, code: string][] = [
    ["a page named .pdf", "a.pdf", bytes("<html><script>alert(1)</script></html>"), 415, "file-type"],
    [
      "a drawing with a script named .png",
      "a.png",
      bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      415,
      "file-type",
    ],
    ["a program", "a.pdf", bytes(`MZ${"\0".repeat(200)}`), 415, "file-type"],
    ["an archive", "a.pdf", bytes(`PK\u0003\u0004${"\0".repeat(60)}`), 415, "file-type"],
    ["nothing", "a.pdf", new Uint8Array(), 422, "file-empty"],
    [
      "a page in front of a PDF",
      "a.pdf",
      Buffer.concat([bytes("<script>1</script>\n"), pdf()]),
      422,
      "file-trailing",
    ],
    ["an archive behind a PDF", "a.pdf", pdf(1, "", `PK\u0003\u0004${"x".repeat(50)}`), 422, "file-trailing"],
    ["a page behind a picture", "a.png", png(1, 1, "<script>alert(1)</script>"), 422, "file-trailing"],
    ["a page inside a picture", "a.jpg", jpeg("<html><script>alert(1)</script>"), 422, "file-trailing"],
    [
      "a script in a PDF",
      "a.pdf",
      pdf(1, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
      422,
      "file-script",
    ],
    [
      "a program started by a PDF",
      "a.pdf",
      pdf(1, "/OpenAction << /S /Launch /F (cmd.exe) >>"),
      422,
      "file-script",
    ],
    ["a broken PDF", "a.pdf", bytes("%PDF-1.7\nnothing here\n%%EOF"), 422, "file-unreadable"],
    ["half a PDF", "a.pdf", pdf(2).subarray(0, 60), 422, "file-unreadable"],
    ["half a picture", "a.png", png().subarray(0, 40), 422, "file-unreadable"],
    ["a picture of impossible size", "a.png", png(60_000, 60_000), 422, "file-size"],
    ["more bytes than allowed", "a.pdf", pdf(3000), 413, "file-too-large"],
  ];
  for (const [what, name, content, status, code] of hostile)
    it(`refuse ${what}, with a remedy, and keep nothing`, async () => {
      const client = await zhang();
      const answer = await client.upload<Problem>(`${place("lease")}/files`, { name, bytes: content });
      assert.deepEqual([answer.status, answer.body.code], [status, code]);
      assert.ok(answer.body.detail.length > 5);
      assert.deepEqual((await slotsNow())["lease"]?.files, []);
    });

  it("refuse requests without a file, with the wrong field, and for materials that are not needed", async () => {
    const client = await zhang();
    const wrong = new FormData();
    wrong.set("other", new Blob([Buffer.from(pdf())]), "a.pdf");
    const post = (path: string, body: FormData | string): Promise<Response> =>
      client.raw(path, { method: "POST", body });
    assert.equal((await post(`${place("lease")}/files`, wrong)).status, 422);
    assert.equal((await post(`${place("lease")}/files`, "plain")).status, 422);
    assert.equal(
      (await client.upload(`${place("unknown")}/files`, { name: "a.pdf", bytes: pdf() })).status,
      404,
    );
  });

  it("belong to their draft: nobody else adds, sees or takes away", async () => {
    const li = await county.signedIn("li", { actAs: "enterprise" });
    assert.equal((await li.get("/drafts/d1/materials")).status, 404);
    assert.equal((await li.upload(`${place("lease")}/files`, { name: "a.pdf", bytes: pdf() })).status, 404);
    assert.equal((await (await zhang()).get("/drafts/d2/materials")).status, 404);
  });

  it("are listed to those who may, and each list is a row", async () => {
    const rowsNow = async (): Promise<number> =>
      (
        await county.platform.store
          .collection(auditRows)
          .find({ filter: { eq: ["action", "materials.list"] } })
      ).rows.length;
    const before = await rowsNow();
    await slotsNow();
    await (await county.signedIn("li", { actAs: "enterprise" })).get("/drafts/d1/materials");
    assert.equal(await rowsNow(), before + 1);
  });

  it("are read by those who may, in ranges, as nothing that runs, and each read is a row", async () => {
    const file = (await slotsNow())["floor-plan"]?.files[0];
    const path = `/files/${file?.id}`;
    const mine = await (await zhang()).raw(path);
    assert.equal(mine.status, 200);
    assert.equal(mine.headers.get("content-type"), "application/pdf");
    assert.equal(mine.headers.get("x-content-type-options"), "nosniff");
    assert.match(mine.headers.get("content-security-policy") ?? "", /default-src 'none'.*sandbox/);
    assert.deepEqual(new Uint8Array(await mine.arrayBuffer()), new Uint8Array(pdf(3)));
    const part = await (await county.signedIn("food.review")).raw(path, { headers: { Range: "bytes=-6" } });
    assert.deepEqual([part.status, await part.text()], [206, "%%EOF\n"]);
    for (const stranger of ["li", "fire.review", "admin"])
      assert.equal((await (await county.signedIn(stranger)).get(path)).status, 404, stranger);
    const rows = await county.platform.store.collection(auditRows).find({ limit: 1000 });
    assert.equal(
      rows.rows.filter(({ action, thing }) => action === "materials.read" && thing.id === file?.id).length,
      2,
    );
  });

  it("are replaced by a licence that the applicant holds, and given back", async () => {
    const client = await zhang();
    const offer = (await slotsNow())["business-licence"]?.offer;
    const used = await client.post<MaterialSlot>(`${place("business-licence")}/reuse`, {
      licenceId: offer?.licenceId,
    });
    assert.deepEqual(
      [used.body.state, used.body.trust, used.body.licenceId],
      ["reused", "A", offer?.licenceId],
    );
    const wrong = await client.post<Problem>(`${place("manager-certificate")}/reuse`, {
      licenceId: offer?.licenceId,
    });
    assert.deepEqual([wrong.status, wrong.body.code], [422, "licence-not-usable"]);
    assert.equal(
      (await client.delete<MaterialSlot>(`${place("business-licence")}/reuse`)).body.state,
      "found",
    );
    await client.post(`${place("business-licence")}/reuse`, { licenceId: offer?.licenceId });
  });

  it("become the case's when it is submitted, each use of a licence listed, and change no more", async () => {
    const handover = await county.materials.handover("d1", needs);
    await county.platform.store.transaction((tx) => handover.apply(tx, "37078326030200017"));
    open = false;
    const rows = await county.platform.store
      .collection(materialRecords)
      .find({ filter: { eq: ["owner", "case:37078326030200017"] } });
    assert.deepEqual(rows.rows.map(({ materialId }) => materialId).toSorted(), [
      "business-licence",
      "floor-plan",
    ]);
    const [licence] = await county.licences.licencesOf({ kind: "enterprise", id: "xiaoman" });
    const face = await (await zhang()).get<{ usedBy: { caseNo: string }[] }>(`/licences/${licence?.id}`);
    assert.deepEqual(
      face.body.usedBy.map(({ caseNo }) => caseNo),
      ["37078326030200017"],
    );
    const late = await (
      await zhang()
    ).upload<Problem>(`${place("lease")}/files`, { name: "a.pdf", bytes: pdf() });
    assert.deepEqual([late.status, late.body.code], [409, "state"]);
  });

  it("rise to level B when the window has seen the original", async () => {
    const window = {
      personId: "window1",
      name: "",
      capacityId: "c",
      capacityKind: "post",
      enterpriseId: null,
      department: "window",
      departments: ["window"],
      groups: [],
      language: "zh",
      sessionId: "",
    } as const;
    await county.materials.seenOriginal(
      { ...window, departments: ["window"], groups: [] },
      "37078326030200017",
      "floor-plan",
    );
    const slots = await county.materials.slotsFor({
      key: "case:37078326030200017",
      version: 1,
      holders: [],
      needs,
      open: false,
    });
    assert.equal(slots.find(({ id }) => id === "floor-plan")?.trust, "B");
  });
});

describe("ranges", () => {
  it("are read as RFC 9110 says", () => {
    assert.deepEqual(readRange("bytes=0-3", 10), { start: 0, end: 3 });
    assert.deepEqual(readRange("bytes=8-99", 10), { start: 8, end: 9 });
    assert.deepEqual(readRange("bytes=-4", 10), { start: 6, end: 9 });
    assert.deepEqual(readRange("bytes=5-", 10), { start: 5, end: 9 });
    assert.equal(readRange("bytes=10-", 10), "unsatisfiable");
    assert.equal(readRange("bytes=5-2", 10), "unsatisfiable");
    for (const whole of [undefined, "bytes=-", "items=0-1", "bytes=0-1,3-4"])
      assert.equal(readRange(whole, 10), null);
  });
});
