/** Live updates: hints of GET /events say what to read again; they never carry content. */
import type { LiveEvent } from "@onewindow/server/api";
import { useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { apiUrl } from "../api/client.ts";
import { setServerTime } from "../format/now.ts";
import { staleKeys } from "./stale-keys.ts";

function apply(client: QueryClient, event: LiveEvent): void {
  if (event.kind === "clock") setServerTime(event.serverTime);
  for (const queryKey of staleKeys(event)) void client.invalidateQueries({ queryKey: [...queryKey] });
}

/** Keeps the page's queries fresh while `enabled` (someone is signed in). After a broken line everything is read again. */
export function useLiveUpdates(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return undefined;
    const source = new EventSource(apiUrl("/events"));
    let broken = false;
    const read = (message: MessageEvent<string>): void =>
      apply(client, JSON.parse(message.data) as LiveEvent);
    source.onmessage = read;
    source.addEventListener("resync", () => void client.invalidateQueries());
    source.onerror = () => {
      broken = true;
    };
    source.onopen = () => {
      if (broken) void client.invalidateQueries();
      broken = false;
    };
    return () => source.close();
  }, [client, enabled]);
}
