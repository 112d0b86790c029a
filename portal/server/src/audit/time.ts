/** China has had one time zone without daylight saving since 1991: the offset is fixed. */
const OFFSET_MS = 8 * 3_600_000;

/** Epoch ms → ISO 8601 with +08:00. */
export function isoInstant(epochMs: number): string {
  return `${new Date(epochMs + OFFSET_MS).toISOString().slice(0, -1)}+08:00`;
}
/** The first moment of a day in Asia/Shanghai. */
export function localInstant(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`);
}
