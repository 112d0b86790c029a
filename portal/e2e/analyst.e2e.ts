/** The analyst's guide, word for word: its files are made, checked, tested and served; a citizen files the new service. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fileApplication } from "../server/src/demo/index.ts";
import { followGuide, guideBlocks } from "./fixtures/guide.ts";
import { acceptAll, complete, reviewData, takeTask } from "./fixtures/office.ts";
import { signIn } from "./harness/client.ts";
import { removeData, startServer, type RunningServer } from "./harness/server.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const guides = ["README.md", "README.zh-CN.md"].map((name) => join(root, "docs/analyst", name));
const packageId = "street-stacking";
const run = promisify(execFile);
let contentDir: string;
let server: RunningServer;

interface Ran {
  code: number;
  output: string;
}
const onewindow = async (...args: string[]): Promise<Ran> => {
  try {
    const { stdout } = await run(process.execPath, ["bin/onewindow.mjs", ...args, "--lang=en"], {
      cwd: root,
      env: { ...process.env, CONTENT_DIR: contentDir },
    });
    return { code: 0, output: stdout };
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string };
    return { code: failed.code, output: failed.stdout + failed.stderr };
  }
};

before(async () => {
  contentDir = await mkdtemp(join(tmpdir(), "onewindow-guide-"));
  for (const folder of ["processes", "forms", "templates"])
    await cp(join(root, folder), join(contentDir, folder), { recursive: true });
  await followGuide(await guideBlocks(guides[0]!), contentDir);
});
after(async () => {
  await server?.stop();
  if (server) await removeData(server);
  await rm(contentDir, { recursive: true, force: true });
});

describe("the analyst's guide", () => {
  test("says the same in both languages", async () => {
    const [en, zh] = await Promise.all(guides.map(guideBlocks));
    assert.ok(en!.length >= 8, `${en!.length} files`);
    assert.deepEqual(zh, en);
  });

  test("makes content without a fault, whose tests pass and match every rule", async () => {
    const check = await onewindow("check");
    assert.equal(check.output.trim().split("\n").at(-1), "0 errors, 0 warnings", check.output);
    const tested = await onewindow("test", join(contentDir, "processes", packageId));
    assert.match(tested.output, /^5 passed, 0 failed$/m);
    assert.doesNotMatch(tested.output, /missed/);
  });

  test("shows a fault that `check` names with file and line", async () => {
    const decisions = join(contentDir, "processes", packageId, "stacking.dmn");
    const good = await readFile(decisions, "utf8");
    await writeFile(decisions, good.replaceAll("place.wayPast", "place.waypast"));
    const { code, output } = await onewindow("check");
    await writeFile(decisions, good);
    assert.equal(code, 1);
    assert.match(output, /street-stacking\/stacking\.dmn:\d+:\d+ {2}error .*place\.waypast/);
    assert.match(output, /Did you mean “place\.wayPast”\?/);
  });

  test("leads from the search to a licence that a stranger verifies", async () => {
    server = await startServer({
      clockStart: "2026-03-02T09:00:00+08:00",
      env: { CONTENT_DIR: contentDir },
    });
    const citizen = await signIn(server.url, "zhang");
    await citizen.actAs("self");
    const found = await citizen.get<{ packages: { id: string }[] }>("/services?q=堆放");
    assert.equal(found.packages[0]?.id, packageId);

    const { no } = await fileApplication(citizen, {
      packageId,
      answers: { ground: "public", days: 7 },
      sections: {
        person: {},
        place: { address: "圣城街道示范路 128 号门前", area: 6, wayPast: 2, days: 7 },
      },
      declarations: ["truth"],
    });
    await server.moveClock("2026-03-02T09:01:00+08:00");
    await acceptAll(await signIn(server.url, "window1"), no);
    await server.moveClock("2026-03-02T09:02:00+08:00");

    const reviewer = await signIn(server.url, "sign.review");
    const review = await takeTask(reviewer, no, "review");
    const { rules } = await reviewer.get<{ rules: { id: string; result: string }[] }>(`/tasks/${review.id}`);
    assert.deepEqual(
      rules.map(({ id, result }) => [id, result]),
      [["way-past", "met"]],
    );
    await complete(reviewer, review, "pass", reviewData);
    await server.moveClock("2026-03-03T09:00:00+08:00");
    const decider = await signIn(server.url, "sign.decide");
    await complete(decider, await takeTask(decider, no, "decide"), "grant", {
      content: "圣城街道示范路 128 号门前，6 平方米，7 天。",
      from: "2026-03-04",
      publish: "public",
      opinion: "同意。",
    });
    await server.moveClock("2026-03-03T10:00:00+08:00");

    const held = await citizen.get<{ id: string; type: string }[]>("/licences");
    const card = held.find(({ type }) => type === "stacking-permit");
    assert.ok(card, JSON.stringify(held));
    const licence = await citizen.get<{
      elements: { label: { zh: string }; value: string }[];
      verifyUrl: string;
    }>(`/licences/${card.id}`);
    assert.deepEqual(
      licence.elements.map(({ label, value }) => [label.zh, value]),
      [
        ["申请人", "张小满"],
        ["位置", "圣城街道示范路 128 号门前"],
        ["面积", "6 m²"],
        ["天数", "7"],
      ],
    );
    const page = await fetch(new URL(new URL(licence.verifyUrl).pathname, server.url));
    assert.equal(page.status, 200);
    assert.match(await page.text(), /有效/);
  });
});
