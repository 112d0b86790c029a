/** One process of the growth benchmark: fills a data folder up to a number, or measures an engine on it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { createEmbeddedEngine } from "../src/index.ts";
import type { EmbeddedEngine } from "../src/index.ts";
import { processModel } from "../src/testing/index.ts";

export type GrowthKind = "instances" | "timers" | "messages";

export interface GrowthReport {
  readonly startMs: number;
  readonly residentMb: number;
  readonly perSecond: number;
  readonly workedMb: number;
  readonly fileMb: number;
}

const AT_ONCE = 2000;
const IN_FLIGHT = 256;
const DAY = 86_400_000;

const files = [
  processModel("one").startEvent("s").serviceTask("t", { type: "work" }).endEvent("e"),
  processModel("instances").startEvent("s").serviceTask("t", { type: "left" }).endEvent("e"),
  processModel("timers")
    .startEvent("s")
    .catchEvent("c", { timer: { duration: "P30D" } })
    .endEvent("e"),
].map((model, index) => ({ name: `growth-${index}.bpmn`, content: model.toXml() }));

const [task, dataDir = "", kind = "instances", count = "0", seconds = "5"] = process.argv.slice(2);

if (task === "fill") await fill(kind as GrowthKind, Number(count));
else process.stdout.write(JSON.stringify(await measure(Number(seconds))));

async function fill(what: GrowthKind, wanted: number): Promise<void> {
  const engine = await createEmbeddedEngine({ dataDir });
  await engine.deploy(files);
  const open = (): number => {
    const { processInstances, messages } = engine.metrics.figures();
    return what === "messages" ? messages : processInstances;
  };
  for (let have = open(); have < wanted; have = open()) {
    const next = Math.min(AT_ONCE, wanted - have);
    await Promise.all(Array.from({ length: next }, (_, index) => add(engine, what, have + index)));
  }
  await engine.close();
}

async function add(engine: EmbeddedEngine, what: GrowthKind, number: number): Promise<void> {
  if (what === "messages") {
    const message = { name: "kept", correlationKey: `k${number}`, timeToLiveMs: 30 * DAY };
    await engine.publishMessage({ ...message, variables: { number } });
  } else await engine.createInstance({ bpmnProcessId: what }, { number, name: `number ${number}` });
}

async function measure(forSeconds: number): Promise<GrowthReport> {
  const before = performance.now();
  const engine = await createEmbeddedEngine({ dataDir });
  // the first command has been answered: the engine works
  await engine.createInstance({ bpmnProcessId: "one" });
  const startMs = performance.now() - before;
  const residentMb = resident();
  const worker = engine.openWorker({ type: "work", maxJobs: 512, handler: (_job, act) => act.complete() });
  await lanes(engine, forSeconds / 3);
  const perSecond = await lanes(engine, forSeconds);
  const workedMb = resident();
  await worker.close();
  await engine.close();
  const fileMb = Math.round(statSync(join(dataDir, "engine.db")).size / 1e6);
  return { startMs, residentMb, perSecond, workedMb, fileMb };
}

async function lanes(engine: EmbeddedEngine, forSeconds: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < forSeconds * 1000) {
      await engine.createInstanceWithResult({ bpmnProcessId: "one" }, {}, { fetchVariables: [] });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return done / ((performance.now() - start) / 1000);
}

function resident(): number {
  return process.memoryUsage.rss() / 1e6;
}
