/**
 * Whether the engine should live in a thread of its own: the same processes with the engine beside its workers and in
 * another thread that is asked by messages; and how long the caller's thread is held meanwhile.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import { createEmbeddedEngine } from "../src/index.ts";
import type { BenchRow } from "./engine.bench.ts";
import { SCENARIOS, type Scenario } from "./models.ts";
import type { Answer, Order } from "./thread-child.ts";

interface Place {
  once(): Promise<void>;
  close(): Promise<void>;
}

export async function run(options: { durationMs?: number; rounds?: number } = {}): Promise<BenchRow[]> {
  const { durationMs = 3000, rounds = 3 } = options;
  const rows: BenchRow[] = [];
  for (const scenario of SCENARIOS) {
    const here: Measured[] = [];
    const there: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      here.push(await measure(scenario, beside, durationMs));
      there.push(await measure(scenario, apart, durationMs));
    }
    const compared = (what: string, unit: string, of: (one: Measured) => number): BenchRow => {
      const [ours, peer] = [here.map(of), there.map(of)].map((list) => list.toSorted((a, b) => a - b));
      const middle = (list: number[] = []): number => list[Math.floor(list.length / 2)] ?? 0;
      const ends = (list: number[] = []): [number, number] => [list[0] ?? 0, list.at(-1) ?? 0];
      return {
        name: `thread: ${scenario.name}, the engine beside its callers: ${what}`,
        unit,
        ours: middle(ours),
        range: ends(ours),
        peer: "in a thread of its own",
        peerValue: middle(peer),
        peerRange: ends(peer),
        ratio: middle(ours) / middle(peer),
      };
    };
    rows.push(compared("durable", "instances/s", (one) => one.perSecond));
    rows.push(compared("the callers' thread is held, p99", "ms", (one) => one.heldMs));
  }
  return rows;
}

interface Measured {
  perSecond: number;
  heldMs: number;
}

async function measure(
  scenario: Scenario,
  open: (scenario: Scenario, dataDir: string) => Promise<Place>,
  durationMs: number,
): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), "onewindow-thread-"));
  const place = await open(scenario, dataDir);
  try {
    await lanes(durationMs / 3, place.once);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const perSecond = await lanes(durationMs, place.once);
    delay.disable();
    return { perSecond, heldMs: delay.percentile(99) / 1e6 };
  } finally {
    await place.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function lanes(durationMs: number, once: () => Promise<void>): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < durationMs) {
      await once();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: 256 }, lane));
  return done / ((performance.now() - start) / 1000);
}

async function beside(scenario: Scenario, dataDir: string): Promise<Place> {
  const engine = await createEmbeddedEngine({ dataDir });
  await engine.deploy([{ name: "model.bpmn", content: scenario.ours }]);
  const worker = engine.openWorker({ type: "work", maxJobs: 512, handler: (_job, act) => act.complete() });
  const reference = { bpmnProcessId: scenario.processId };
  return {
    async once() {
      await engine.createInstanceWithResult(reference, { amount: 500 }, { fetchVariables: [] });
    },
    async close() {
      await worker.close();
      await engine.close();
    },
  };
}

async function apart(scenario: Scenario, dataDir: string): Promise<Place> {
  const thread = new Worker(new URL("./thread-child.ts", import.meta.url), {
    workerData: { dataDir, model: scenario.ours },
  });
  const order = (value: Order): void => thread.postMessage(value);
  const waiting = new Map<number, () => void>();
  let last = 0;
  let ready = (): void => undefined;
  let closed = (): void => undefined;
  const started = new Promise<void>((resolve) => (ready = resolve));
  const ended = new Promise<void>((resolve) => (closed = resolve));
  thread.on("message", (answer: Answer) => {
    if (answer.kind === "ready") ready();
    else if (answer.kind === "closed") closed();
    else if (answer.kind === "job") order({ kind: "done", id: answer.id });
    else {
      waiting.get(answer.id)?.();
      waiting.delete(answer.id);
    }
  });
  await started;
  return {
    once: () =>
      new Promise((resolve) => {
        const id = (last += 1);
        waiting.set(id, resolve);
        order({ kind: "run", id, processId: scenario.processId, variables: { amount: 500 } });
      }),
    async close() {
      order({ kind: "close" });
      await ended;
    },
  };
}
