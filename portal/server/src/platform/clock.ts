/** The server's clock: the machine's, or a virtual one that keeps its place over a restart. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import {
  createVirtualClock,
  systemClock as engineSystemClock,
  type Clock,
  type VirtualClock,
} from "@onewindow/engine";

export const systemClock: Clock = engineSystemClock();

/** Starts at `startMs`, or where it stood when the server last ran on this data folder, whichever is later. */
export function openVirtualClock(folder: string, startMs: number): VirtualClock {
  const file = path.join(folder, "clock.json");
  const stood = existsSync(file) ? Number(JSON.parse(readFileSync(file, "utf8"))) : 0;
  const clock = createVirtualClock(Math.max(startMs, Number.isFinite(stood) ? stood : 0));
  clock.onChange(() => {
    const part = `${file}.part`;
    const handle = openSync(part, "w", 0o600);
    writeSync(handle, String(clock.now()));
    fsyncSync(handle);
    closeSync(handle);
    renameSync(part, file);
  });
  return clock;
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Epoch milliseconds as they stand on the wire: `2026-03-02T09:00:00.000+08:00` (China has no summer time). */
export function instantOf(epochMs: number): string {
  return `${new Date(epochMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, -1)}+08:00`;
}
