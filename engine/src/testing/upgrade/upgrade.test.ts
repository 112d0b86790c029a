import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { replay } from "../../core/replay.ts";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { FILE_NAME } from "../../store/sqlite-store.ts";
import { SCHEMA_VERSION } from "../../store/schema.ts";
import { createTestClock } from "../test-clock.ts";
import { emptyMuseum, MUSEUM_TIME } from "./museum.ts";

const FOLDER = join(import.meta.dirname, "states");
const files = readdirSync(FOLDER).sort();

test("a state file of every version up to this one is kept", () => {
  const wanted = Array.from({ length: SCHEMA_VERSION }, (_, index) => `v${index + 1}.db.gz`);
  assert.deepEqual(
    files,
    wanted,
    "after raising SCHEMA_VERSION run engine/src/testing/upgrade/make-state.ts",
  );
});

for (const file of files) {
  test(`${file}: its log gives its state, and all that waits in it goes on to its end`, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "onewindow-upgrade-"));
    try {
      writeFileSync(join(dataDir, FILE_NAME), gunzipSync(readFileSync(join(FOLDER, file))));
      const clock = createTestClock(MUSEUM_TIME);
      const engine = await createEmbeddedEngine({ dataDir, clock, strict: true });
      assert.deepEqual(engine.verify(), []);
      assert.deepEqual(replay(engine.readLog()), engine.dumpState());
      assert.equal(engine.query.incidents().length, 2);
      assert.deepEqual(await emptyMuseum(engine, clock), []);
      assert.deepEqual(replay(engine.readLog()), engine.dumpState());
      assert.equal(engine.stateViolations, 0);
      await engine.close();
      const again = await createEmbeddedEngine({ dataDir, clock, strict: true });
      assert.deepEqual(again.verify(), []);
      await again.close();
    } finally {
      rmSync(dataDir, { recursive: true });
    }
  });
}
