/** The place on the page that a point is about: in words, and drawn on the page when it is opened. */
import type { PageMark } from "@onewindow/server/api";
import { useId, useState } from "react";
import { apiUrl } from "../../shared/api/client.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { FileViewer } from "../../shared/viewer/file-viewer.tsx";
import { MarkBy, useMarkPlace } from "../../shared/viewer/marks/mark-list.tsx";
import { correctionTexts } from "./texts.ts";

export function PointMark({ mark, name }: { mark: PageMark; name: string }) {
  const t = useText(correctionTexts);
  const place = useMarkPlace();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="point-mark">
      <p>
        <b>{mark.file.name}</b> · {place(mark)}：{mark.note} <MarkBy mark={mark} />
      </p>
      {mark.state === "void" ? <p className="caption muted">{t("markVoid")}</p> : null}
      <button
        type="button"
        className="link-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? t("hideMark") : t("showMark")}
        <span className="visually-hidden"> {name}</span>
      </button>
      {open ? (
        <div id={id} className="point-viewer">
          <FileViewer
            url={apiUrl(`/files/${mark.file.id}`)}
            name={mark.file.name}
            mediaType={mark.file.mediaType}
            marks={{ rows: [mark] }}
            showMark={mark.id}
          />
        </div>
      ) : null}
    </div>
  );
}
