import { LRUCache } from "lru-cache";
import type { Clock } from "@onewindow/engine";
import { AppError } from "../platform/errors.ts";
import { texts } from "./texts.ts";

/** So many calls a minute per key; throws AppError 429 `too-often` beyond. */
export function createRateLimit(realTime: Clock, perMinute: number): (key: string) => void {
  const windows = new LRUCache<string, { since: number; calls: number }>({ max: 10_000 });
  return (key) => {
    const now = realTime.now();
    const window = windows.get(key);
    if (window === undefined || now - window.since >= 60_000) {
      windows.set(key, { since: now, calls: 1 });
      return;
    }
    window.calls += 1;
    if (window.calls > perMinute)
      throw new AppError({ code: "too-often", status: 429, detail: texts.tooOften, data: { perMinute } });
  };
}
