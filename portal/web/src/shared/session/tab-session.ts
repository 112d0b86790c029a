/**
 * What this tab acts as. The session is one for all tabs of a browser: when another tab switches, this one keeps its own
 * capacity (and the server refuses what it asks, by X-Acting-As) until the person says how to go on.
 */
import type { Session } from "@onewindow/server/api";
import { useSyncExternalStore } from "react";
import { setActingAs, setCsrfToken } from "../api/api.ts";

const CHANNEL = "onewindow-session";

let own: Session | null = null;
let moved: Session | null = null;
const listeners = new Set<() => void>();

function setMoved(session: Session | null): void {
  if (moved === session) return;
  moved = session;
  for (const listener of listeners) listener();
}

/** From now on this tab acts by that session. Answers it. */
export function adopt(session: Session | null): Session | null {
  own = session;
  setCsrfToken(session?.csrfToken ?? null);
  setActingAs(session?.actingAs.id ?? null);
  setMoved(null);
  return session;
}

/** The session as it was just read; answers what this tab goes on with. */
export function seen(session: Session | null): Session | null {
  if (own === null || session === null) return adopt(session);
  if (own.person.id === session.person.id && own.actingAs.id === session.actingAs.id) return adopt(session);
  setMoved(session);
  return own;
}

/** The session that another tab has made of ours; null while both are one. */
export function useMoved(): Session | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => moved,
  );
}

/** Other tabs read the session anew. */
export function tellTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("read");
  channel.close();
}

/** Calls `read` whenever another tab has switched or signed in; answers what ends that. */
export function onTold(read: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = read;
  return () => channel.close();
}
