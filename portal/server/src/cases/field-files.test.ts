/** Files in form fields, from the draft to the desk: whose they are, who may read them, what becomes of the rest. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import { auditRows } from "../audit/index.ts";
import { copyContent, type ContentCopy } from "../catalogue/content/testing.ts";
import type { MaterialSlot } from "../materials/api.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import type { HttpClient } from "../platform/testing/http-client.ts";
import type { CheckPage, Draft, FormPart } from "./api.ts";
import { filledDraft, ok, PDF, submit } from "./testing/restaurant.ts";

interface Refusal {
  code: string;
  detail: { zh: string } | string;
  errors: { path?: string; pointer?: string; code: string }[];
}
type SavedPart = Pick<Refusal, "errors"> & { draftVersion: number };
/** The sign's form with a drawing of the sign, two at most by the form's own rules, read for the sign only. */
const field = {
  type: "file",
  key: "drawing",
  label: "招牌图纸",
  input: true,
  storage: "onewindow",
  multiple: true,
  filePattern: ".pdf",
  fileMaxSize: "2KB",
  properties: { usedBy: ["sign-permit"] },
};
const page = (text: string): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(PDF).replace("%PDF-1.4", `%PDF-1.4\n%${text}`));

describe("files in the fields of a form", () => {
  let host: TestPlatform;
  let content: ContentCopy;
  let zhang: HttpClient;
  let draft: Draft;
  const files: Record<string, string> = {};
  before(async () => {
    content = await copyContent();
    await content.edit("forms/catering-shop/sign.json", (text) => {
      const form = JSON.parse(text) as {
        components: { components: unknown[] }[];
        i18n: { en: Record<string, string> };
      };
      form.components[0]!.components.push(field);
      form.i18n.en["招牌图纸"] = "Drawing of the sign";
      return JSON.stringify(form);
    });
    host = await createTestPlatform({ settings: { contentDir: content.dir } });
    await assembleAreas(host.platform);
    zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    draft = await filledDraft(zhang);
  });
  after(async () => {
    await host.close();
    await content.close();
  });

  const at = (id: string): string =>
    `/drafts/${id}/materials/${encodeURIComponent("field:sign.drawing")}/files`;
  const upload = (client: HttpClient, id: string, name: string, bytes: Uint8Array) =>
    client.upload<MaterialSlot & Refusal>(at(id), { name, bytes });
  const uploaded = async (client: HttpClient, id: string, name: string): Promise<string> =>
    ok(await upload(client, id, name, page(name))).uploaded ?? assert.fail("no id");
  const part = async (): Promise<FormPart> => ok(await zhang.get<FormPart>(`/drafts/${draft.id}/parts/sign`));
  const save = async (drawing: unknown) => {
    const { data, draftVersion } = await part();
    return zhang.put<SavedPart & Refusal>(
      `/drafts/${draft.id}/parts/sign`,
      { data: { ...data, drawing }, check: true },
      { ifMatch: draftVersion },
    );
  };
  const status = async (username: string, id: string, actAs?: string): Promise<number> =>
    (await (await host.signedIn(username, actAs === undefined ? {} : { actAs })).get(`/files/${id}`)).status;

  it("are taken by the rules the form states, and are no material that is asked for", async () => {
    files["front"] = await uploaded(zhang, draft.id, "front.pdf");
    files["side"] = await uploaded(zhang, draft.id, "side.pdf");
    files["unnamed"] = await uploaded(zhang, draft.id, "unnamed.pdf");
    const large = await upload(zhang, draft.id, "large.pdf", page("x".repeat(3000)));
    assert.deepEqual([large.status, large.body.code], [413, "file-too-large"]);
    const png = await upload(zhang, draft.id, "a.pdf", Buffer.from("89504e470d0a1a0a", "hex"));
    assert.deepEqual([png.status, png.body.code], [415, "file-type"]);
    const { slots } = ok(await zhang.get<{ slots: MaterialSlot[] }>(`/drafts/${draft.id}/materials`));
    assert.ok(slots.every(({ id }) => !id.startsWith("field:")));
    const nowhere = await zhang.upload(
      `/drafts/${draft.id}/materials/${encodeURIComponent("field:sign.wording")}/files`,
      { name: "a.pdf", bytes: PDF },
    );
    assert.equal(nowhere.status, 404);
  });

  it("stand in the field under the name they were sent with, whatever the form says of them", async () => {
    const saved = ok(await save([{ id: files["front"], name: "<b>other</b>" }, { id: files["side"] }]));
    assert.deepEqual(saved.errors, []);
    const names = ((await part()).data["drawing"] as { id: string; name: string }[]).map(({ name }) => name);
    assert.deepEqual(names, ["front.pdf", "side.pdf"]);
  });

  it("of somebody else, of another draft, of a material or of nobody are refused, the field named", async () => {
    const li = await host.signedIn("li", { actAs: "enterprise" });
    const other = await filledDraft(zhang);
    const lis = await filledDraft(li);
    const { slots } = ok(await zhang.get<{ slots: MaterialSlot[] }>(`/drafts/${draft.id}/materials`));
    const material = slots.find((slot) => slot.files.length > 0)?.files[0]?.id ?? assert.fail();
    const before = await part();
    for (const [whose, id] of [
      ["of another of my drafts", await uploaded(zhang, other.id, "mine.pdf")],
      ["of somebody else's draft", await uploaded(li, lis.id, "lis.pdf")],
      ["of a material of this draft", material],
      ["of nobody", "01kjp0y9m06902wc3emm013w6z"],
    ] as const) {
      const answer = await save([{ id: files["front"] }, { id }]);
      assert.equal(answer.status, 422, whose);
      assert.ok(
        answer.body.errors.every((error) => (error.path ?? error.pointer ?? "").includes("drawing")),
        whose,
      );
    }
    assert.deepEqual(await part(), before);
    assert.equal((await upload(li, draft.id, "x.pdf", page("x"))).status, 404);
  });

  it("that were taken away stand in the way of submitting, with the field named", async () => {
    ok(await zhang.delete(`${at(draft.id)}/${files["side"]}`));
    const answer = await submit(zhang, draft, { key: "with-a-lost-file" });
    const refusal = answer.body as unknown as Refusal;
    assert.equal(answer.status, 422);
    assert.ok(
      refusal.errors.some(({ pointer = "" }) => pointer.includes("drawing")),
      JSON.stringify(refusal),
    );
    ok(await save([{ id: files["front"] }]));
  });

  it("are read before by their applicant only, after by those who read the field; what no field names is gone", async () => {
    for (const clerk of ["sign.review", "window1"]) assert.equal(await status(clerk, files["front"]!), 404);
    assert.equal(await status("zhang", files["front"]!, "enterprise"), 200);
    ok(await zhang.get<CheckPage>(`/drafts/${draft.id}/check`));
    ok(await submit(zhang, draft));
    await host.settle();
    assert.equal(await status("zhang", files["front"]!, "enterprise"), 200);
    assert.equal(await status("li", files["front"]!, "enterprise"), 404);
    for (const clerk of ["window1", "sign.review"])
      assert.equal(await status(clerk, files["front"]!), 200, clerk);
    for (const clerk of ["fire.review", "tobacco.review", "admin"])
      assert.equal(await status(clerk, files["front"]!), 404, clerk);
    assert.equal(await status("zhang", files["unnamed"]!, "enterprise"), 404);
  });

  it("leave a row for each upload, each removal and each reading", async () => {
    const { rows } = await host.platform.store.collection(auditRows).find({ limit: 5000 });
    const count = (action: string, file: string): number =>
      rows.filter((row) => row.action === action && (row.thing.id === file || row.data["file"] === file))
        .length;
    assert.equal(count("materials.upload", files["side"]!), 1);
    assert.equal(count("materials.remove", files["side"]!), 1);
    assert.equal(count("materials.read", files["front"]!), 4);
  });
});
