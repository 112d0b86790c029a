import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { assembleAreas, type Areas } from "../../assemble.ts";
import { acceptAll, filledDraft, ok, submit } from "../../cases/testing/restaurant.ts";
import { createTestPlatform, type TestPlatform } from "../../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../../platform/testing/http-client.ts";
import type { AuditPage } from "../../audit/api.ts";
import type { CaseFile, PrintLine } from "../api.ts";

async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const loading = getDocument({ data: bytes, useSystemFonts: false, verbosity: 0 });
  const document = await loading.promise;
  const pages: string[] = [];
  for (let n = 1; n <= document.numPages; n += 1) {
    const { items } = await (await document.getPage(n)).getTextContent();
    pages.push(items.map((item) => ("str" in item ? item.str : "")).join(""));
  }
  await loading.destroy();
  return pages;
}

describe("a printed case file", () => {
  let host: TestPlatform;
  let areas: Areas;
  let window: HttpClient;
  let no = "";
  const print = async (client: HttpClient): Promise<PrintLine[]> => {
    const answer = await client.raw(`/case-files/${no}/dossiers`, { method: "POST" });
    assert.equal(answer.status, 200);
    return (await answer.text())
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as PrintLine);
  };

  beforeEach(async () => {
    host = await createTestPlatform({ now: "2026-03-02T09:00:00+08:00" });
    areas = await assembleAreas(host.platform);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    await host.settle();
    window = await host.signedIn("window1", { actAs: "post" });
    await acceptAll(window, no);
    await host.settle();
  });
  afterEach(() => host.close());

  it("has cover, contents with true pages, timeline, form, list with hashes and every paper; numbered, with the reader's name", async () => {
    const lines = await print(window);
    const last = lines.at(-1) ?? assert.fail();
    assert.ok("id" in last, JSON.stringify(lines));
    assert.ok(lines.filter((line) => "step" in line).length > 5, "it tells how far it is");
    const answer = await window.raw(`/case-files/${no}/dossiers/${last.id}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const pages = await textsOf(bytes.slice());
    assert.equal(pages.length, last.pages);
    pages.forEach((text, index) => {
      assert.ok(text.includes(`${index + 1} / ${pages.length}`), `page ${index + 1} is numbered`);
      assert.ok(text.includes("王一窗"), `page ${index + 1} names its reader`);
    });
    assert.match(pages[0] ?? "", new RegExp(no));
    const file = ok(await window.get<CaseFile>(`/case-files/${no}`));
    const whole = pages.join("\n");
    for (const line of file.timeline) assert.ok(whole.includes(line.text.zh), line.text.zh);
    for (const document of file.documents) assert.ok(whole.includes(document.number), document.number);
    const paper = file.materials.flatMap((slot) => slot.files)[0] ?? assert.fail("no paper");
    const hash = (await hashOf(window, paper.id)) ?? assert.fail("no hash");
    assert.ok(whole.replace(/\s/g, "").includes(hash), "the list has the paper's hash");
    const contents = pages.findIndex((text) => text.includes("目录"));
    const timeline = pages.findIndex((text, index) => index > contents && text.includes("一、经过"));
    assert.match(pages[contents] ?? "", new RegExp(`一、经过\\s*${timeline + 1}`));
    const trail = ok(await window.get<AuditPage>(`/case-files/${no}/audit`));
    assert.ok(trail.rows.some((row) => row.action === "dossier.print"));
    assert.deepEqual(
      [
        ...(await areas.dossier.holdsFiles([
          (await host.platform.files.putBytes(bytes, "application/pdf")).hash,
        ])),
      ].length,
      1,
      "its bytes are held",
    );
    const other = await host.signedIn("food.decide", { actAs: "post" });
    assert.equal((await other.get(`/case-files/${no}/dossiers/${last.id}`)).status, 404, "the reader's only");
  });

  it("of a department has nothing that the department may not see, and is refused to who may not print", async () => {
    const food = await host.signedIn("food.review", { actAs: "post" });
    const last = (await print(food)).at(-1) ?? assert.fail();
    assert.ok("id" in last, JSON.stringify(last));
    const answer = await food.raw(`/case-files/${no}/dossiers/${last.id}`);
    const whole = (await textsOf(new Uint8Array(await answer.arrayBuffer()))).join("\n");
    assert.ok(!whole.includes("370783199001010002"), "identity numbers stay masked");
    assert.ok(!whole.includes("门头正上方"), "the sign is another department's");
    const admin = await host.signedIn("admin", { actAs: "post" });
    assert.equal((await admin.raw(`/case-files/${no}/dossiers`, { method: "POST" })).status, 403);
  });
});

/** A file's hash by its ETag. */
async function hashOf(client: HttpClient, fileId: string): Promise<string | null> {
  const answer = await client.raw(`/files/${fileId}`);
  await answer.arrayBuffer();
  return answer.headers.get("etag")?.replaceAll('"', "") ?? null;
}
