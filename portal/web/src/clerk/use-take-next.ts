import type { TaskList } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../shared/api/api.ts";
import { isConflict } from "../shared/api/errors.ts";
import { useGo, useText } from "../shared/i18n/use-text.ts";
import { useRefreshTask } from "./queries.ts";
import { inboxTexts } from "./texts.ts";

/** Takes the most pressing free task of the team and opens it; one taken by another meanwhile is skipped. */
export function useTakeNext() {
  const t = useText(inboxTexts);
  const go = useGo();
  const refresh = useRefreshTask();
  const [message, setMessage] = useState("");
  const mutation = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const list = await api.get<TaskList>("/tasks", { query: { view: "team", limit: 20 } });
      for (const row of list.rows.filter((task) => task.holder === null)) {
        try {
          await api.post(`/tasks/${row.id}/claim`, {});
          return row.id;
        } catch (error) {
          if (!isConflict(error)) throw error;
        }
      }
      return null;
    },
    onSuccess: async (id) => {
      await refresh();
      if (id === null) setMessage(t("nothingToTake"));
      else go(`/w/tasks/${id}`);
    },
    onError: (error) => setMessage(error.message),
  });
  return { mutate: () => mutation.mutate(), isPending: mutation.isPending, message };
}
