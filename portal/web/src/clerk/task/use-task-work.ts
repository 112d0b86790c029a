/** The clerk's work on one task: half-filled answers kept on the server, acts, completion. */
import type { CompletedTask, SavedTask, TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { api } from "../../shared/api/api.ts";
import { mergeData } from "../../shared/conflict/merge.ts";
import type { Merge } from "../../shared/conflict/merge.ts";
import type { Autosave } from "../../shared/autosave/use-autosave.ts";
import { readLocalCopy, takeUp } from "../../shared/autosave/local-copy.ts";
import { useAutosave } from "../../shared/autosave/use-autosave.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { useUndo } from "../../shared/ui/use-undo.tsx";
import { useRefreshTask } from "../queries.ts";
import { undoTexts } from "../undo-texts.ts";

export type FormData = Record<string, unknown>;

export interface TaskWork {
  data: FormData;
  change: (data: FormData) => void;
  autosave: Autosave;
  claim: () => void;
  release: () => void;
  /** The way back from taking it or giving it back, for ten seconds. */
  toast: ReactNode;
  /** Fields that another window changed too, while the person chooses. */
  conflict: Merge | null;
  openConflict: () => void;
  /** The choice is put off: nothing is saved until it is made. */
  closeConflict: () => void;
  settleConflict: (data: FormData) => void;
  /** Completes with an outcome; the same idempotency key is used again until it succeeds. */
  complete: (outcome: string) => void;
  busy: boolean;
  error: Error | null;
  completed: CompletedTask | null;
  /** The caller holds the task and nothing blocks it. */
  mine: boolean;
}

export function useTaskWork(task: TaskDetail): TaskWork {
  const refresh = useRefreshTask();
  const t = useText(undoTexts);
  const undo = useUndo();
  const storageKey = `task.${task.id}`;
  const saved = useRef<FormData>(task.draft?.data ?? {});
  /** What the server did not get yet; where both changed a field, what was typed here stands. */
  const [restored] = useState(() =>
    task.status === "open" && task.holder?.me === true
      ? takeUp(readLocalCopy<FormData>(storageKey), task.version, saved.current)
      : null,
  );
  const [data, setData] = useState<FormData>(restored?.data ?? saved.current);
  const latest = useRef(data);
  const version = useRef(task.version);
  version.current = Math.max(version.current, task.version);
  const key = useRef(crypto.randomUUID());
  const [conflict, setConflict] = useState<Merge | null>(null);
  const [choosing, setChoosing] = useState(false);
  const [completed, setCompleted] = useState<CompletedTask | null>(null);

  const autosave = useAutosave<FormData>({
    storageKey,
    read: () => latest.current,
    version: () => version.current,
    base: () => saved.current,
    savedAt: task.draft?.savedAt ?? null,
    async save(value) {
      const answer = await api.put<SavedTask>(
        `/tasks/${task.id}/draft`,
        { data: value },
        { version: version.current },
      );
      version.current = answer.version;
      saved.current = value;
      return { savedAt: answer.savedAt };
    },
    // an own save whose answer was lost merges by itself; a field that another window changed too is chosen by a person
    async onConflict(sent) {
      const now = await api.get<TaskDetail>(`/tasks/${task.id}`);
      if (now.status !== "open" || now.holder?.me !== true) return refresh(task.id);
      const theirs = now.draft?.data ?? {};
      const merge = mergeData(saved.current, theirs, latest.current, sent);
      version.current = now.version;
      saved.current = theirs;
      if (merge.conflicts.length === 0) return settleConflict(merge.merged);
      setConflict(merge);
      setChoosing(true);
    },
  });
  const settleConflict = (chosen: FormData): void => {
    setConflict(null);
    latest.current = chosen;
    setData(chosen);
    autosave.resolve();
  };
  const { changed } = autosave;
  const pending = restored !== null;
  useEffect(() => {
    if (pending) changed();
  }, [pending, changed]);
  const act = useMutation({
    mutationFn: async (path: "claim" | "release"): Promise<void> => {
      const answer = await api.post<SavedTask>(`/tasks/${task.id}/${path}`, {});
      version.current = Math.max(version.current, answer.version);
    },
    onSettled: () => refresh(task.id),
  });
  const doAct = (path: "claim" | "release"): void =>
    act.mutate(path, {
      onSuccess: () =>
        undo.offer(path === "claim" ? t("tookOne") : t("gaveBackOne"), () =>
          act.mutate(path === "claim" ? "release" : "claim"),
        ),
    });
  const finish = useMutation({
    mutationFn: async (outcome: string) => {
      await autosave.flush();
      return api.post<CompletedTask>(
        `/tasks/${task.id}/complete`,
        { outcome, data: latest.current },
        { version: version.current, idempotencyKey: key.current },
      );
    },
    onSuccess: async (done) => {
      setCompleted(done);
      await refresh();
    },
    onError: () => refresh(task.id),
  });
  return {
    data,
    change(next) {
      latest.current = next;
      setData(next);
      autosave.changed();
    },
    autosave,
    claim: () => doAct("claim"),
    release: () => doAct("release"),
    toast: undo.toast,
    conflict: choosing ? conflict : null,
    openConflict: () => setChoosing(true),
    closeConflict: () => setChoosing(false),
    settleConflict,
    complete: (outcome) => finish.mutate(outcome),
    busy: act.isPending || finish.isPending,
    error: finish.error ?? act.error,
    completed,
    mine: task.holder?.me === true && task.blocked === null && task.status === "open",
  };
}
