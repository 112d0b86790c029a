/** A form with a file field: uploaded, named, taken away, submitted, and read by those the field is for. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "puppeteer";
import { fillDraft, samplePdf, type Application } from "../server/src/demo/index.ts";
import { followGuide, guideBlocks } from "./fixtures/guide.ts";
import { acceptAll, takeTask } from "./fixtures/office.ts";
import {
  axeViolations,
  launchBrowser,
  openPage,
  setWidth,
  shoot,
  shootOpenPages,
} from "./harness/browser.ts";
import { signIn, type ApiClient } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const plan = "field:place.plan";
const application: Application = {
  packageId: "street-stacking",
  answers: { ground: "public", days: 7 },
  sections: {
    person: {},
    place: { address: "圣城街道示范路 128 号门前", area: 6, wayPast: 2, days: 7 },
  },
};
interface Slot {
  files: { id: string; name: string }[];
  uploaded: string;
}
interface Part {
  draftVersion: number;
  data: { plan?: { id: string; name: string }[] };
}

let contentDir: string;
let server: RunningServer;
let browser: Browser;

/** The guide's package, its form asking for a drawing too. */
before(async () => {
  contentDir = await mkdtemp(join(tmpdir(), "onewindow-files-"));
  for (const folder of ["processes", "forms", "templates"])
    await cp(join(root, folder), join(contentDir, folder), { recursive: true });
  await followGuide(await guideBlocks(join(root, "docs/analyst/README.md")), contentDir);
  const file = join(contentDir, "forms/street-stacking/place.json");
  const form = JSON.parse(await readFile(file, "utf8")) as {
    components: object[];
    i18n: { en: Record<string, string> };
  };
  form.components.push({
    type: "file",
    key: "plan",
    label: "堆放平面图",
    description: "画出堆放的范围，可手绘",
    input: true,
    storage: "onewindow",
    multiple: true,
    filePattern: ".pdf,.png",
    fileMaxSize: "1MB",
    validate: { required: true },
    properties: { usedBy: ["stacking-permit"] },
  });
  form.i18n.en["堆放平面图"] = "Plan of the place";
  form.i18n.en["画出堆放的范围，可手绘"] = "Draw what is taken up; by hand is fine";
  await writeFile(file, JSON.stringify(form));
  [server, browser] = await Promise.all([
    startServer({ clockStart: "2026-03-02T09:00:00+08:00", env: { CONTENT_DIR: contentDir } }),
    launchBrowser(),
  ]);
});
afterEach(async (context) => {
  if (!("passed" in context) || context.passed === false) await shootOpenPages(browser, "files");
});
after(async () => {
  await browser?.close();
  await server?.stop();
  if (server) await removeData(server);
  await rm(contentDir, { recursive: true, force: true });
});

const citizen = async (username: string): Promise<ApiClient> => {
  const client = await signIn(server.url, username);
  await client.actAs("self");
  return client;
};
const pageOf = async (client: ApiClient, address: string): Promise<Page> => {
  const page = await openPage(browser);
  const [name = "", value = ""] = client.cookie().split("=");
  await page.browserContext().setCookie({ name, value, domain: "127.0.0.1", path: "/" });
  await page.goto(server.url + address);
  return page;
};
const upload = (
  client: ApiClient,
  draftId: string,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  slot = plan,
) => {
  const body = new FormData();
  body.append("file", new File([bytes], name));
  return client.raw("POST", `/drafts/${draftId}/materials/${encodeURIComponent(slot)}/files`, { body });
};
const partOf = (client: ApiClient, draftId: string): Promise<Part> =>
  client.get<Part>(`/drafts/${draftId}/parts/place`);
const save = async (client: ApiClient, draftId: string, files: unknown): Promise<Response> => {
  const part = await partOf(client, draftId);
  return client.raw("PUT", `/drafts/${draftId}/parts/place`, {
    body: JSON.stringify({ data: { ...part.data, plan: files }, check: true }),
    headers: { "content-type": "application/json", "if-match": `"${part.draftVersion}"` },
  });
};
/** Without the drawing, which the applicant is asked for. */
const unfinished = async (client: ApiClient): Promise<string> => {
  await assert.rejects(fillDraft(client, application), /请上传堆放平面图/);
  const { drafts } = await client.get<{ drafts: { id: string }[] }>("/cases?view=todo");
  return drafts[0]!.id;
};

