import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { FaultList } from "./content/fault.ts";
import { readContentFiles } from "./content/source.ts";
import { home } from "./content/testing.ts";
import { publishedSchemas } from "./json-schema.ts";
import { decisionCoverage, testContent } from "./test-content.ts";

test("every test case beside processes and decisions passes, every flow of the shared processes is taken, every rule of a decision matched", async () => {
  const files = await readContentFiles(home, new FaultList());
  const tested = await testContent(files);
  assert.ok(tested.length >= 6);
  for (const { file, run, problem } of tested) {
    assert.equal(problem, null, file);
    assert.deepEqual(
      run?.results
        .filter((result) => !result.passed)
        .map((result) => `${result.name}: ${result.failure?.message}`),
      [],
      file,
    );
    const own = run?.coverage.find(({ processId }) => file.endsWith(`/${processId}.json`));
    if (own) assert.deepEqual([own.missedElements, own.missedFlows], [[], []], file);
  }
  assert.deepEqual(
    decisionCoverage(tested).map((one) => [one.decisionId, one.missedRules]),
    decisionCoverage(tested).map((one) => [one.decisionId, []]),
  );
});

test("the published JSON Schema is the one of the code", async () => {
  for (const [file, text] of Object.entries(publishedSchemas()))
    assert.deepEqual(
      JSON.parse(await readFile(path.join(home, file), "utf8")),
      JSON.parse(text),
      `${file} is old: run onewindow schema`,
    );
});
