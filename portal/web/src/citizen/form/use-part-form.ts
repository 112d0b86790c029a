/** One part of a draft while it is filled in: its store, autosave, conflicts, check. */
import { fieldsOf } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/forms";
import type { FieldError, FormPart, SavedPart } from "@onewindow/server/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { dropLocalCopy, readLocalCopy, takeUp } from "../../shared/autosave/local-copy.ts";
import { useAutosave } from "../../shared/autosave/use-autosave.ts";
import { mergeData } from "../../shared/conflict/merge.ts";
import type { Merge } from "../../shared/conflict/merge.ts";
import { FormStore } from "../../shared/forms/form-store.ts";
import { patternOf, toForm } from "../../shared/forms/wire.ts";

type Data = Record<string, unknown>;

/** Paths of the server's errors inside the part. */
export function insidePart(part: string, errors: FieldError[]): FieldError[] {
  const prefix = `${part}.`;
  return errors.map((error) =>
    error.path.startsWith(prefix) ? { ...error, path: error.path.slice(prefix.length) } : error,
  );
}

/** What is computed from other fields follows them: nobody is asked to choose it. */
function toChoose(form: FormDefinition, merge: Merge): Merge {
  const computed = new Set(
    fieldsOf(form)
      .filter(({ component }) => component.calculateValue !== undefined)
      .map(({ path }) => path),
  );
  return { ...merge, conflicts: merge.conflicts.filter(({ path }) => !computed.has(patternOf(path))) };
}

export function usePartForm(draftId: string, given: FormPart, savedAt: string) {
  const client = useQueryClient();
  const partId = given.part.id;
  const storageKey = `draft.${draftId}.${partId}`;
  const form = useMemo<FormDefinition>(() => toForm(given.form), [given.form]);
  const [restored] = useState(() => {
    const taken = takeUp(readLocalCopy<Data>(storageKey), given.draftVersion, given.data);
    if (taken?.merge == null) return taken;
    const merge = toChoose(form, taken.merge);
    return { ...taken, merge: merge.conflicts.length > 0 ? merge : null };
  });
  const version = useRef(given.draftVersion);
  const base = useRef<Data>(given.data);
  const [conflict, setConflict] = useState<Merge | null>(restored?.merge ?? null);
  const [choosing, setChoosing] = useState(conflict !== null);
  const changedRef = useRef<() => void>(() => undefined);

  const [store] = useState(
    () => new FormStore(form, restored?.data ?? given.data, { onChange: () => changedRef.current() }),
  );

  const put = async (data: Data, check: boolean): Promise<SavedPart> => {
    const saved = await api.put<SavedPart>(
      `/drafts/${draftId}/parts/${partId}`,
      { data, check },
      { version: version.current },
    );
    version.current = saved.draftVersion;
    base.current = data;
    void client.invalidateQueries({ queryKey: ["draft", draftId] });
    return saved;
  };

  const autosave = useAutosave<Data>({
    storageKey,
    savedAt,
    conflicted: conflict !== null && restored?.merge === conflict,
    read: () => store.snapshot.data,
    version: () => version.current,
    base: () => base.current,
    save: (data) => put(data, false),
    onConflict: mergeTheirs,
  });
  changedRef.current = autosave.changed;

  // What was only on this device goes to the server without waiting for another key.
  const { changed } = autosave;
  const pending = restored !== null && restored.merge === null;
  useEffect(() => {
    if (pending) changed();
  }, [pending, changed]);

  async function mergeTheirs(sent: Data | null): Promise<void> {
    const [theirs] = await Promise.all([
      api.get<FormPart>(`/drafts/${draftId}/parts/${partId}`),
      // who was it, and when
      client.invalidateQueries({ queryKey: ["draft", draftId] }),
    ]);
    version.current = theirs.draftVersion;
    const merge = toChoose(form, mergeData(base.current, theirs.data, store.snapshot.data, sent));
    base.current = theirs.data;
    if (merge.conflicts.length === 0) settleConflict(merge.merged);
    else {
      setConflict(merge);
      setChoosing(true);
    }
  }

  function settleConflict(data: Data): void {
    setConflict(null);
    store.replace(data);
    autosave.resolve();
  }

  /** Saves and checks as on submit; answers whether the part is complete. The server's errors are shown like the browser's. */
  async function check(): Promise<boolean> {
    const own = store.checkAll();
    // a first try that meets an own save whose answer was lost merges it; the second one saves
    if (!(await autosave.flush()) && !(await autosave.flush())) return false;
    const saved = await put(store.snapshot.data, true);
    dropLocalCopy(storageKey);
    const errors = insidePart(partId, saved.errors);
    if (errors.length > 0 && own.length === 0) store.showErrors(errors);
    return errors.length === 0 && own.length === 0;
  }

  return {
    store,
    form,
    autosave,
    conflict: choosing ? conflict : null,
    openConflict: () => setChoosing(true),
    /** The choice is put off: nothing is saved until it is made. */
    closeConflict: () => setChoosing(false),
    settleConflict,
    check,
    restored,
  };
}
