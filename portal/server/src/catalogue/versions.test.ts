import assert from "node:assert/strict";
import { test } from "node:test";
import { StartError } from "../platform/config/start-error.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import { loadContent } from "./content/load-content.ts";
import { copyContent } from "./content/testing.ts";
import { deployContent } from "./deploy.ts";
import { createCatalogueArea } from "./index.ts";

test("a case keeps its package version: an older one stays readable after the content has moved on", async (t) => {
  const host = await createTestPlatform({ settings: { logLevel: "warn" } });
  t.after(() => host.close());
  const copy = await copyContent();
  t.after(() => copy.close());
  const open = async () =>
    createCatalogueArea({ platform: silent(host.platform), content: await loadContent(copy.dir) });

  const first = await open();
  assert.equal(first.version("catering-shop"), "1.0.0");
  await copy.edit("processes/catering-shop/package.yaml", (text) =>
    text.replace("version: 1.0.0", "version: 1.1.0").replace("zh: 开办餐饮店, en", "zh: 开办小餐饮店, en"),
  );
  await copy.edit("forms/catering-shop/sign.json", (text) => text.replaceAll("招牌文字", "招牌上的字"));
  const second = await open();
  assert.equal(second.version("catering-shop"), "1.1.0");
  assert.equal(second.package("catering-shop")?.name.zh, "开办小餐饮店");
  assert.equal(second.package("catering-shop", "1.0.0")?.name.zh, "开办餐饮店");
  const label = (version?: string): boolean =>
    JSON.stringify(second.form("catering-shop", "sign", version)).includes("招牌文字");
  assert.deepEqual([label("1.0.0"), label()], [true, false]);
  assert.equal((await second.situation("catering-shop", { licence: "none" }, "1.0.0")).complete, false);
  assert.equal(second.package("catering-shop", "0.9.0"), null);
});

test("content changed under the same number gets a version of its own, the same each time", async (t) => {
  const host = await createTestPlatform({ settings: { logLevel: "warn" } });
  t.after(() => host.close());
  const copy = await copyContent();
  t.after(() => copy.close());
  const version = async (): Promise<string> => {
    const content = await loadContent(copy.dir);
    return (await createCatalogueArea({ platform: silent(host.platform), content })).version("catering-shop");
  };
  assert.equal(await version(), "1.0.0");
  assert.equal(await version(), "1.0.0");
  await copy.edit("processes/catering-shop/situation.dmn", (text) =>
    text.replace("<text>50</text>", "<text>60</text>"),
  );
  const changed = await version();
  assert.match(changed, /^1\.0\.0\+[0-9a-f]{8}$/);
  assert.equal(await version(), changed);
});

test("processes are deployed when the content has changed, and not otherwise", async (t) => {
  const host = await createTestPlatform({ settings: { logLevel: "warn" } });
  t.after(() => host.close());
  const copy = await copyContent();
  t.after(() => copy.close());
  const { engine, store } = host.platform;
  const deploy = async (): Promise<boolean> =>
    deployContent({ engine, store, content: await loadContent(copy.dir), now: 1 });
  assert.equal(await deploy(), true);
  assert.equal(await deploy(), false);
  const before = engine.query.processes().length;
  await copy.edit("processes/shared/register-check.bpmn", (text) =>
    text.replace('name="开始核验"', 'name="核验开始"'),
  );
  assert.equal(await deploy(), true);
  assert.equal(engine.query.processes().length, before + 1, "one new version, of the changed process only");
});

/** The same platform without its routes: several catalogues are built on it, one after another. */
function silent<P extends { route: unknown }>(platform: P): P {
  return { ...platform, route: () => undefined };
}

test("a server with broken content does not start, and says where and why in both languages", async (t) => {
  const copy = await copyContent();
  t.after(() => copy.close());
  await copy.edit("processes/catering-shop/package.yaml", (text) =>
    text.replace("department: fire-brigade", "department: fire"),
  );
  const host = await createTestPlatform({ settings: { logLevel: "warn", contentDir: copy.dir } });
  t.after(() => host.close());
  await assert.rejects(createCatalogueArea({ platform: host.platform }), (error: unknown) => {
    assert.ok(error instanceof StartError);
    assert.match(error.message, /processes\/catering-shop\/package\.yaml:\d+:\d+ 没有部门“fire”/);
    assert.match(error.message, /There is no department “fire” → Known: /);
    return true;
  });
});
