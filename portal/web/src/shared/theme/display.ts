/**
 * How pages are shown: text size, elder mode, single keys. Kept on the device (local storage), and for a person who is
 * signed in also with the person (`shared/session/display.ts`).
 */
import type { Display } from "@onewindow/server/api";
import { useSyncExternalStore } from "react";
import type { ShellName } from "./themes.ts";

export type { Display };

export const TEXT_SIZES = [100, 125, 150, 175, 200] as const;
const KEY = "onewindow.display";
const STANDARD: Display = { textSize: 100, elder: false, singleKeys: true };
const listeners = new Set<() => void>();

/** What a device kept, read with care: anything unknown is the standard. */
export function parseDisplay(kept: string | null): Display {
  try {
    const value = JSON.parse(kept ?? "null") as Partial<Display> | null;
    return {
      textSize: TEXT_SIZES.find((size) => size === value?.textSize) ?? STANDARD.textSize,
      elder: value?.elder === true,
      singleKeys: value?.singleKeys !== false,
    };
  } catch {
    return STANDARD;
  }
}

function stored(): Display {
  try {
    return parseDisplay(localStorage.getItem(KEY));
  } catch {
    return STANDARD;
  }
}

let current: Display | undefined;
let shown: ShellName = "citizen";

export function display(): Display {
  current ??= stored();
  return current;
}

/** Whether the page shown now is in elder mode: citizens' pages only. */
export const elderMode = (): boolean => display().elder && shown === "citizen";

/** Size of the root in px: 16 at 100 %; elder mode has 20 at least. */
export function rootSize({ textSize, elder }: Display, shell: ShellName): number {
  const size = (16 * textSize) / 100;
  return elder && shell === "citizen" ? Math.max(20, size) : size;
}

/** Sets the root before the first paint of a shell, and on each change. */
export function applyDisplay(shell: ShellName = shown): void {
  shown = shell;
  const root = document.documentElement;
  root.style.fontSize = `${rootSize(display(), shell)}px`;
  if (display().textSize >= 150) root.dataset.large = "";
  else delete root.dataset.large;
  if (elderMode()) root.dataset.elder = "";
  else delete root.dataset.elder;
}

/** Applies and keeps it on this device. */
export function setDisplay(next: Display): void {
  current = next;
  applyDisplay();
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A device that keeps nothing still shows it until it is closed.
  }
  for (const listener of listeners) listener();
}

/** Another window of this device changed it: all show the same. */
export function followOtherWindows(): void {
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    current = stored();
    applyDisplay();
    for (const listener of listeners) listener();
  });
}

export function useDisplay(): Display {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, display);
}
