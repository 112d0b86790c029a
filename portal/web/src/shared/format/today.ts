import { serverNow } from "./now.ts";
import { readMoment } from "./time.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** Today on the server's clock: 2026-03-16. */
export function today(): string {
  const now = readMoment(serverNow());
  return `${now.year}-${two(now.month)}-${two(now.day)}`;
}
