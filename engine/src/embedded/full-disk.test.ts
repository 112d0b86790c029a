import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFile, mkdtemp, open, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createEmbeddedEngine, replay } from "../index.ts";
import type { EmbeddedEngine } from "../index.ts";
import { deployOneTask } from "./test-models.ts";

async function withFolder(run: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "engine-full-"));
  try {
    await run(dataDir);
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

const big = { text: "x".repeat(20_000) };

/** Starts instances until one is refused; gives how many there are and why it ended. */
async function fill(engine: EmbeddedEngine): Promise<{ count: number; code: unknown; message: string }> {
  for (let count = 0; ; count += 1) {
    try {
      await engine.createInstance({ bpmnProcessId: "p" }, big);
    } catch (error) {
      if (!(error instanceof Error) || !("code" in error)) throw error;
      return { count, code: error.code, message: error.message };
    }
  }
}

test("a full disk refuses commands with a clear error; with room again the engine goes on by itself", () =>
  withFolder(async (dataDir) => {
    const engine = await createEmbeddedEngine({ dataDir, strict: true, maxFileBytes: 2_000_000 });
    await deployOneTask(engine);
    const { count, code, message } = await fill(engine);
    assert.equal(code, "STORAGE_FULL");
    assert.match(message, /no room.*engine\.db.*make room/);
    assert.ok(count > 5);
    assert.equal(engine.query.processInstances({}, { limit: 10_000 }).length, count);
    assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
    engine.limitFile(20_000_000);
    await engine.createInstance({ bpmnProcessId: "p" }, big);
    assert.equal(engine.query.processInstances({}, { limit: 10_000 }).length, count + 1);
    assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
    await engine.close();
  }));

const prlimit = (size: string): boolean =>
  spawnSync("prlimit", [`--pid=${process.pid}`, `--fsize=${size}:unlimited`]).status === 0;

test("a write that the system refuses is told, nothing of it is kept, and the engine goes on when writes succeed", async (context) => {
  if (!prlimit("unlimited")) return context.skip("this system has no prlimit");
  await withFolder(async (dataDir) => {
    const engine = await createEmbeddedEngine({ dataDir, strict: true });
    await deployOneTask(engine);
    try {
      prlimit("1000000");
      const { count, code, message } = await fill(engine);
      assert.equal(code, "STORAGE_FAILED");
      assert.match(message, /engine\.db.*I\/O error/);
      assert.equal(engine.query.processInstances({}, { limit: 10_000 }).length, count);
    } finally {
      prlimit("unlimited");
    }
    await engine.createInstance({ bpmnProcessId: "p" }, big);
    assert.deepEqual(engine.dumpState(), replay(engine.readLog()));
    await engine.close();
    const again = await createEmbeddedEngine({ dataDir, strict: true });
    assert.deepEqual(again.verify(), []);
    await again.close();
  });
});

async function filled(dataDir: string): Promise<string> {
  const engine = await createEmbeddedEngine({ dataDir, strict: true });
  await deployOneTask(engine);
  for (let count = 0; count < 50; count += 1) await engine.createInstance({ bpmnProcessId: "p" }, big);
  await engine.close();
  return join(dataDir, "engine.db");
}

test("a file that lost its end is named when the engine opens it", () =>
  withFolder(async (dataDir) => {
    const file = await filled(dataDir);
    await truncate(file, (await stat(file)).size - 50_000);
    await assert.rejects(createEmbeddedEngine({ dataDir }), {
      code: "STORAGE_BROKEN",
      message: /engine\.db is damaged.*restore a backup/,
    });
  }));

test("a file with noise at its beginning is named when the engine opens it", () =>
  withFolder(async (dataDir) => {
    const file = await filled(dataDir);
    const handle = await open(file, "r+");
    await handle.write(Buffer.alloc(4096, 7), 0, 4096, 0);
    await handle.close();
    await assert.rejects(createEmbeddedEngine({ dataDir }), {
      code: "STORAGE_BROKEN",
      message: /engine\.db/,
    });
  }));

test("a changed letter in the log is found, wherever it is", () =>
  withFolder(async (dataDir) => {
    const file = await filled(dataDir);
    const content = await readFile(file);
    const at = content.lastIndexOf('[["text","\\"xxx');
    assert.ok(at > 0);
    content[at + 13] = 121;
    await writeFile(file, content);
    const engine = await createEmbeddedEngine({ dataDir });
    assert.ok(
      engine.verify().some((fault) => /the log at position \d+ is not as it was written/.test(fault)),
    );
    assert.throws(() => engine.readLog(), { code: "STORAGE_BROKEN" });
    await engine.close();
  }));

test("a state that cannot be read refuses the commands that need it and no others; no incident comes of it", () =>
  withFolder(async (dataDir) => {
    const file = await filled(dataDir);
    await copyFile(file, `${file}.copy`);
    const engine = await createEmbeddedEngine({ dataDir, cacheRows: 1 });
    const { size } = await stat(file);
    // behind the engine's back: every page of the second half
    const handle = await open(file, "r+");
    for (let at = Math.ceil(size / 8192) * 4096; at < size; at += 4096)
      await handle.write(Buffer.alloc(4096, 1), 0, 4096, at);
    await handle.close();
    const instances = 50;
    let refused = 0;
    for (let count = 0; count < instances; count += 1) {
      await engine.activateJobs({ type: "work", maxJobs: 1, timeoutMs: 1000 }).catch((error: unknown) => {
        assert.equal(error instanceof Error && "code" in error && error.code, "STORAGE_BROKEN");
        refused += 1;
      });
    }
    assert.ok(refused > 0);
    await engine.close().catch(() => undefined);
  }));
