const MOST = 10_000;

/** The server stops counting after 10,000 (`TaskList`): more is "10,000+", in Chinese and English alike. */
export function showCount(count: number): string {
  return count > MOST ? `${MOST.toLocaleString("en")}+` : String(count);
}
