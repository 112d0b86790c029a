/** What was opened by the palette, of this tab and capacity; gone when the tab is closed. */
import type { PaletteEntry } from "./sources.ts";

const MOST = 5;
const keyOf = (owner: string): string => `onewindow.recent.${owner}`;

export function recentEntries(owner: string): PaletteEntry[] {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(owner)) ?? "[]") as PaletteEntry[];
  } catch {
    return [];
  }
}

export function keepRecent(owner: string, { id, label, note, to }: PaletteEntry): void {
  if (to === undefined) return;
  const entry: PaletteEntry = note === undefined ? { id, label, to } : { id, label, note, to };
  const rest = recentEntries(owner).filter((one) => one.id !== id);
  try {
    sessionStorage.setItem(keyOf(owner), JSON.stringify([entry, ...rest].slice(0, MOST)));
  } catch {
    // without storage nothing is recent
  }
}
