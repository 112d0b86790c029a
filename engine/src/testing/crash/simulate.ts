/**
 * Simulated crashes: an engine works, its disk is kept after every commit, and from the moments in between the
 * engine is opened again on what a crash may have left. Everything acknowledged must be there, nothing half.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { replay } from "../../core/replay.ts";
import { createEmbeddedEngine } from "../../embedded/index.ts";
import type { EmbeddedEngine } from "../../embedded/index.ts";
import { lastPositionOf } from "../../store/log-batch.ts";
import type { LogBatch } from "../../store/log-batch.ts";
import { inconsistencies } from "../consistency.ts";
import { randomFrom } from "../random/drive.ts";
import { createTestClock } from "../test-clock.ts";
import { FILE_NAME } from "../../store/sqlite-store.ts";
import { emptyMuseum, fillMuseum } from "../upgrade/museum.ts";
import { work } from "./workload.ts";
import { crashBetween } from "./torn-disk.ts";
import type { Disk, Moment } from "./torn-disk.ts";

export interface SimulationResult {
  readonly crashes: number;
  /** How often the crash came at each moment. */
  readonly moments: Readonly<Record<Moment, number>>;
  /** What was wrong, one sentence each; empty when all is well. */
  readonly faults: readonly string[];
}

/** Crashes that each working engine is made to live through. */
const CRASHES_PER_RUN = 50;
/** Rounds of work in each. */
const STEPS = 25;
/** So small that the log is carried over into the file every few commits. */
const CHECKPOINT_PAGES = 24;

/** Runs until there were `crashes`; the same seed gives the same crashes. */
export async function simulateCrashes(seed: number, crashes: number): Promise<SimulationResult> {
  const random = randomFrom(seed);
  const moments: Record<Moment, number> = { header: 0, frames: 0, checkpoint: 0, done: 0 };
  const faults: string[] = [];
  let done = 0;
  let left: Disk | null = null;
  while (done < crashes && faults.length === 0) {
    const run: Run = await liveThrough(left, random);
    for (let at = 0; at < CRASHES_PER_RUN && done < crashes; at += 1) {
      const commit = 1 + Math.floor(random() * (run.states.length - 1));
      const [before, after] = [run.states[commit - 1], run.states[commit]];
      if (before === undefined || after === undefined) continue;
      const { moment, disk } = crashBetween(before.disk, after.disk, random);
      const sure = moment === "done" || moment === "checkpoint" ? after.position : before.position;
      const told = await recover(disk, run.log, sure, after.position, random);
      faults.push(...told.map((fault) => `crash ${done + 1} at commit ${commit} (${moment}): ${fault}`));
      moments[moment] += 1;
      done += 1;
      if (random() < 1 / CRASHES_PER_RUN) left = disk;
    }
    if (left !== null && left.file.length > MAX_FILE) left = null;
  }
  return { crashes: done, moments, faults };
}

/** A crashed disk that has grown beyond this is not worked on any further, bytes. */
const MAX_FILE = 1_500_000;

interface Run {
  /** The disk after each commit, and the position that is acknowledged by it. */
  readonly states: readonly { readonly disk: Disk; readonly position: number }[];
  /** Everything that was ever committed. */
  readonly log: readonly LogBatch[];
}

async function liveThrough(left: Disk | null, random: () => number): Promise<Run> {
  return withFolder(async (dataDir) => {
    if (left !== null) writeDisk(dataDir, left);
    const states: { disk: Disk; position: number }[] = [];
    const clock = createTestClock();
    const engine = await createEmbeddedEngine({
      dataDir,
      clock,
      strict: true,
      cacheRows: 50,
      checkpointPages: CHECKPOINT_PAGES,
      keepLogRecords: 10_000_000,
      faults: {
        afterCommit: ({ lastPosition }) => states.push({ disk: readDisk(dataDir), position: lastPosition }),
      },
    });
    if (engine.query.processes().length === 0) await fillMuseum(engine);
    await work(engine, clock, random, STEPS);
    const log = engine.readLog();
    await engine.close();
    return { states, log };
  });
}

/** Opens what the crash left; gives what is wrong with it. */
async function recover(
  disk: Disk,
  log: readonly LogBatch[],
  sure: number,
  possible: number,
  random: () => number,
): Promise<string[]> {
  return withFolder(async (dataDir) => {
    writeDisk(dataDir, disk);
    const clock = createTestClock();
    let engine: EmbeddedEngine;
    try {
      const options = { dataDir, clock, strict: true, keepLogRecords: 10_000_000 };
      engine = await createEmbeddedEngine(options);
    } catch (error) {
      return [`it does not open: ${error instanceof Error ? error.message : String(error)}`];
    }
    const faults: string[] = [];
    try {
      const position = engine.lastPosition();
      if (position !== sure && position !== possible) {
        faults.push(`it stands at position ${position}, not at ${sure} or ${possible}`);
      }
      const found = engine.readLog();
      const wanted = log.filter((batch) => lastPositionOf(batch) <= position);
      if (!isDeepStrictEqual(found, wanted)) faults.push("its log is not the one that was written");
      const state = engine.dumpState();
      if (!isDeepStrictEqual(replay(found), state)) faults.push("its log does not give its state");
      faults.push(...inconsistencies(state));
      if (random() < 0.05) faults.push(...(await goOn(engine, clock, random)));
    } catch (error) {
      faults.push(`it cannot be used: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      await engine.close();
    }
    return faults;
  });
}

/** Works on, and brings all to its end. */
async function goOn(
  engine: EmbeddedEngine,
  clock: ReturnType<typeof createTestClock>,
  random: () => number,
): Promise<string[]> {
  await work(engine, clock, random, 10);
  if (engine.query.processInstances({ bpmnProcessId: "museum" }).length > 0) await emptyMuseum(engine, clock);
  return isDeepStrictEqual(replay(engine.readLog()), engine.dumpState())
    ? []
    : ["after working on, its log does not give its state"];
}

async function withFolder<T>(use: (dataDir: string) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), "onewindow-disk-"));
  try {
    return await use(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

const fileOf = (dataDir: string): string => join(dataDir, FILE_NAME);

function readDisk(dataDir: string): Disk {
  return { file: readFileSync(fileOf(dataDir)), wal: readFileSync(`${fileOf(dataDir)}-wal`) };
}

/** The index beside the log is memory of the running process: a crash leaves none. */
function writeDisk(dataDir: string, { file, wal }: Disk): void {
  writeFileSync(fileOf(dataDir), file);
  writeFileSync(`${fileOf(dataDir)}-wal`, wal);
}
