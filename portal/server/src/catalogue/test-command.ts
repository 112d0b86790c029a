/** `onewindow test`: runs the test cases of a content folder, once or again after every change, and says what they cover. */
import { mkdir, watch, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { contentPaths, FAULTS, GOOD, WRONG_USE } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { FaultList } from "./content/fault.ts";
import { readContentFiles } from "./content/source.ts";
import { junitReport } from "./junit.ts";
import { decisionCoverage, isBelow, processCoverage, testContent } from "./test-content.ts";
import type { TestedFile } from "./test-content.ts";

export const testCommand: Command = {
  usage: "onewindow test [paths] [--content DIR] [--watch] [--junit FILE] [--coverage FILE]",
  summary: {
    zh: "运行流程和决策旁边的测试用例；--watch 文件改动后再运行，--junit 写 JUnit 报告，--coverage 写覆盖明细",
    en: "Runs the test cases beside processes and decisions; --watch runs again after a change, --junit writes a JUnit report, --coverage what was covered",
  },
  run: test,
};

interface Options {
  paths: string[];
  junit: string | null;
  coverage: string | null;
}

async function test(args: readonly string[], given: CommandContext): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        content: { type: "string" },
        watch: { type: "boolean", default: false },
        junit: { type: "string" },
        coverage: { type: "string" },
      },
    });
  } catch (error) {
    given.print(error instanceof Error ? error.message : String(error));
    given.print(testCommand.usage);
    return WRONG_USE;
  }
  const { values, positionals } = parsed;
  const inWorkingDir = (file: string | undefined): string | null =>
    file === undefined ? null : path.resolve(given.workingDir, file);
  const context = { ...given, contentDir: inWorkingDir(values.content) ?? given.contentDir };
  const options = {
    paths: contentPaths(positionals, context),
    junit: inWorkingDir(values.junit),
    coverage: inWorkingDir(values.coverage),
  };
  const code = await once(options, context);
  return values.watch ? again(options, context) : code;
}

async function once({ paths, junit, coverage }: Options, context: CommandContext): Promise<number> {
  const { print, language } = context;
  const files = await readContentFiles(context.contentDir, new FaultList());
  const tested = await testContent(files, paths);
  for (const one of tested) printTested(one, context);
  printProcessCoverage(tested, paths, context);
  printDecisionCoverage(tested, paths, context);
  if (junit !== null) await write(junit, junitReport(tested, language));
  if (coverage !== null)
    await write(
      coverage,
      `${JSON.stringify({ processes: processCoverage(tested), decisions: decisionCoverage(tested) }, null, 2)}\n`,
    );
  const passed = tested.reduce((sum, { run }) => sum + (run?.passed ?? 0), 0);
  const failed = tested.reduce((sum, { run }) => sum + (run?.failed ?? 1), 0);
  if (tested.length === 0) print({ zh: "没有测试用例", en: "There are no test cases" }[language]);
  print({ zh: `通过 ${passed}，失败 ${failed}`, en: `${passed} passed, ${failed} failed` }[language]);
  return failed > 0 || tested.length === 0 ? FAULTS : GOOD;
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Editors write a file in several steps: what comes this soon after a change belongs to it. */
const SETTLED_MS = 150;

/** Until the signal, or the end of the process. */
async function again(options: Options, context: CommandContext): Promise<number> {
  const { contentDir, language, print, signal } = context;
  const say = (): void =>
    print({ zh: "等待改动…（Ctrl+C 结束）", en: "Waiting for a change … (Ctrl+C ends)" }[language]);
  const own = [options.junit, options.coverage];
  say();
  let code = GOOD;
  let next: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const run = async (file: string): Promise<void> => {
    print({ zh: `${file} 有改动`, en: `${file} has changed` }[language]);
    code = await once(options, context);
    say();
  };
  try {
    for await (const { filename } of watch(contentDir, { recursive: true, signal })) {
      if (filename === null || own.includes(path.resolve(contentDir, filename))) continue;
      if (!/\.(bpmn|dmn|json)$/.test(filename)) continue;
      if (next !== null) clearTimeout(next);
      next = setTimeout(() => (running = running.then(() => run(filename))), SETTLED_MS);
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
  if (next !== null) clearTimeout(next);
  await running;
  return code;
}

function printTested({ file, run, problem }: TestedFile, { print, language }: CommandContext): void {
  print(file);
  if (problem) print(`  ✗ ${problem[language]}`);
  for (const result of run?.results ?? []) {
    print(`  ${result.passed ? "✓" : "✗"} ${result.name}`);
    if (result.failure)
      print(`      ${language === "zh" ? result.failure.messageZh : result.failure.message}`);
  }
}

/** Each process below the paths, or that the cases went through, with the elements and flows that no case went through. */
function printProcessCoverage(
  tested: readonly TestedFile[],
  paths: readonly string[],
  { print, language }: CommandContext,
): void {
  const shown = processCoverage(tested).filter(
    ({ resource, coveredElements }) => isBelow(resource, paths) || coveredElements.length > 0,
  );
  if (shown.length > 0) print({ zh: "流程覆盖", en: "Processes covered" }[language]);
  for (const one of shown) {
    const elements = `${one.coveredElements.length}/${one.coveredElements.length + one.missedElements.length}`;
    const flows = `${one.coveredFlows.length}/${one.coveredFlows.length + one.missedFlows.length}`;
    const list = [...one.missedElements, ...one.missedFlows].join(", ");
    const missed = { zh: `，未覆盖 ${list}`, en: `, missed ${list}` }[language];
    const said = { zh: `节点 ${elements}，连线 ${flows}`, en: `elements ${elements}, flows ${flows}` }[
      language
    ];
    print(`  ${list === "" ? "✓" : "○"} ${one.processId} ${said}${list && missed}`);
  }
}

/** Each decision below the paths, or that the cases evaluated, with its rules that no case matched. */
function printDecisionCoverage(
  tested: readonly TestedFile[],
  paths: readonly string[],
  { print, language }: CommandContext,
): void {
  const shown = decisionCoverage(tested).filter(
    ({ resource, coveredRules }) => isBelow(resource, paths) || coveredRules.length > 0,
  );
  if (shown.length > 0) print({ zh: "决策规则覆盖", en: "Rules of decisions covered" }[language]);
  for (const { decisionId, coveredRules, missedRules } of shown) {
    const count = `${coveredRules.length}/${coveredRules.length + missedRules.length}`;
    const list = missedRules.join(", ");
    const missed = { zh: `，未覆盖规则 ${list}`, en: `, missed rules ${list}` }[language];
    print(`  ${missedRules.length === 0 ? "✓" : "○"} ${decisionId} ${count}${list && missed}`);
  }
}
