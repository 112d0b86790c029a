import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { readConfig } from "./config.ts";
import { openDataFolder } from "./data-folder.ts";
import { StartError } from "./start-error.ts";

describe("configuration", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-config-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const read = (env: Record<string, string>) => readConfig({ env, folder, home: "/home/of/content" });

  it("has defaults for everything, with absolute folders", () => {
    const config = read({});
    assert.equal(config.port, 3000);
    assert.equal(config.dataDir, path.join(folder, "data"));
    assert.equal(config.contentDir, "/home/of/content");
    assert.equal(config.publicUrl, "http://127.0.0.1:3000");
    assert.equal(config.demo, true);
  });

  it("takes the environment before .env before onewindow.yaml", async () => {
    await writeFile(path.join(folder, ".env"), "PORT=4001\nLOG_LEVEL=warn\n");
    await writeFile(path.join(folder, "onewindow.yaml"), "port: 4002\nlogLevel: error\ndemo: false\n");
    const config = read({ PORT: "4000" });
    assert.deepEqual([config.port, config.logLevel, config.demo], [4000, "warn", false]);
    await rm(path.join(folder, ".env"));
    await rm(path.join(folder, "onewindow.yaml"));
  });

  it("refuses every wrong value in one go, saying which, why and a right example", () => {
    assert.throws(
      () => read({ PORT: "80000", CLOCK: "lunar", DEMO: "perhaps" }),
      (error: unknown) => {
        assert.ok(error instanceof StartError);
        assert.match(error.message, /^PORT is "80000" \(environment\): .*65535.*Example: PORT=3000$/m);
        assert.match(error.message, /^CLOCK is "lunar".*Example: CLOCK=system$/m);
        assert.match(error.message, /^DEMO is "perhaps".*true or false.*Example: DEMO=true$/m);
        return true;
      },
    );
  });

  it("refuses the virtual clock in production", () => {
    assert.throws(
      () => read({ CLOCK: "virtual", NODE_ENV: "production" }),
      /CLOCK is "virtual" while NODE_ENV is "production"/,
    );
  });

  it("refuses a MongoDB without transactions in production, and an address that is none, without repeating it", () => {
    assert.throws(
      () => read({ MONGODB_WITHOUT_TRANSACTIONS: "true", NODE_ENV: "production" }),
      /MONGODB_WITHOUT_TRANSACTIONS is set while NODE_ENV is "production"/,
    );
    assert.throws(
      () => read({ MONGODB_URI: "http://user:s3cret@host" }),
      (error: unknown) =>
        error instanceof StartError &&
        /^MONGODB_URI is … \(environment\): .*mongodb:\/\//.test(error.message) &&
        !error.message.includes("s3cret"),
    );
  });

  it("refuses an unknown setting in onewindow.yaml, and a file that is not YAML", async () => {
    const file = path.join(folder, "onewindow.yaml");
    await writeFile(file, "prot: 1\n");
    assert.throws(() => read({}), /unknown setting "prot"/);
    await writeFile(file, "a: [1\n");
    assert.throws(() => read({}), /onewindow.yaml is not YAML/);
    await rm(file);
  });
});

describe("data folder", () => {
  it("gives secrets that stay the same, in a file that only its owner reads", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "onewindow-data-"));
    const first = openDataFolder(folder);
    const secret = first.secret("csrf");
    assert.notDeepEqual(secret, first.secret("seal"));
    first.release();
    const second = openDataFolder(folder);
    assert.deepEqual(second.secret("csrf"), secret);
    second.release();
    if (process.platform !== "win32")
      assert.equal((await stat(path.join(folder, "secrets.json"))).mode & 0o777, 0o600);
    await rm(folder, { recursive: true });
  });

  it("is refused to a second process in one sentence", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "onewindow-data-"));
    const first = openDataFolder(folder);
    assert.throws(() => openDataFolder(folder), /in use by another running server/);
    first.release();
    openDataFolder(folder).release();
    await rm(folder, { recursive: true });
  });

  it("is refused in one sentence where it cannot be made", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "onewindow-data-"));
    const file = path.join(folder, "file");
    await writeFile(file, "");
    assert.throws(() => openDataFolder(path.join(file, "data")), /cannot be written/);
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });
});
