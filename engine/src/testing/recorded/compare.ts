/** `node engine/src/testing/recorded/compare.ts FAMILY [TEXT]`: where our engine differs from the recordings. */
import { families } from "./families/index.ts";
import { difference } from "./difference.ts";
import { runRecorded } from "./run-recorded.ts";
import { readFamily } from "./store.ts";

const [wanted, text = ""] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

for (const { name } of families) {
  if (wanted !== undefined && wanted !== name) continue;
  const recorded = readFamily(name);
  const cases = recorded.testCases.filter((testCase) => testCase.name.includes(text));
  let same = 0;
  for (const testCase of cases) {
    const told = difference(await runRecorded(recorded, testCase), testCase.trace);
    if (told === null) same += 1;
    else say(`\n${name}: ${testCase.name}\n${told}`);
  }
  say(`\n${name}: ${same} of ${cases.length} the same`);
}
