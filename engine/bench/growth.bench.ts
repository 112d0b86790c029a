/**
 * What much open state costs: start-up, resident memory and throughput with a growing number of open instances,
 * waiting timers and buffered messages. `npm run bench growth`; `GROWTH=1000000` goes that far (default 100,000).
 * Each measurement has a process of its own.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { GrowthKind, GrowthReport } from "./growth-child.ts";

export interface GrowthRow {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: string;
  readonly peerValue: number;
  readonly ratio: number;
}

const CHILD = fileURLToPath(new URL("./growth-child.ts", import.meta.url));
const KINDS: readonly GrowthKind[] = ["instances", "timers", "messages"];

export async function run(options: { most?: number; seconds?: number } = {}): Promise<GrowthRow[]> {
  const { most = Number(process.env.GROWTH ?? 100_000), seconds = 5 } = options;
  const rows: GrowthRow[] = [];
  for (const kind of KINDS) {
    const dataDir = await mkdtemp(join(tmpdir(), "onewindow-growth-"));
    try {
      const levels = [0, 10_000, 100_000, 1_000_000].filter((level) => level < most);
      let empty: GrowthReport | null = null;
      for (const level of [...levels, most]) {
        await child("fill", dataDir, kind, level, seconds);
        const report = await child("measure", dataDir, kind, level, seconds);
        empty ??= report;
        rows.push(...rowsOf(kind, level, report, empty));
      }
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }
  return rows;
}

function rowsOf(kind: GrowthKind, level: number, report: GrowthReport, empty: GrowthReport): GrowthRow[] {
  const row = (what: string, unit: string, ours: number, base: number): GrowthRow => ({
    name: `growth: ${level} open ${kind}: ${what}`,
    unit,
    ours,
    peer: "empty",
    peerValue: base,
    ratio: ours / base,
  });
  return [
    row("start", "ms", report.startMs, empty.startMs),
    row("resident after the start", "MB", report.residentMb, empty.residentMb),
    row("one task, durable", "instances/s", report.perSecond, empty.perSecond),
    row("resident after the work", "MB", report.workedMb, empty.workedMb),
    row("file", "MB", report.fileMb, empty.fileMb),
  ];
}

function child(
  task: "fill" | "measure",
  dataDir: string,
  kind: GrowthKind,
  level: number,
  seconds: number,
): Promise<GrowthReport> {
  return new Promise((resolve, reject) => {
    const args = [CHILD, task, dataDir, kind, String(level), String(seconds)];
    const process_ = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    process_.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    process_.on("error", reject);
    process_.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(output === "" ? "{}" : output) as GrowthReport);
      else reject(new Error(`${task} ${kind} ${level} ended with ${code}`));
    });
  });
}
