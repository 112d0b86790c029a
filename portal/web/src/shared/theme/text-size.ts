/** Text size of this device: standard, or large (root 20 px). Kept in local storage. */
import { useSyncExternalStore } from "react";
import type { TextSize } from "./themes.ts";

const KEY = "onewindow.textSize";
const listeners = new Set<() => void>();

function stored(): TextSize {
  try {
    return localStorage.getItem(KEY) === "large" ? "large" : "standard";
  } catch {
    return "standard";
  }
}

let current: TextSize | undefined;

export function textSize(): TextSize {
  current ??= stored();
  return current;
}

/** Applies and keeps the size. */
export function setTextSize(size: TextSize): void {
  current = size;
  document.documentElement.dataset.textSize = size;
  try {
    localStorage.setItem(KEY, size);
  } catch {
    // A device that keeps nothing still shows the size until it is closed.
  }
  for (const listener of listeners) listener();
}

export function useTextSize(): TextSize {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, textSize);
}
