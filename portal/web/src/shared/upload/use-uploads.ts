import type { MaterialSlot } from "@onewindow/server/api";
import { useCallback, useRef, useState } from "react";
import { OfflineError } from "../api/errors.ts";
import { useText } from "../i18n/use-text.ts";
import { announce } from "../ui/announcer.tsx";
import { uploadTexts } from "./texts.ts";
import { uploadFile } from "./upload.ts";
import type { RunningUpload } from "./upload.ts";

export interface Upload {
  key: number;
  file: File;
  percent: number;
  /** Null while it runs. */
  error: string | null;
}

/** Uploads of one slot to its path: progress, failure with the file kept, retry, cancel. */
export function useUploads(path: string, changed: (slot: MaterialSlot) => void) {
  const t = useText(uploadTexts);
  const [uploads, setUploads] = useState<Upload[]>([]);
  const running = useRef(new Map<number, RunningUpload>());
  const counter = useRef(0);

  const patch = useCallback((key: number, part: Partial<Upload>) => {
    setUploads((list) => list.map((entry) => (entry.key === key ? { ...entry, ...part } : entry)));
  }, []);
  const drop = useCallback(
    (key: number) => setUploads((list) => list.filter((entry) => entry.key !== key)),
    [],
  );

  const send = useCallback(
    async (key: number, file: File) => {
      const upload = uploadFile(path, file, (percent) => patch(key, { percent }));
      running.current.set(key, upload);
      try {
        changed(await upload.done);
        drop(key);
        announce(t("uploaded", { name: file.name }));
      } catch (error) {
        if (error instanceof DOMException) return drop(key);
        const why =
          error instanceof OfflineError ? t("failedNetwork") : error instanceof Error ? error.message : "";
        patch(key, { error: t("failed", { why }) });
      } finally {
        running.current.delete(key);
      }
    },
    [changed, drop, patch, path, t],
  );
  const start = useCallback(
    (file: File) => {
      counter.current += 1;
      const key = counter.current;
      setUploads((list) => [...list, { key, file, percent: 0, error: null }]);
      void send(key, file);
    },
    [send],
  );
  const retry = useCallback(
    (upload: Upload) => {
      patch(upload.key, { error: null, percent: 0 });
      void send(upload.key, upload.file);
    },
    [patch, send],
  );
  const cancel = useCallback(
    (upload: Upload) => {
      running.current.get(upload.key)?.cancel();
      drop(upload.key);
    },
    [drop],
  );
  return { uploads, start, retry, cancel };
}
