import assert from "node:assert/strict";
import { test } from "node:test";
import { killRepeatedly, KILLS_PER_FOLDER } from "./kill.ts";

/** 200 kills in all. `CRASH_DIRS` and `CRASH_SEED` run fewer, or the same again; `npm run kill` runs a thousand. */
const FOLDERS = Number(process.env.CRASH_DIRS ?? 20);
const SEED = Number(process.env.CRASH_SEED ?? 2026);

test(`a process killed with -9 loses no acknowledged command and leaves none half done, ${FOLDERS * KILLS_PER_FOLDER} times`, async () => {
  assert.deepEqual(await killRepeatedly(FOLDERS, SEED), []);
});
