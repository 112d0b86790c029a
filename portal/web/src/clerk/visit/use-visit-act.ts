import type { VisitPage as Visit } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { announce } from "../../shared/ui/announcer.tsx";

/** Keeps what the server answers to an act, and says what was done. */
export function useVisitAct<T>(id: string, said: string, send: (input: T) => Promise<Visit>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (visit) => {
      client.setQueryData(["visit", id], visit);
      void client.invalidateQueries({ queryKey: ["tasks"] });
      announce(said);
    },
    onError: () => client.invalidateQueries({ queryKey: ["visit", id] }),
  });
}
