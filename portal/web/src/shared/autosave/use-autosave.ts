import { useCallback, useEffect, useReducer, useRef } from "react";
import { ApiError, OfflineError, isConflict } from "../api/errors.ts";
import { serverNow } from "../format/now.ts";
import { dropLocalCopy, writeLocalCopy } from "./local-copy.ts";
import { saveReducer } from "./reducer.ts";
import type { SaveState } from "./reducer.ts";

export interface AutosaveOptions<T> {
  /** Names the local copy, e.g. `draft.<id>.<part>`; null keeps none. */
  storageKey: string | null;
  /** What is to be saved, read when the save starts. */
  read: () => T;
  /** Version the text builds on, for the local copy. */
  version: () => number;
  /** The server's text at that version, so that a copy found later can be merged with what came after. */
  base?: () => T;
  /** Saves; answers the time of saving. Throws ApiError, OfflineError. */
  save: (value: T) => Promise<{ savedAt: string }>;
  /**
   * The server has another version: the caller merges or opens the dialog and calls `resolve` in the end. `sent` is
   * what the page sent before without hearing back: the other version may be that.
   */
  onConflict?: (sent: T | null) => Promise<void>;
  /** A person must choose before anything is saved: `resolve` ends it. */
  conflicted?: boolean;
  savedAt?: string | null;
  delayMs?: number;
}

export interface Autosave {
  state: SaveState;
  /** Call on every change. */
  changed: () => void;
  /** Saves at once; resolves true when the server has everything. */
  flush: () => Promise<boolean>;
  resolve: () => void;
}

const RETRY_MS = 10_000;

/** Saves one second after the last change, keeps a local copy until the server has it, tries again after failures. */
export function useAutosave<T>(options: AutosaveOptions<T>): Autosave {
  const [state, dispatch] = useReducer(saveReducer, {
    kind: options.conflicted === true ? "conflict" : "clean",
    savedAt: options.savedAt ?? null,
  } as SaveState);
  const latest = useRef(options);
  const dirty = useRef(false);
  const blocked = useRef(options.conflicted === true);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const unheard = useRef<T | null>(null);
  const running = useRef<Promise<boolean> | null>(null);
  useEffect(() => {
    latest.current = options;
  });

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    if (running.current !== null) await running.current;
    if (blocked.current) return false;
    if (!dirty.current) return true;
    const run = async (): Promise<boolean> => {
      const { read, save, storageKey, onConflict } = latest.current;
      const value = read();
      dirty.current = false;
      dispatch({ type: "started" });
      const before = unheard.current;
      unheard.current = value;
      try {
        const { savedAt } = await save(value);
        unheard.current = null;
        dispatch({ type: "saved", at: savedAt });
        if (storageKey !== null && !dirty.current) dropLocalCopy(storageKey);
        return true;
      } catch (error) {
        dirty.current = true;
        let failure: unknown = error;
        if (isConflict(error) && onConflict !== undefined) {
          blocked.current = true;
          dispatch({ type: "conflicted" });
          try {
            // what can be merged without a person is, before this try is over
            unheard.current = null;
            await onConflict(before);
            return false;
          } catch (unread) {
            blocked.current = false;
            failure = unread;
          }
        }
        dispatch({ type: "failed", offline: failure instanceof OfflineError });
        const final = failure instanceof ApiError && failure.status < 500;
        if (!final) timer.current = setTimeout(() => void flushRef.current(), RETRY_MS);
        return false;
      }
    };
    running.current = run();
    const done = await running.current;
    running.current = null;
    return done;
  }, []);
  const flushRef = useRef(flush);

  const changed = useCallback(() => {
    const { storageKey, read, version, base, delayMs } = latest.current;
    dirty.current = true;
    dispatch({ type: "changed" });
    if (storageKey !== null) {
      writeLocalCopy(storageKey, {
        at: new Date(serverNow()).toISOString(),
        version: version(),
        value: read(),
        ...(base === undefined ? {} : { base: base() }),
        ...(unheard.current === null ? {} : { sent: unheard.current }),
      });
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flushRef.current(), delayMs ?? 1000);
  }, []);

  const resolve = useCallback(() => {
    blocked.current = false;
    dispatch({ type: "resolved" });
    dirty.current = true;
    void flushRef.current();
  }, []);

  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (dirty.current && latest.current.storageKey === null) event.preventDefault();
    };
    const back = (): void => void flushRef.current();
    window.addEventListener("beforeunload", leave);
    window.addEventListener("online", back);
    return () => {
      window.removeEventListener("beforeunload", leave);
      window.removeEventListener("online", back);
      clearTimeout(timer.current);
      if (dirty.current) void flushRef.current();
    };
  }, []);

  return { state, changed, flush, resolve };
}
