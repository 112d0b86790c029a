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

const KEYS_A_REQUEST = 200;

export function useRetry() {
  const stale = useStaleIncidents();
  return useMutation({
    // a cause may have more than one request takes
    mutationFn: async (keys: string[]): Promise<RetryResults> => {
      const results: RetryResults["results"] = [];
      for (let at = 0; at < keys.length; at += KEYS_A_REQUEST) {
        const portion = keys.slice(at, at + KEYS_A_REQUEST);
        results.push(...(await api.post<RetryResults>("/incidents/retry", { keys: portion })).results);
      }
      return { results };
    },
    onSettled: stale,
  });
}
