import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { filledDraft, ok, PDF, submit } from "../cases/testing/restaurant.ts";
import type { Draft } from "../cases/api.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { Problem } from "../platform/api.ts";
import type { MaterialSlot } from "./api.ts";
import { materialRecords } from "./model.ts";
import { startTestClamd, VIRUS, type TestClamd } from "./scan/testing/test-clamd.ts";

describe("uploads with a scanner", () => {
  let clamd: TestClamd;
  let host: TestPlatform;
  let zhang: HttpClient;
  let draft: Draft;
  let place: string;
  before(async () => {
    clamd = await startTestClamd();
    assert.ok("port" in clamd.place);
    host = await createTestPlatform({ settings: { clamd: `tcp://127.0.0.1:${clamd.place.port}` } });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    draft = await filledDraft(zhang);
    const slot = (await slots()).find(({ files }) => files.length > 0) ?? assert.fail("no upload");
    place = `/drafts/${draft.id}/materials/${slot.id}/files`;
  });
  after(async () => {
    await host.close();
    await clamd.close();
  });
  const slots = async (): Promise<MaterialSlot[]> =>
    ok(await zhang.get<{ slots: MaterialSlot[] }>(`/drafts/${draft.id}/materials`)).slots;
  const files = async () => (await slots()).find(({ id }) => place.includes(`/${id}/`))?.files ?? [];
  const pdf = (words: string): Uint8Array =>
    new TextEncoder().encode(new TextDecoder().decode(PDF).replace("%PDF-1.4", `%PDF-1.4\n%${words}`));
  const upload = (name: string, words: string) =>
    zhang.upload<MaterialSlot & Problem>(place, { name, bytes: pdf(words) });

  it("are kept as clean when nothing was found", async () => {
    const all = (await slots()).flatMap((slot) => slot.files);
    assert.ok(all.length > 0);
    assert.deepEqual([...new Set(all.map(({ scan }) => scan))], ["clean"]);
  });

  it("are refused in words when a virus was found; no record names them, the finding is a row", async () => {
    const before = await files();
    const refused = await upload("a.pdf", VIRUS);
    assert.deepEqual([refused.status, refused.body.code], [422, "file-infected"]);
    assert.match(refused.body.detail, /病毒.*已删除/);
    assert.deepEqual(await files(), before);
    const { rows } = await host.platform.store
      .collection(auditRows)
      .find({ filter: { eq: ["action", "materials.infected"] } });
    assert.deepEqual(
      rows.map(({ data }) => data["virus"]),
      ["Eicar-Test-Signature"],
    );
  });

  it("are marked as not scanned, and it is logged, when the scanner fails", async () => {
    clamd.mood = "hang up";
    const kept = ok(await upload("unscanned.pdf", "unscanned"));
    clamd.mood = "work";
    assert.equal(kept.files.find(({ name }) => name === "unscanned.pdf")?.scan, "not-scanned");
    assert.ok(host.logged.some(({ msg }) => msg === "an upload could not be scanned"));
  });

  it("that are still scanned hold submitting back, not editing", async () => {
    let release = (): void => undefined;
    clamd.hold = new Promise((resolve) => (release = resolve));
    const seen = clamd.seen.length;
    const late = upload("late.pdf", "late");
    while (clamd.seen.length === seen) await new Promise((resolve) => setImmediate(resolve));
    // editing goes on
    const part = ok(
      await zhang.get<{ data: object; draftVersion: number }>(`/drafts/${draft.id}/parts/sign`),
    );
    ok(
      await zhang.put(
        `/drafts/${draft.id}/parts/sign`,
        { data: part.data, check: false },
        { ifMatch: part.draftVersion },
      ),
    );
    let over = false;
    const handedIn = submit(zhang, draft).then((answer) => {
      over = true;
      return answer;
    });
    for (let asked = 0; asked < 3; asked += 1) await zhang.get(`/drafts/${draft.id}/check`);
    assert.equal(over, false);
    release();
    ok(await late);
    const { no } = ok(await handedIn);
    const kept = await host.platform.store
      .collection(materialRecords)
      .find({ filter: { eq: ["owner", `case:${no}`] }, limit: 100 });
    assert.ok(kept.rows.some((record) => record.files.some(({ name }) => name === "late.pdf")));
  });
});
