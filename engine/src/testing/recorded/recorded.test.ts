/** Every recorded scenario leads on our engine to what it led to on the real one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "./difference.ts";
import { families } from "./families/index.ts";
import { knownDifferences } from "./known-differences.ts";
import { runRecorded } from "./run-recorded.ts";
import { questionOf, readFamily, toRecorded } from "./store.ts";

for (const family of families) {
  const recorded = readFamily(family.name);
  const known = knownDifferences[family.name] ?? {};

  test(`${family.name}: the recordings are of the scenarios as they stand`, () => {
    const fresh = toRecorded(family, recorded.engine, () => []);
    assert.deepEqual(
      recorded.testCases.map((one) => questionOf(recorded, one)),
      fresh.testCases.map((one) => questionOf(fresh, one)),
      "a scenario was changed: record it anew with `npm run record -- --missing`",
    );
    const names = new Set(recorded.testCases.map(({ name }) => name));
    const gone = Object.values(known)
      .flat()
      .filter((name) => !names.has(name));
    assert.deepEqual(gone, [], "known differences of scenarios that are not there");
  });

  test(`${family.name}: ${recorded.testCases.length} scenarios go as on the real engine, but for those whose difference is known`, async (context) => {
    const excused = new Set(Object.values(known).flat());
    for (const testCase of recorded.testCases) {
      await context.test(testCase.name, async () => {
        const told = difference(await runRecorded(recorded, testCase), testCase.trace);
        if (!excused.has(testCase.name)) assert.ok(told === null, told ?? "");
        else assert.notEqual(told, null, "it is the same now: take it off known-differences.ts");
      });
    }
  });
}
