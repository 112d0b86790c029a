/** `node engine/src/testing/upgrade/make-state.ts`: keeps a state file of the version at hand for the upgrade test. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import { SCHEMA_VERSION } from "../../store/schema.ts";
import { createTestClock } from "../test-clock.ts";
import { fillMuseum, MUSEUM_TIME } from "./museum.ts";

const dataDir = mkdtempSync(join(tmpdir(), "onewindow-state-"));
const engine = await createEmbeddedEngine({ dataDir, clock: createTestClock(MUSEUM_TIME), strict: true });
await fillMuseum(engine);
await engine.close();
const file = join(import.meta.dirname, "states", `v${SCHEMA_VERSION}.db.gz`);
writeFileSync(file, gzipSync(readFileSync(join(dataDir, "engine.db")), { level: 9 }));
rmSync(dataDir, { recursive: true });
process.stdout.write(`${file}\n`);
