import { AppError } from "../platform/errors.ts";
import { errorTexts } from "./texts.ts";

const KEPT = 10_000;

/** At most `limit` tries per key within `windowMs`, by the machine's time. Throws `too-many-requests` (429) beyond. */
export function createRateLimit(options: {
  limit: number;
  windowMs: number;
  now: () => number;
}): (key: string) => void {
  const tries = new Map<string, number[]>();
  return (key) => {
    const now = options.now();
    const recent = (tries.get(key) ?? []).filter((at) => at > now - options.windowMs);
    if (recent.length >= options.limit)
      throw new AppError({ code: "too-many-requests", status: 429, detail: errorTexts.tooMany });
    tries.delete(key);
    tries.set(key, [...recent, now]);
    if (tries.size > KEPT) for (const oldest of tries.keys()) if (tries.size > KEPT) tries.delete(oldest);
  };
}
