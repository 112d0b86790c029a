import type { DeliveryAct } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { announce } from "../../shared/ui/announcer.tsx";

/** Keeps what the server answers to an act of delivery, and says what was done. */
export function useDeliveryAct<T>(id: string, said: string, send: (input: T) => Promise<DeliveryAct>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (act) => {
      client.setQueryData(["delivery-act", id], act);
      void client.invalidateQueries({ queryKey: ["desk"] });
      void client.invalidateQueries({ queryKey: ["tasks"] });
      void client.invalidateQueries({ queryKey: ["delivery-record", id] });
      announce(said);
    },
    onError: () => client.invalidateQueries({ queryKey: ["delivery-act", id] }),
  });
}

export const ifMatch = (act: DeliveryAct) => ({ headers: { "If-Match": `"${act.version}"` } });
