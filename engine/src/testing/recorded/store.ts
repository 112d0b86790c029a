/** Recorded families as files: one line per case, so that a change shows as the cases it concerns. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Resource } from "../../port.ts";
import type { Family, RecordedCase, RecordedFamily, Scenario, TracedStep } from "./scenario.ts";

/** Where the recorded families lie. */
export const SCENARIO_FOLDER = join(import.meta.dirname, "../../../scenarios");

export function readFamily(name: string): RecordedFamily {
  return JSON.parse(readFileSync(join(SCENARIO_FOLDER, `${name}.json`), "utf8")) as RecordedFamily;
}

export function writeFamily(name: string, family: RecordedFamily): void {
  const lines = (values: readonly string[]): string => values.map((value) => `  ${value}`).join(",\n");
  const resources = Object.entries(family.resources).map(
    ([file, content]) => `${JSON.stringify(file)}: ${JSON.stringify(content)}`,
  );
  const cases = family.testCases.map((one) => JSON.stringify(one));
  const flag = family.definitions === true ? `"definitions": true,\n` : "";
  const text = `{\n"engine": ${JSON.stringify(family.engine)},\n${flag}"resources": {\n${lines(resources)}\n},\n"testCases": [\n${lines(cases)}\n]\n}\n`;
  writeFileSync(join(SCENARIO_FOLDER, `${name}.json`), text);
}

/** The family as data; equal files are kept once. */
export function toRecorded(
  family: Family,
  engine: string,
  traceOf: (scenario: Scenario) => readonly TracedStep[],
): RecordedFamily {
  const names = new Map<string, string>();
  const fileOf = ({ name, content }: Resource): string => {
    const known = names.get(content);
    if (known !== undefined) return known;
    const dot = name.lastIndexOf(".");
    const file = `${name.slice(0, dot)}-${names.size + 1}${name.slice(dot)}`;
    names.set(content, file);
    return file;
  };
  const testCases = family.scenarios.map((scenario): RecordedCase => {
    const { name, resources, later = [], instructions } = scenario;
    const deploy = resources.map(fileOf);
    const more = later.length === 0 ? {} : { later: later.map(fileOf) };
    const renamed = new Map(later.map((file) => [file.name, fileOf(file)]));
    return {
      name,
      deploy,
      ...more,
      instructions: instructions.map((instruction) =>
        instruction.type === "DEPLOY"
          ? { ...instruction, resourceNames: instruction.resourceNames.map((one) => renamed.get(one) ?? one) }
          : instruction,
      ),
      trace: traceOf(scenario),
    };
  });
  return {
    engine,
    ...(family.definitions === undefined ? {} : { definitions: family.definitions }),
    resources: Object.fromEntries([...names].map(([content, file]) => [file, content])),
    testCases,
  };
}

/** A case without its trace: what must be the same for a recording to be of use. */
export function questionOf(recorded: RecordedFamily, testCase: RecordedCase): unknown {
  const { name, deploy, later = [], instructions } = testCase;
  const contents = (files: readonly string[]): (string | undefined)[] =>
    files.map((file) => recorded.resources[file]);
  return { name, deploy: contents(deploy), later: contents(later), instructions };
}

/** The files of a case. */
export function filesOf(recorded: RecordedFamily, names: readonly string[] = []): Resource[] {
  return names.map((name) => ({ name, content: recorded.resources[name] ?? "" }));
}
