/** Which mark on the document a point is about, and a look at it. */
import { Button } from "antd";
import { useId, useState } from "react";
import { apiUrl } from "../../shared/api/client.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { FileViewer } from "../../shared/viewer/file-viewer.tsx";
import { useMarkPlace } from "../../shared/viewer/marks/mark-list.tsx";
import { useWatermark } from "../../shared/viewer/use-watermark.ts";
import { useCaseMarks } from "./case-marks.tsx";
import { correctionTexts } from "./correction-texts.ts";
import type { PointDraft } from "./points.ts";

export function MarkChoice({
  point,
  name,
  disabled,
  onChange,
}: {
  point: PointDraft;
  name: string;
  disabled: boolean;
  onChange: (point: PointDraft) => void;
}) {
  const t = useText(correctionTexts);
  const place = useMarkPlace();
  const watermark = useWatermark();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { target } = point;
  const marks = (useCaseMarks()?.rows ?? []).filter(
    (mark) =>
      target.kind === "material" && mark.materialId === target.materialId && mark.state === "standing",
  );
  const chosen = marks.find((mark) => mark.id === point.mark);
  // one that is no longer there must be put away before the point can be sent
  const lost = point.mark != null && chosen === undefined;
  if (marks.length === 0 && !lost) return <p className="caption muted">{t("noMarks")}</p>;
  return (
    <div>
      <label htmlFor={id}>
        {t("mark")}
        <span className="visually-hidden"> {name}</span>
      </label>
      {lost ? <p className="wb-error">{t("markGone")}</p> : null}
      <select
        id={id}
        disabled={disabled}
        value={point.mark ?? ""}
        onChange={(event) => {
          const mark = marks.find((one) => one.id === event.target.value);
          if (mark === undefined) onChange({ ...point, mark: null });
          else
            onChange({
              ...point,
              mark: mark.id,
              page: mark.page,
              problem: point.problem.trim() === "" ? mark.note : point.problem,
            });
        }}
      >
        <option value="">{t("noMark")}</option>
        {lost ? <option value={point.mark ?? ""}>{t("markGone")}</option> : null}
        {marks.map((mark) => (
          <option key={mark.id} value={mark.id}>
            {`${mark.file.name} · ${place(mark)} · ${mark.note}`}
          </option>
        ))}
      </select>
      {chosen === undefined ? null : (
        <>
          <p className="caption muted">{t("markSeen")}</p>
          <Button size="small" onClick={() => setOpen(true)}>
            {t("showMark")}
            <span className="visually-hidden"> {name}</span>
          </Button>
        </>
      )}
      {open && chosen !== undefined ? (
        <Dialog title={`${chosen.file.name} · ${place(chosen)}`} onClose={() => setOpen(false)}>
          <FileViewer
            url={apiUrl(`/files/${chosen.file.id}`)}
            name={chosen.file.name}
            mediaType={chosen.file.mediaType}
            marks={{ rows: [chosen] }}
            showMark={chosen.id}
            watermark={watermark}
          />
          <div className="actions">
            <Button onClick={() => setOpen(false)}>{t("closeMark")}</Button>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}
