import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Reads a sentence out politely, without moving the focus. */
export function announce(text: string): void {
  message = message === text ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
}

/** The one live region of the page. */
export function Announcer() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => message,
  );
  return (
    <div role="status" className="visually-hidden" id="announcer">
      {text}
    </div>
  );
}
