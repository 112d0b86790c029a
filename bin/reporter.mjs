/** Reporter of `npm test`: failures in full, one line per finished file, totals as JSON in the file ONEWINDOW_TOTALS. */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { inspect } from "node:util";

const MOST_SAID = 4_000;

export default async function* reporter(source) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const names = new Map();
  /** What each file's process said last on stderr: a file that fails as a whole says there why. */
  const said = new Map();
  for await (const { type, data } of source) {
    if (type === "test:start") {
      // names of the tests around this one, by file
      const path = (names.get(data.file) ?? []).slice(0, data.nesting);
      names.set(data.file, [...path, data.name]);
    } else if (type === "test:pass" || type === "test:fail") {
      if (data.details?.type === "suite") {
        // a suite fails with its tests; on its own (a hook) it counts
        if (type === "test:fail" && data.details.error?.failureType === "hookFailed") {
          totals.failed += 1;
          yield failure(data, names);
        }
        continue;
      }
      if (data.skip !== undefined || data.todo !== undefined) {
        totals.skipped += 1;
        yield `   skipped: ${data.name}${typeof data.skip === "string" ? ` (${data.skip})` : ""}\n`;
      } else if (type === "test:pass") totals.passed += 1;
      else if (data.details?.error?.failureType !== "subtestsFailed") {
        totals.failed += 1;
        yield failure(data, names);
        if (data.details?.error?.exitCode !== undefined) yield indented(said.get(data.file) ?? "");
      }
    } else if (type === "test:summary" && data.file) {
      const { counts, file, duration_ms: ms } = data;
      const sign = data.success ? "✔" : "✖";
      yield `   ${sign} ${relative(process.cwd(), file)}  ${counts.passed}/${counts.tests}  ${(ms / 1000).toFixed(1)} s\n`;
    } else if (type === "test:stderr" || type === "test:stdout") {
      if (type === "test:stderr")
        said.set(data.file, `${said.get(data.file) ?? ""}${data.message}`.slice(-MOST_SAID));
      if (process.env.ONEWINDOW_OUTPUT) yield data.message;
    }
  }
  if (process.env.ONEWINDOW_TOTALS) writeFileSync(process.env.ONEWINDOW_TOTALS, JSON.stringify(totals));
}

function failure(data, names) {
  const path = [...(names.get(data.file) ?? []).slice(0, data.nesting), data.name];
  const error = data.details?.error;
  const shown = inspect(error?.cause ?? error, { colors: false, depth: 4 });
  const place = data.file ? `${relative(process.cwd(), data.file)}:${data.line ?? 1}` : "";
  return `\n   ✖ ${path.join(" › ")}\n     ${place}\n${indented(shown)}\n`;
}

const indented = (text) => `${text.trimEnd().replace(/^/gm, "     ")}\n`;