test("only the draft's own files of that field are taken, each refused by the field's name", async () => {
  const [zhang, li] = await Promise.all([citizen("zhang"), citizen("li")]);
  const [mine, other] = [await unfinished(zhang), await unfinished(li)];
  const own = (await (await upload(zhang, mine, "../plan.pdf", samplePdf("plan"))).json()) as Slot;
  const foreign = (await (await upload(li, other, "li.pdf", samplePdf("li"))).json()) as Slot;
  const refused = [
    [{ id: foreign.uploaded }],
    [{ id: own.uploaded }, { id: foreign.uploaded }],
    [{ id: "01kjp0y9m06902wc3emm013w6z" }],
    [{ url: "http://example.com/x.pdf" }],
    [own.uploaded],
    "plan.pdf",
  ];
  for (const files of refused) {
    const answer = await save(zhang, mine, files);
    const problem = (await answer.json()) as { errors: { pointer: string }[] };
    assert.equal(answer.status, 422, JSON.stringify(files));
    assert.deepEqual([...new Set(problem.errors.map(({ pointer }) => pointer))], ["/data/plan"]);
  }
  const saved = await save(zhang, mine, [{ id: own.uploaded, name: "evil.exe", size: 1 }]);
  assert.equal(saved.status, 200, await saved.text());
  assert.deepEqual((await partOf(zhang, mine)).data.plan, [{ id: own.uploaded, name: "plan.pdf" }]);

  // neither the other applicant nor an official reads a draft's file; what no field asks for has no place
  for (const stranger of [li, await signIn(server.url, "sign.review")])
    assert.equal((await stranger.raw("GET", `/files/${own.uploaded}`)).status, 404);
  assert.equal((await upload(zhang, mine, "x.pdf", samplePdf("x"), "field:place.address")).status, 404);
  assert.equal((await upload(li, mine, "x.pdf", samplePdf("x"))).status, 404);
  const exe = new Uint8Array([0x4d, 0x5a, 0x90, 0]);
  assert.equal((await upload(zhang, mine, "x.pdf", exe)).status, 415);
  assert.equal((await upload(zhang, mine, "x.pdf", new Uint8Array(1_100_000))).status, 413);
});

test("a drawing is chosen, named, taken away and chosen again, submitted, and read in the review", async () => {
  const zhang = await citizen("zhang");
  const draftId = await unfinished(zhang);
  await save(zhang, draftId, []);
  const page = await pageOf(zhang, `/apply/${draftId}/place`);
  const folder = await mkdtemp(join(tmpdir(), "onewindow-drawings-"));
  const paths = await Promise.all(
    ["平面图.pdf", "错的.pdf", "说明.txt"].map(async (name, at) => {
      await writeFile(join(folder, name), name.endsWith("pdf") ? samplePdf(`drawing ${at}`) : "text");
      return join(folder, name);
    }),
  );
  const choose = async (path: string): Promise<void> => {
    const [chooser] = await Promise.all([page.waitForFileChooser(), page.click("#f-plan")]);
    await chooser.accept([path]);
  };
  const shows = (text: string) =>
    page.waitForFunction((wanted) => document.body.innerText.includes(wanted), {}, text);
  await page.waitForSelector("#f-plan");
  await choose(paths[2]!);
  await shows("说明.txt 的类型不收，请用 PDF / PNG");
  await choose(paths[1]!);
  await shows("错的.pdf");
  await choose(paths[0]!);
  await page.waitForSelector(".file-list li:nth-child(2) a");
  for (const width of [390, 1440] as const) {
    // another kind of device loads the page anew
    await setWidth(page, width);
    await page.waitForSelector(".file-list li:nth-child(2) a");
    await shoot(page, `c6-files-zh-${width}`);
    assert.deepEqual(await axeViolations(page), []);
  }
  await page.click(".file-list li:nth-child(1) button");
  await page.waitForFunction(() => document.querySelectorAll(".file-list li").length === 1);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "f-plan");
  await page.waitForFunction(
    async (address) => {
      const { data } = (await (await fetch(address)).json()) as Part;
      return data.plan?.map(({ name }) => name).join() === "平面图.pdf";
    },
    {},
    `${server.url}/api/v1/drafts/${draftId}/parts/place`,
  );
  await rm(folder, { recursive: true });

  const { slots } = await zhang.get<{ slots: { id: string }[] }>(`/drafts/${draftId}/materials`);
  assert.deepEqual(
    slots.map(({ id }) => id),
    ["site-photo"],
    "a field's file is not asked for among the materials",
  );
  assert.equal((await upload(zhang, draftId, "photo.pdf", samplePdf("photo"), "site-photo")).status, 201);
  const [file] = (await partOf(zhang, draftId)).data.plan ?? [];
  assert.ok(file);
  const { version } = await zhang.get<{ version: number }>(`/drafts/${draftId}`);
  const { no } = await zhang.send<{ no: string }>(
    "POST",
    `/drafts/${draftId}/submit`,
    { declarations: ["truth"], undertakings: [], delivery: { way: "electronic" } },
    { "if-match": `"${version}"`, "idempotency-key": `files-${draftId}` },
  );
  await server.moveClock("2026-03-02T09:01:00+08:00");
  await acceptAll(await signIn(server.url, "window1"), no);
  await server.moveClock("2026-03-02T09:02:00+08:00");

  const reviewer = await signIn(server.url, "sign.review");
  const task = await takeTask(reviewer, no, "review");
  const read = await reviewer.raw("GET", `/files/${file.id}`);
  assert.deepEqual([read.status, read.headers.get("content-type")], [200, "application/pdf"]);
  for (const stranger of [await citizen("li"), await signIn(server.url, "fire.review")])
    assert.equal((await stranger.raw("GET", `/files/${file.id}`)).status, 404);
  const review = await pageOf(reviewer, `/w/tasks/${task.id}`);
  await review.waitForSelector(`a[href$="/files/${file.id}"]`);
  assert.equal(await review.$eval(`a[href$="/files/${file.id}"]`, (link) => link.textContent), "平面图.pdf");
});
