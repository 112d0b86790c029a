/** The server's clock as the browser knows it: the device's clock plus an offset. */
import { useSyncExternalStore } from "react";

let offset = 0;
const listeners = new Set<() => void>();

/** Epoch milliseconds on the server's clock (it may be virtual). */
export function serverNow(): number {
  return Date.now() + offset;
}

/** Called with the time the server told; moves the clock of all pages. */
export function setServerTime(instant: string): void {
  const next = Date.parse(instant) - Date.now();
  if (Math.abs(next - offset) < 1000) return;
  offset = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  const timer = setInterval(listener, 30_000);
  return () => {
    listeners.delete(listener);
    clearInterval(timer);
  };
}

/** The current minute on the server's clock; the component is drawn again when it changes. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / 60_000) * 60_000);
}
