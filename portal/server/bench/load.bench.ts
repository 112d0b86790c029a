/**
 * An office at its busiest. BENCH_LOAD_SECONDS=300 BENCH_LOAD_RATE=50 BENCH_LOAD_CLERKS=100 is what issue and manual
 * speak of; without them a short run. The clients are a process of their own on the same machine.
 */
import { runLoad } from "./load/run-load.ts";
import type { BenchRow } from "./inbox.bench.ts";

const wanted = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);
const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

export async function run(): Promise<BenchRow[]> {
  const rate = wanted("BENCH_LOAD_RATE", 50);
  const clerks = wanted("BENCH_LOAD_CLERKS", 100);
  const seconds = wanted("BENCH_LOAD_SECONDS", 20);
  const execArgv = process.env["BENCH_LOAD_NODE"]?.split(" ");
  const result = await runLoad({
    rate,
    clerks,
    seconds,
    execArgv,
    say: (line) => process.stderr.write(`${line}\n`),
  });
  const name = `${clerks} clerks, ${rate} submissions/s for ${seconds} s`;
  const all = Object.values(result.times)
    .flat()
    .toSorted((a, b) => a - b);
  for (const error of [...new Set(result.errors)].slice(0, 20)) process.stderr.write(`error: ${error}\n`);
  process.stderr.write(`${result.backup.verified}\n`);
  const row = (what: string, unit: string, ours: number, p95?: number): BenchRow => ({
    name: `${name}: ${what}`,
    unit,
    ours,
    ...(p95 === undefined ? {} : { p95 }),
    peer: null,
    peerValue: null,
    ratio: null,
  });
  return [
    row("errors", "", result.errors.length),
    row("submissions acknowledged", "", result.submitted),
    row("submissions a second, reached", "/s", result.reached),
    row("tasks done by clerks", "", result.done),
    row("all requests", "ms", at(all, 0.5), at(all, 0.95)),
    ...Object.entries(result.times)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, list]) => row(`${kind} (${list.length})`, "ms", at(list, 0.5), at(list, 0.95))),
    row("memory after collection, first fifth", "MB", result.memory.early.rss),
    row("memory after collection, end", "MB", result.memory.late.rss),
    row("heap after collection, first fifth", "MB", result.memory.early.heap),
    row("heap after collection, end", "MB", result.memory.late.heap),
    row("backup under load", "s", result.backup.seconds),
    row("acknowledged before the backup, not in it", "", result.backup.lost.length),
    row("acknowledged, not in the data", "", result.lost.length),
  ];
}
