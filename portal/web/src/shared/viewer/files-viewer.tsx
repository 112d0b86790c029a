import type { MarkRequest, PageMark, UploadedFile } from "@onewindow/server/api";
import { useState } from "react";
import { apiUrl } from "../api/client.ts";
import { useText } from "../i18n/use-text.ts";
import { FileViewer } from "./file-viewer.tsx";
import { viewerTexts } from "./texts.ts";

export interface FilesViewerProps {
  files: readonly UploadedFile[];
  title: string;
  /** Files that these have replaced, to be compared with. */
  earlier?: readonly UploadedFile[];
  /** Marks on any of the files; `add` and `remove` where they may be made. */
  marks?: {
    rows: readonly PageMark[];
    add: (mark: MarkRequest) => Promise<void>;
    remove: (mark: PageMark) => void;
  } | null;
  watermark?: string;
}

/** The files of one material: chosen by name, shown one at a time, or beside what was there before. */
export function FilesViewer({ files, title, earlier = [], marks = null, watermark }: FilesViewerProps) {
  const t = useText(viewerTexts);
  const [chosen, setChosen] = useState(0);
  const [before, setBefore] = useState<string | null>(null);
  const [page, setPage] = useState(1);
  const [beforePage, setBeforePage] = useState(1);
  const [together, setTogether] = useState(true);
  const file = files[Math.min(chosen, files.length - 1)];
  if (file === undefined) return null;
  const old = earlier.find(({ id }) => id === before);
  const on = (one: UploadedFile): PageMark[] => marks?.rows.filter((mark) => mark.file.id === one.id) ?? [];
  const turned =
    (own: (page: number) => void, other: (page: number) => void) =>
    (to: number): void => {
      own(to);
      if (together) other(to);
    };
  const now = (
    <FileViewer
      key={file.id}
      url={apiUrl(`/files/${file.id}`)}
      name={file.name}
      mediaType={file.mediaType}
      page={old === undefined ? undefined : page}
      onPage={turned(setPage, setBeforePage)}
      watermark={watermark}
      marks={
        marks === null
          ? undefined
          : { rows: on(file), add: (mark) => marks.add({ ...mark, fileId: file.id }), remove: marks.remove }
      }
      tools={
        earlier.length === 0 || old !== undefined ? null : (
          <button
            type="button"
            className="worded"
            title={t("compareHint")}
            onClick={() => setBefore(earlier[0]?.id ?? null)}
          >
            {t("compare")}
          </button>
        )
      }
    />
  );
  return (
    <div className="files-viewer">
      {files.length > 1 ? (
        <div className="files-names" role="group" aria-label={title}>
          {files.map((entry, index) => (
            <button
              key={entry.id}
              type="button"
              aria-pressed={entry.id === file.id}
              onClick={() => setChosen(index)}
            >
              {entry.name}
            </button>
          ))}
        </div>
      ) : null}
      {old === undefined ? (
        now
      ) : (
        <>
          <div className="files-names" role="group" aria-label={t("compare")}>
            {earlier.length === 1 ? null : (
              <select
                aria-label={t("earlierFile")}
                value={old.id}
                onChange={(event) => setBefore(event.target.value)}
              >
                {earlier.map((entry) => (
                  <option key={entry.id} value={entry.id}>
                    {entry.name}
                  </option>
                ))}
              </select>
            )}
            <label>
              <input
                type="checkbox"
                checked={together}
                onChange={(event) => setTogether(event.target.checked)}
              />{" "}
              {t("together")}
            </label>
            <button type="button" aria-pressed onClick={() => setBefore(null)}>
              {t("compare")}
            </button>
          </div>
          <div className="files-compare">
            <section aria-label={t("before", { name: old.name })}>
              <h3>{t("before", { name: old.name })}</h3>
              <FileViewer
                key={old.id}
                url={apiUrl(`/files/${old.id}`)}
                name={old.name}
                mediaType={old.mediaType}
                page={beforePage}
                onPage={turned(setBeforePage, setPage)}
                watermark={watermark}
                marks={marks === null ? undefined : { rows: on(old) }}
              />
            </section>
            <section aria-label={t("now", { name: file.name })}>
              <h3>{t("now", { name: file.name })}</h3>
              {now}
            </section>
          </div>
        </>
      )}
    </div>
  );
}
