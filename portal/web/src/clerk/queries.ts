/** What the workbench reads and does: tasks of the inbox, one task, its acts. */
import type { TaskDetail, TaskList } from "@onewindow/server/api";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api } from "../shared/api/api.ts";

export interface InboxQuery {
  view: string;
  q: string;
  item: string;
  town: string;
  light: string;
}

export const PAGE_SIZE = 50;

/** The tasks of a view, page after page; counts and facets are those of the first page. */
export function useTasks(query: InboxQuery) {
  return useInfiniteQuery({
    queryKey: ["tasks", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      api.get<TaskList>("/tasks", { query: { ...query, limit: PAGE_SIZE, after: pageParam }, signal }),
    getNextPageParam: (last) => last.next,
    select: ({ pages }): TaskList | undefined =>
      pages[0] === undefined
        ? undefined
        : { ...pages[0], rows: pages.flatMap((page) => page.rows), next: pages.at(-1)?.next ?? null },
    placeholderData: keepPreviousData,
  });
}

export function useTask(id: string) {
  return useQuery({
    queryKey: ["task", id],
    queryFn: ({ signal }) => api.get<TaskDetail>(`/tasks/${id}`, { signal }),
  });
}

/** Reads a task and the lists again after an act. */
export function useRefreshTask(): (id?: string) => Promise<void> {
  const client = useQueryClient();
  return async (id) => {
    await Promise.all([
      id === undefined ? Promise.resolve() : client.invalidateQueries({ queryKey: ["task", id] }),
      client.invalidateQueries({ queryKey: ["tasks"] }),
    ]);
  };
}

export interface ActResult {
  id: string;
  ok: boolean;
  message: string;
}

/** Does one act on several tasks, one after the other; a refusal is that row's result and stops nothing. */
export function useBulkAct() {
  const refresh = useRefreshTask();
  return useMutation({
    mutationFn: async ({
      ids,
      path,
      body,
    }: {
      ids: string[];
      path: string;
      body?: unknown;
    }): Promise<ActResult[]> => {
      const results: ActResult[] = [];
      for (const id of ids) {
        try {
          await api.post(`/tasks/${id}/${path}`, body ?? {});
          results.push({ id, ok: true, message: "" });
        } catch (error) {
          results.push({ id, ok: false, message: error instanceof Error ? error.message : String(error) });
        }
      }
      return results;
    },
    onSettled: () => refresh(),
  });
}

export interface Assignee {
  id: string;
  name: string;
  post: { zh: string; en: string };
  open: number;
}

export function useAssignees(taskId: string | null) {
  return useQuery({
    queryKey: ["assignees", taskId],
    enabled: taskId !== null,
    queryFn: () => api.get<Assignee[]>(`/tasks/${taskId}/assignees`),
  });
}
