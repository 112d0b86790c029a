/**
 * Process instances per second: ours, each acknowledged on disk when it has ended; ours in memory; two engines in memory;
 * and, where the test servers lie beside the checkout, the real Zeebe engine for orientation. All in one run, in this
 * order, several times. Then how long an answer takes at half of what our engine can do.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmbeddedEngine, type EmbeddedEngine } from "../src/index.ts";
import { SCENARIOS, type Scenario } from "./models.ts";
import { bpmnElements, bpmnEngine, type Peer } from "./peers.ts";
import { onZeebe, zeebeIsThere } from "./zeebe-peer.ts";

export interface BenchRow {
  readonly name: string;
  readonly unit: string;
  /** The median of the rounds. */
  readonly ours: number;
  /** The lowest and the highest round. */
  readonly range?: readonly [number, number];
  readonly peer: string | null;
  readonly peerValue: number | null;
  readonly peerRange?: readonly [number, number];
  /** ours / peerValue */
  readonly ratio: number | null;
}

export interface BenchOptions {
  /** How long each measurement takes, ms. Default 3,000. */
  durationMs?: number;
  /** Instances in flight at once in our engine. Default 256. */
  inFlight?: number;
  /** How often all are measured. Default 3. */
  rounds?: number;
  /** Default: where its command is there. */
  zeebe?: boolean;
}

interface Contender {
  name: string;
  measure(scenario: Scenario): Promise<number>;
}

/** Runs all contenders on all scenarios, round by round; the machine should have nothing else to do. */
export async function run(options: BenchOptions = {}): Promise<BenchRow[]> {
  const { durationMs = 3000, inFlight = 256, rounds = 3, zeebe = zeebeIsThere() } = options;
  const ours = (memory: boolean) => (scenario: Scenario) =>
    onOurs(scenario, memory, async (once) => {
      await lanes(inFlight, durationMs / 3, once);
      return lanes(inFlight, durationMs, once);
    });
  const contenders: Contender[] = [
    { name: `ours, durable, ${inFlight} in flight`, measure: ours(false) },
    { name: "ours, in memory", measure: ours(true) },
    ...[bpmnEngine(), bpmnElements()].map((peer) => ({
      name: peer.name,
      measure: (scenario: Scenario) => measurePeer(peer, scenario, durationMs),
    })),
  ];
  if (zeebe)
    contenders.push({
      name: "Zeebe's engine, test build in memory (orientation)",
      measure: (scenario) => onZeebe(scenario, (once) => lanes(ZEEBE_IN_FLIGHT, durationMs, once)),
    });
  const measured = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const scenario of SCENARIOS)
      for (const { name, measure } of contenders) {
        const key = `${scenario.name} ${name}`;
        measured.set(key, [...(measured.get(key) ?? []), await measure(scenario)]);
      }
  const rows: BenchRow[] = [];
  for (const scenario of SCENARIOS) {
    const of = (contender: Contender | undefined): Spread =>
      spread(measured.get(`${scenario.name} ${contender?.name}`) ?? []);
    const [durable, ...others] = contenders;
    const own = of(durable);
    for (const other of others) {
      const peer = of(other);
      rows.push({
        name: `engine: ${scenario.name} (${durable?.name})`,
        unit: "instances/s",
        ours: own.median,
        range: own.range,
        peer: other.name,
        peerValue: peer.median,
        peerRange: peer.range,
        ratio: own.median / peer.median,
      });
    }
    const perSecond = own.median / 2;
    const [p50, p99] = await onOurs(scenario, false, (once) => answers(perSecond, durationMs, once));
    const name = `engine: ${scenario.name}, answer at ${Math.round(perSecond)}/s, half of the most`;
    const alone = { unit: "ms", peer: null, peerValue: null, ratio: null };
    rows.push({ name: `${name}: p50`, ours: p50, ...alone }, { name: `${name}: p99`, ours: p99, ...alone });
  }
  return rows;
}

const ZEEBE_IN_FLIGHT = 64;

interface Spread {
  median: number;
  range: readonly [number, number];
}
function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    range: [sorted[0] ?? 0, sorted.at(-1) ?? 0],
  };
}

/** Our engine with a worker in this process that does the jobs; `once` starts an instance and awaits its result. */
async function onOurs<R>(
  scenario: Scenario,
  inMemory: boolean,
  measure: (once: () => Promise<void>) => Promise<R>,
): Promise<R> {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-bench-"));
  const engine: EmbeddedEngine = await createEmbeddedEngine(inMemory ? { inMemory } : { dataDir });
  const worker = engine.openWorker({ type: "work", maxJobs: 512, handler: (_job, act) => act.complete() });
  try {
    await engine.deploy([{ name: `${scenario.processId}.bpmn`, content: scenario.ours }]);
    const reference = { bpmnProcessId: scenario.processId };
    return await measure(async () => {
      await engine.createInstanceWithResult(reference, { amount: 500 }, { fetchVariables: [] });
    });
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

/** Starts so many a second whether or not the earlier ones have ended; p50 and p99 from when each was due, ms. */
async function answers(
  perSecond: number,
  durationMs: number,
  once: () => Promise<void>,
): Promise<[p50: number, p99: number]> {
  await lanes(16, durationMs / 3, once);
  const start = performance.now();
  const took: number[] = [];
  const running: Promise<void>[] = [];
  for (let due = start; due < start + durationMs;) {
    for (const now = performance.now(); due <= now && due < start + durationMs; due += 1000 / perSecond) {
      const wanted = due;
      running.push(once().then(() => void took.push(performance.now() - wanted)));
    }
    await new Promise((next) => setImmediate(next));
  }
  await Promise.all(running);
  took.sort((a, b) => a - b);
  const at = (part: number): number => took[Math.min(took.length - 1, Math.floor(took.length * part))] ?? 0;
  return [at(0.5), at(0.99)];
}
