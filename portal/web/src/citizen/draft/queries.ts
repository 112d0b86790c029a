/** Reading drafts and their parts; every write carries the draft's version. */
import type { Draft, DraftMaterials, FormPart, MaterialSlot } from "@onewindow/server/api";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { api } from "../../shared/api/api.ts";

export const draftQuery = (id: string) =>
  queryOptions({ queryKey: ["draft", id], queryFn: () => api.get<Draft>(`/drafts/${id}`) });

export const partQuery = (id: string, part: string) =>
  queryOptions({
    queryKey: ["draft-part", id, part],
    queryFn: () => api.get<FormPart>(`/drafts/${id}/parts/${part}`),
    staleTime: 0,
    // Always read anew: an old copy would carry an old version.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export const materialsQuery = (id: string) =>
  queryOptions({
    queryKey: ["draft-materials", id],
    queryFn: () => api.get<DraftMaterials>(`/drafts/${id}/materials`),
    staleTime: 0,
  });

export function useDraft(id: string) {
  return useQuery(draftQuery(id));
}

/** Puts one slot's new state where the page reads it; the task list is read again when it is next shown. */
export function useSlotChanged(draftId: string): (slot: MaterialSlot) => void {
  const client = useQueryClient();
  return useCallback(
    (slot) => {
      client.setQueryData<DraftMaterials>(["draft-materials", draftId], (old) =>
        old === undefined
          ? old
          : { ...old, slots: old.slots.map((entry) => (entry.id === slot.id ? slot : entry)) },
      );
      void client.invalidateQueries({ queryKey: ["draft", draftId] });
    },
    [client, draftId],
  );
}
