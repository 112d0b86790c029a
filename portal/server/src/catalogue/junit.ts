/** Test results as JUnit's XML, which build servers read: a suite per file, a case per case. */
import type { Language } from "../platform/text.ts";
import type { TestedFile } from "./test-content.ts";

/** XML 1.0 knows no other control characters, not even escaped. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string =>
  text.replace(FORBIDDEN, "\uFFFD").replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

export function junitReport(tested: readonly TestedFile[], language: Language): string {
  const suites = tested.map(({ file, run, problem }) => {
    const results = (run?.results ?? []).map(({ name, failure }) => {
      const open = `    <testcase classname="${escaped(file)}" name="${escaped(name)}"`;
      if (failure === null) return `${open}/>`;
      const message = language === "zh" ? failure.messageZh : failure.message;
      return `${open}>\n      <failure type="${escaped(failure.type)}" message="${escaped(message)}"/>\n    </testcase>`;
    });
    if (problem !== null)
      results.push(
        `    <testcase classname="${escaped(file)}" name="${escaped(file)}">\n      <error message="${escaped(problem[language])}"/>\n    </testcase>`,
      );
    const errors = problem === null ? 0 : 1;
    return `  <testsuite name="${escaped(file)}" tests="${results.length}" failures="${run?.failed ?? 0}" errors="${errors}">\n${results.map((line) => `${line}\n`).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("")}</testsuites>\n`;
}
