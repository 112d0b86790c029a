/** `npm run kill [-- --kills 1000 --seed N]`: real kills with -9 of working processes. */
import { parseArgs } from "node:util";
import { killRepeatedly, KILLS_PER_FOLDER } from "./kill.ts";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, seed: { type: "string" } },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const folders = Math.ceil(Number(values.kills) / KILLS_PER_FOLDER);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const started = performance.now();
const faults = await killRepeatedly(folders, seed);
for (const fault of faults) say(fault);
const seconds = Math.round((performance.now() - started) / 1000);
say(`${folders * KILLS_PER_FOLDER} kills in ${seconds} s: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
