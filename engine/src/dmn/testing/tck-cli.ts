/** `node engine/src/dmn/testing/tck-cli.ts FOLDER`: runs the cases of the DMN TCK and lists what fails. */
import { existsSync } from "node:fs";
import { runTck } from "./tck.ts";

const folder = process.argv[2];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (folder === undefined) {
  say("用法 / Usage: tck FOLDER");
  process.exitCode = 2;
} else if (!existsSync(folder)) {
  say(`DMN TCK: ${folder} 不存在，已跳过 / does not exist, skipped`);
} else {
  const { total, passed, failures, rounded, notCounted } = runTck(folder);
  for (const failure of failures)
    say(`${failure.case}\n    expected ${failure.expected}\n    actual   ${failure.actual}`);
  for (const label of rounded) say(`equal in the digits written: ${label}`);
  for (const label of notCounted) say(`not counted, null wanted of a function that does not exist: ${label}`);
  say(`DMN TCK: ${passed} / ${total} (${((100 * passed) / Math.max(1, total)).toFixed(2)} %)`);
}
