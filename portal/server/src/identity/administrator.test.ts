import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { after, before, describe, it } from "node:test";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createAuditArea, verifyChain } from "../audit/index.ts";
import { configWith, type Config } from "../platform/config/config.ts";
import { openDataFolder } from "../platform/config/data-folder.ts";
import { StartError } from "../platform/config/start-error.ts";
import { openData } from "../platform/open-data.ts";
import { createTestPlatform } from "../platform/testing/create-test-platform.ts";
import { hasAdministrator } from "./administrator.ts";
import { createAdminCommand } from "./cli.ts";
import { createIdentityArea } from "./index.ts";

const home = fileURLToPath(new URL("../../../../", import.meta.url));

describe("the first administrator of an installation without demo", () => {
  let folder = "";
  let config: Config;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-admin-"));
    config = configWith({ environment: "test", dataDir: folder, demo: false }, home);
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const password = "a long enough phrase";
  const create = async (args: string[], secrets: string[], unattended = true): Promise<string> => {
    let printed = "";
    await createAdminCommand({
      args,
      config,
      language: "en",
      print: (line) => (printed += line),
      asker: {
        unattended,
        line: async () => assert.fail("nothing is asked that a flag says"),
        secret: async () => secrets.shift() ?? "",
        close: () => undefined,
      },
    });
    return printed;
  };
  const named = (username: string) => [`--username=${username}`, "--name=韩管理"];

  it("is refused with the rule that is broken, and nothing is made", async () => {
    const cases: [args: string[], secrets: string[], said: RegExp, unattended?: boolean][] = [
      [named("H"), [password], /small letters/],
      [["--username=han", "--name= "], [password], /1 to 60/],
      [named("han"), ["short"], /12 characters/],
      [named("han.guanli"), ["han.guanli-2026"], /must not contain/],
      [named("han"), [password, "another phrase"], /differ/, false],
      [["--username=han"], [password], /--name=… is missing/],
      [[...named("han"), "--password=secret"], [], /does not belong on the command line/],
      [[...named("han"), "--role=admin"], [], /no option --role/],
    ];
    for (const [args, secrets, said, unattended] of cases)
      await assert.rejects(
        create(args, secrets, unattended),
        (error: unknown) => error instanceof StartError && said.test(error.message),
      );
    const { store } = await openData(config);
    assert.equal(await hasAdministrator(store), false);
    await store.close();
  });

  it("is not made while a server has the folder", async () => {
    const taken = openDataFolder(folder);
    await assert.rejects(create(named("han"), [password]), /in use by another running server/);
    taken.release();
  });

  it("is made with an audit row, once, and signs in", async () => {
    assert.match(await create(named("Han"), [password, password], false), /administrator han is made/);
    await assert.rejects(create(named("han"), [password]), /taken/);
    const { store } = await openData(config);
    assert.equal(await hasAdministrator(store), true);
    assert.deepEqual(await verifyChain(store), { rows: 1, brokenAt: null });
    await store.close();

    const host = await createTestPlatform({ folder, settings: { demo: false } });
    createIdentityArea({ platform: host.platform, audit: createAuditArea(host.platform) });
    const client = await host.client();
    const session = await client.post<{ actingAs: { department: { id: string } | null } }>("/session", {
      username: "han",
      password,
    });
    assert.equal(session.status, 200, JSON.stringify(session.body));
    assert.match(JSON.stringify(session.body), /county/);
    await host.close();
  });
});
