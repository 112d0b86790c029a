import type { PeoplePage, PersonDetail } from "@onewindow/server/api";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "../../shared/api/api.ts";

export const usePeople = (query: Record<string, string>) =>
  useInfiniteQuery({
    queryKey: ["people", "list", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      api.get<PeoplePage>("/people", { query: { ...query, after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });

export const usePerson = (id: string) =>
  useQuery({
    queryKey: ["people", "one", id],
    queryFn: ({ signal }) => api.get<PersonDetail>(`/people/${id}`, { signal }),
    refetchOnWindowFocus: false,
  });

/** An act on a person: what it answers stands, the list is read anew. */
export function usePersonAct(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) => api.post<PersonDetail>(path, body),
    onSuccess: async (person) => {
      client.setQueryData(["people", "one", person.id], person);
      onDone();
      await client.invalidateQueries({ queryKey: ["people", "list"] });
    },
  });
}
