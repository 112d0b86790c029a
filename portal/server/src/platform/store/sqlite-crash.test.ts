import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { notes } from "../testing/crash-notes.ts";
import { openSqliteStore } from "./sqlite.ts";

const CHILD = fileURLToPath(new URL("../testing/crash-child.ts", import.meta.url));
const KILLS = 8;

/** Kills the writer after it has acknowledged so many writes; answers all that it acknowledged. */
async function killedAfter(file: string, run: string, count: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, file, run], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  const ended = new Promise((resolve) => child.on("close", resolve));
  child.stdout.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    if (printed.split("\n").length > count) child.kill("SIGKILL");
  });
  await ended;
  // what stands before the last line end was printed whole
  return printed.split("\n").slice(0, -1);
}

it("a killed process loses nothing that it acknowledged, and its numbers stay without gaps", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "onewindow-store-crash-"));
  const file = path.join(folder, "app.db");
  for (let kill = 0; kill < KILLS; kill += 1) {
    const acknowledged = await killedAfter(file, `run${kill}`, 1 + kill * 37);
    const store = openSqliteStore({ file });
    const kept = await store.collection(notes).find({ sort: ["number"], limit: 10_000 });
    const ids = new Set(kept.rows.map((row) => row.id));
    assert.deepEqual(
      acknowledged.filter((id) => !ids.has(id)),
      [],
    );
    assert.deepEqual(
      kept.rows.map((row) => row.number),
      kept.rows.map((_, at) => at + 1),
    );
    const tagged = await store.collection(notes).count({ contains: ["tags", `run${kill}`] });
    assert.equal(tagged, kept.rows.filter((row) => row.tags.includes(`run${kill}`)).length);
    await store.close();
  }
  await rm(folder, { recursive: true });
});
