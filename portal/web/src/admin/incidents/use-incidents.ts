import type { IncidentGroups, RetryResults } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../shared/api/api.ts";

const KEY = ["incidents"];

export const useIncidents = () =>
  useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => api.get<IncidentGroups>("/incidents", { signal }),
    refetchInterval: 15_000,
  });

/** What is shown of incidents is read anew. */
export function useStaleIncidents(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: KEY }),
      client.invalidateQueries({ queryKey: ["incident"] }),
      client.invalidateQueries({ queryKey: ["health"] }),
    ]);
  };
}

export function useRetry() {
  const stale = useStaleIncidents();
  return useMutation({
    mutationFn: (keys: string[]) => api.post<RetryResults>("/incidents/retry", { keys }),
    onSettled: stale,
  });
}
