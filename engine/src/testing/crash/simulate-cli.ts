/** `npm run crash [-- --crashes 10000 --seed N]`: simulated crashes; see `torn-disk.ts` for what is simulated. */
import { parseArgs } from "node:util";
import { simulateCrashes } from "./simulate.ts";

const { values } = parseArgs({
  options: { crashes: { type: "string", default: "10000" }, seed: { type: "string" } },
});
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const started = performance.now();
const { crashes, moments, faults } = await simulateCrashes(seed, Number(values.crashes));
for (const fault of faults) say(fault);
const where = Object.entries(moments).map(([moment, count]) => `${moment} ${count}`);
const seconds = Math.round((performance.now() - started) / 1000);
say(`${crashes} crashes (${where.join(", ")}) in ${seconds} s: ${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
