/** Runs the test cases beside processes and decisions (CPT JSON) on the embedded engine. */
import { createEmbeddedEngine } from "@onewindow/engine";
import {
  joinDecisionCoverage,
  joinProcessCoverage,
  readTestCases,
  runTestCases,
  TestCaseError,
} from "@onewindow/engine/testing";
import type { DecisionCoverage, ProcessCoverage, TestRunResult } from "@onewindow/engine/testing";
import type { ContentFiles } from "./content/source.ts";

export interface TestedFile {
  file: string;
  /** Null when the file itself could not be read; `problem` says why. */
  run: TestRunResult | null;
  problem: { zh: string; en: string } | null;
}

/** Runs `processes/<folder>/tests/*.json` below the given paths (all, when there are none), file by file. */
export async function testContent(files: ContentFiles, paths: readonly string[] = []): Promise<TestedFile[]> {
  const resources = [...files.texts]
    .filter(([file]) => /\.(bpmn|dmn)$/.test(file))
    .map(([name, content]) => ({ name, content }));
  const tested: TestedFile[] = [];
  for (const [file, text] of files.texts) {
    if (!/^processes\/[^/]+\/tests\/.+\.json$/.test(file) || !isBelow(file, paths)) continue;
    try {
      const run = await runTestCases({
        resources,
        cases: readTestCases(text, file),
        engineFactory: ({ clock }) => createEmbeddedEngine({ inMemory: true, clock }),
      });
      tested.push({ file, run, problem: null });
    } catch (error) {
      if (!(error instanceof TestCaseError)) throw error;
      tested.push({ file, run: null, problem: { zh: error.messageZh, en: error.message } });
    }
  }
  return tested;
}

/** Which rules of each decision table the cases of all files matched together. */
export function decisionCoverage(tested: readonly TestedFile[]): DecisionCoverage[] {
  return joinDecisionCoverage(tested.map(({ run }) => run?.decisionCoverage ?? []));
}

/** Which elements and flows of each process the cases of all files went through together. */
export function processCoverage(tested: readonly TestedFile[]): ProcessCoverage[] {
  return joinProcessCoverage(tested.map(({ run }) => run?.coverage ?? []));
}

/** Whether a content file lies at or below one of the paths; no paths mean everything. */
export function isBelow(file: string, paths: readonly string[]): boolean {
  return (
    paths.length === 0 || paths.some((path) => path === "" || file === path || file.startsWith(`${path}/`))
  );
}
