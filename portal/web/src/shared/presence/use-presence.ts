/** Who else looks at the same thing now. */
import type { Presence, PresenceKind } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/api.ts";

/** Heard of less often, one counts as gone: the server waits 45 seconds. */
const SAY_MS = 20_000;

/** Says that this page is looked at, while it is; answers who else does. Nobody, when that cannot be known. */
export function usePresence(kind: PresenceKind, id: string): Presence["others"] {
  const place = `${kind}/${id}`;
  const query = useQuery({
    queryKey: ["presence", `${kind}:${id}`],
    queryFn: () => api.post<Presence>(`/presence/${place}`),
    enabled: id !== "",
    refetchInterval: SAY_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  useEffect(() => {
    const leave = (): void => void api.delete(`/presence/${place}`).catch(() => undefined);
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [place]);
  return query.data?.others ?? [];
}
