import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { assembleAreas } from "../assemble.ts";
import type { Draft, FormPart } from "../cases/api.ts";
import { openDataFolder } from "../platform/config/data-folder.ts";
import { createTestPlatform, type TestPlatform } from "../platform/testing/create-test-platform.ts";
import { answers, filledDraft, ok, submit } from "../cases/testing/restaurant.ts";
import { backUp } from "./backup.ts";
import { operationCommands } from "./cli.ts";
import { createOperationsArea } from "./index.ts";
import type { Manifest } from "./manifest.ts";
import { restore } from "./restore.ts";
import { readManifest, verifyFolder } from "./verify.ts";

const quiet = (): void => undefined;

describe("a backup of a running server", () => {
  let folder: string;
  let host: TestPlatform;
  let no: string;
  let target: string;
  let manifest: Manifest;
  /** Drafts whose making was answered before the backup began. */
  const acknowledged: string[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "onewindow-backup-"));
    target = path.join(folder, "backup");
    host = await createTestPlatform();
    const { upkeep } = await assembleAreas(host.platform);
    createOperationsArea(host.platform, upkeep);
    const zhang = await host.signedIn("zhang", { actAs: "enterprise" });
    no = ok(await submit(zhang, await filledDraft(zhang))).no;
    const body = { packageId: "catering-shop", answers };
    for (let count = 0; count < 3; count++)
      acknowledged.push(ok(await zhang.post<Draft>("/drafts", body)).id);
    // people go on working while it is made
    let busy = true;
    const others = (async () => {
      while (busy) ok(await zhang.post<Draft>("/drafts", body));
    })();
    const printed: string[] = [];
    const code = await operationCommands["backup"]!.run({
      args: ["backup"],
      dataDir: host.folder,
      workingDir: folder,
      language: "zh",
      print: (line) => printed.push(line),
      progress: quiet,
    });
    busy = false;
    await others;
    assert.equal(code, 0, printed.join("\n"));
    assert.match(printed.join("\n"), /已备份到/);
    manifest = await readManifest(target);
  });
  after(async () => {
    await host.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("holds databases, secrets and every file, and is whole", async () => {
    assert.deepEqual(
      manifest.parts.map((part) => part.name),
      ["app.db", "engine.db", "secrets.json"],
    );
    assert.ok(manifest.files.count > 0);
    const { faults, auditRows, files } = await verifyFolder(target, manifest, quiet);
    assert.deepEqual([faults, files], [[], manifest.files.count]);
    assert.ok(auditRows > 0);
    assert.deepEqual((await readdir(folder)).toSorted(), ["backup"]);
  });

  it("becomes a server again that knows everything acknowledged before, and goes on", async () => {
    const dataDir = path.join(folder, "restored");
    assert.deepEqual(await restore(target, dataDir, new Date(0), quiet), { kept: null, faults: [] });
    const second = await createTestPlatform({ folder: dataDir });
    try {
      const areas = await assembleAreas(second.platform);
      const zhang = await second.signedIn("zhang", { actAs: "enterprise" });
      for (const id of acknowledged) {
        const draft = ok(await zhang.get<Draft>(`/drafts/${id}`));
        ok(
          await zhang.get<FormPart>(
            `/drafts/${id}/parts/${draft.parts.find((part) => part.kind === "form")!.id}`,
          ),
        );
      }
      const { lanes } = ok(await zhang.get<{ lanes: { status: string }[] }>(`/cases/${no}`));
      assert.equal(lanes.length, 4);
      assert.equal((await areas.audit.verify()).brokenAt, null);
    } finally {
      await second.close();
    }
  });

  it("keeps what was in the folder under another name, and refuses a folder in use", async () => {
    const dataDir = path.join(folder, "occupied");
    await cp(target, dataDir, { recursive: true });
    const { kept } = await restore(target, dataDir, new Date("2026-03-02T01:00:00Z"), quiet);
    assert.equal(kept, `${dataDir}.before-2026-03-02T01-00-00-000Z`);
    assert.ok((await readdir(kept!)).includes("app.db"));
    await assert.rejects(restore(target, host.folder, new Date(0), quiet), { code: "in-use" });
  });

  it("keeps the engine's name, without which no process may own it on MongoDB", async () => {
    const source = path.join(folder, "on-mongo");
    await mkdir(source);
    for (const name of ["engine.db", "secrets.json"])
      await cp(path.join(target, name), path.join(source, name));
    const engineId = openDataFolder(source, { shared: true }).engineId(true);
    await backUp(source, path.join(folder, "mongo-backup"), quiet);
    const dataDir = path.join(folder, "mongo-restored");
    await restore(path.join(folder, "mongo-backup"), dataDir, new Date(0), quiet);
    assert.equal(openDataFolder(dataDir, { shared: true }).engineId(), engineId);
  });

  it("with anything missing or changed is named and not restored", async () => {
    const damaged = async (change: (copy: string) => Promise<void>): Promise<string[]> => {
      const copy = await mkdtemp(path.join(folder, "copy-"));
      await cp(target, copy, { recursive: true });
      await change(copy);
      const dataDir = path.join(copy, "never");
      const { faults } = await restore(copy, dataDir, new Date(0), quiet);
      await assert.rejects(readdir(dataDir));
      return faults.map((fault) => fault.en);
    };
    const firstFile = async (copy: string): Promise<string> => {
      const [ab] = (await readdir(path.join(copy, "files"))).toSorted();
      const names = await readdir(path.join(copy, "files", ab!));
      return path.join(
        copy,
        "files",
        ab!,
        names.find((name) => !name.endsWith(".json"))!,
      );
    };
    assert.match(
      (await damaged((copy) => rename(path.join(copy, "engine.db"), path.join(copy, "gone.db"))))[0]!,
      /engine\.db is missing/,
    );
    assert.match(
      (
        await damaged(async (copy) => {
          const bytes = await readFile(path.join(copy, "app.db"));
          bytes[bytes.length >> 1]! ^= 0xff;
          await writeFile(path.join(copy, "app.db"), bytes);
        })
      )[0]!,
      /app\.db is not what was backed up/,
    );
    assert.match(
      (await damaged(async (copy) => writeFile(await firstFile(copy), "other bytes")))[0]!,
      /do not match its hash/,
    );
    assert.match((await damaged(async (copy) => rm(await firstFile(copy))))[0]!, /files are there/);
    await assert.rejects(
      damaged((copy) => rm(path.join(copy, "manifest.json"))),
      { code: "no-backup" },
    );
  });

  it("is not made over something, nor inside the data folder, nor of nothing", async () => {
    await assert.rejects(backUp(host.folder, target, quiet), { code: "exists" });
    await assert.rejects(backUp(host.folder, path.join(host.folder, "b"), quiet), { code: "inside" });
    await assert.rejects(backUp(path.join(folder, "none"), path.join(folder, "b"), quiet), {
      code: "nothing",
    });
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith(".unfinished")),
      [],
    );
  });
});
