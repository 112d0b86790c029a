/** Live updates: hints of GET /events say what to read again; they never carry content. */
import type { LiveEvent } from "@onewindow/server/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiUrl } from "../api/client.ts";
import { setServerTime } from "../format/now.ts";
import { gathered, type Gathered } from "./gathered.ts";
import { staleKeys } from "./stale-keys.ts";

function apply(stale: Gathered, event: LiveEvent): void {
  if (event.kind === "clock") setServerTime(event.serverTime);
  for (const queryKey of staleKeys(event)) stale.add(queryKey);
}

/** Keeps the page's queries fresh while `enabled` (someone is signed in). After a broken line everything is read again. */
export function useLiveUpdates(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return undefined;
    const source = new EventSource(apiUrl("/events"));
    let broken = false;
    const stale = gathered((queryKey) => void client.invalidateQueries({ queryKey: [...queryKey] }));
    const read = (message: MessageEvent<string>): void => apply(stale, JSON.parse(message.data) as LiveEvent);
    source.onmessage = read;
    source.addEventListener("resync", () => void client.invalidateQueries());
    source.onerror = () => {
      broken = true;
    };
    source.onopen = () => {
      if (broken) void client.invalidateQueries();
      broken = false;
    };
    return () => {
      source.close();
      stale.stop();
    };
  }, [client, enabled]);
}
