import type { Preview } from "@onewindow/server/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../../shared/api/api.ts";

const PAUSE_MS = 400;

/** The document as it would be issued, read again a moment after the last key. */
export function usePreview(taskId: string, outcome: string, data: Record<string, unknown>) {
  const wanted = JSON.stringify({ outcome, data });
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  return useQuery({
    queryKey: ["preview", taskId, settled],
    enabled: (JSON.parse(settled) as { outcome: string }).outcome !== "",
    queryFn: ({ signal }) => api.post<Preview>(`/tasks/${taskId}/preview`, JSON.parse(settled), { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
