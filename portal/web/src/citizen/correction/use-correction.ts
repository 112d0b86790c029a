/** What the applicant enters for a correction: kept on the server a moment after the last key; versions go along. */
import type { CorrectionPage, HandedIn } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { ApiError, isConflict } from "../../shared/api/errors.ts";
import { useAutosave } from "../../shared/autosave/use-autosave.ts";

interface Entered {
  values: Record<string, unknown>;
  notes: Record<string, string>;
}
const nothing: Entered = { values: {}, notes: {} };

export const correctionKey = (no: string, n: string): string[] => ["correction", no, n];

export function useCorrection(page: CorrectionPage) {
  const client = useQueryClient();
  const base = `/cases/${page.no}/corrections/${page.n}`;
  const key = correctionKey(page.no, String(page.n));
  const version = useRef(page.version);
  version.current = Math.max(version.current, page.version);
  const entered = useRef<Entered>(nothing);
  const [notes, setNotes] = useState<Record<string, string>>({});
  const idempotency = useRef(crypto.randomUUID());
  const show = (next: CorrectionPage): void => {
    version.current = next.version;
    client.setQueryData(key, next);
  };
  const put = async (value: Entered): Promise<CorrectionPage> => {
    try {
      return await api.put<CorrectionPage>(base, value, { version: version.current });
    } catch (error) {
      if (!isConflict(error)) throw error;
      // changed elsewhere: what was typed here last stands for its own fields
      const now = await api.get<CorrectionPage>(base);
      return api.put<CorrectionPage>(base, value, { version: now.version });
    }
  };
  const autosave = useAutosave<Entered>({
    storageKey: `correction.${page.no}.${page.n}`,
    read: () => entered.current,
    version: () => version.current,
    base: () => nothing,
    savedAt: page.savedAt,
    async save(value) {
      const next = await put(value);
      show(next);
      return { savedAt: next.savedAt ?? "" };
    },
  });
  const { changed } = autosave;
  const handIn = useMutation({
    mutationFn: async (points: string[]) => {
      await autosave.flush();
      return api.post<HandedIn>(
        `${base}/hand-in`,
        { points },
        { version: version.current, idempotencyKey: idempotency.current },
      );
    },
    async onSuccess() {
      idempotency.current = crypto.randomUUID();
      entered.current = nothing;
      setNotes({});
      await client.invalidateQueries({ queryKey: key });
      await client.invalidateQueries({ queryKey: ["case", page.no] });
    },
  });
  const errorOf = (point: string): string | null => {
    const { error } = handIn;
    if (!(error instanceof ApiError)) return null;
    return error.problem.errors?.find((one) => one.pointer === `/points/${point}`)?.detail ?? null;
  };
  return {
    base,
    autosave,
    handIn,
    errorOf,
    noteOf: (id: string, saved: string): string => notes[id] ?? saved,
    setValue: useCallback(
      (path: string, value: unknown) => {
        entered.current = { ...entered.current, values: { ...entered.current.values, [path]: value } };
        changed();
      },
      [changed],
    ),
    setNote: (id: string, note: string) => {
      setNotes((now) => ({ ...now, [id]: note }));
      entered.current = { ...entered.current, notes: { ...entered.current.notes, [id]: note } };
      changed();
    },
    reload: () => void client.invalidateQueries({ queryKey: key }),
  };
}
