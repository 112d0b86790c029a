/**
 * Process instances per second, each acknowledged on disk when it has ended, beside two engines in memory.
 * `node engine/bench/engine.bench.ts` prints a table; `run` gives the rows.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmbeddedEngine } from "../src/index.ts";
import { SCENARIOS } from "./models.ts";
import type { Scenario } from "./models.ts";
import { bpmnElements, bpmnEngine } from "./peers.ts";
import type { Peer } from "./peers.ts";

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerValue: number;
  /** ours / peerValue */
  readonly ratio: number;
}

export interface BenchOptions {
  /** How long each measurement takes, ms. Default 3,000. */
  durationMs?: number;
  /** Instances in flight at once in our engine. Default 256. */
  inFlight?: number;
}

/** Runs all scenarios, one engine after another; the machine should have nothing else to do. */
export async function run(options: BenchOptions = {}): Promise<BenchRow[]> {
  const { durationMs = 3000, inFlight = 256 } = options;
  const peers = [bpmnElements(), bpmnEngine()];
  const rows: BenchRow[] = [];
  for (const scenario of SCENARIOS) {
    const ours = await measureOurs(scenario, durationMs, inFlight);
    for (const peer of peers) {
      const peerValue = await measurePeer(peer, scenario, durationMs);
      const name = `engine: ${scenario.name} (durable, ${inFlight} in flight)`;
      rows.push({ name, unit: "instances/s", ours, peer: peer.name, peerValue, ratio: ours / peerValue });
    }
  }
  return rows;
}

/** Lanes that each start an instance and await its result on disk; a worker in this process does the jobs. */
async function measureOurs(scenario: Scenario, durationMs: number, inFlight: number): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-bench-"));
  const engine = await createEmbeddedEngine({ dataDir });
  const worker = engine.openWorker({ type: "work", maxJobs: 512, handler: (_job, act) => act.complete() });
  try {
    await engine.deploy([{ name: `${scenario.processId}.bpmn`, content: scenario.ours }]);
    const reference = { bpmnProcessId: scenario.processId };
    const once = async (): Promise<void> => {
      await engine.createInstanceWithResult(reference, { amount: 500 }, { fetchVariables: [] });
    };
    await lanes(inFlight, durationMs / 3, once);
    return await lanes(inFlight, durationMs, once);
  } finally {
    await worker.close();
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measurePeer(peer: Peer, scenario: Scenario, durationMs: number): Promise<number> {
  const once = await peer.prepare(scenario.peers);
  await lanes(1, durationMs / 3, once);
  return lanes(1, durationMs, once);
}

/** Completions per second while the time lasts. */
async function lanes(count: number, durationMs: number, once: () => Promise<void>): Promise<number> {
  const start = performance.now();
  let completed = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < durationMs) {
      await once();
      completed += 1;
    }
  };
  await Promise.all(Array.from({ length: count }, lane));
  return completed / ((performance.now() - start) / 1000);
}

/** A table for people. */
export function table(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.name,
    `${row.ours.toFixed(0)} ${row.unit}`,
    row.peer,
    row.peerValue.toFixed(0),
    `${row.ratio.toFixed(1)} ×`,
  ]);
  const all = [["scenario", "ours", "peer", "peer's", "ratio"], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  return all
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .join("\n");
}

if (import.meta.main) console.log(table(await run()));
