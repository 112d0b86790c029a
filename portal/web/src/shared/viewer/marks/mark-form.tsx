/** The mark being made, by numbers and words: all that the mouse does can be typed. */
import type { PageBox } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import type { RefObject } from "react";
import { useText } from "../../i18n/use-text.ts";
import { fitBox, percent } from "./box.ts";
import { markTexts } from "./texts.ts";

export interface MarkFormProps {
  box: PageBox;
  page: number;
  pages: number;
  noteRef: RefObject<HTMLTextAreaElement | null>;
  onBox: (box: PageBox) => void;
  onPage: (page: number) => void;
  onSave: (note: string) => Promise<void>;
  onCancel: () => void;
}

const sides = ["x", "y", "w", "h"] as const;

export function MarkForm({ box, page, pages, noteRef, onBox, onPage, onSave, onCancel }: MarkFormProps) {
  const t = useText(markTexts);
  const id = useId();
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const lacks = tried && note.trim() === "";
  return (
    <form
      className="mark-form"
      aria-label={t("title")}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (note.trim() === "") {
          noteRef.current?.focus();
          return;
        }
        setBusy(true);
        setFailed(null);
        onSave(note.trim()).catch((error: unknown) => {
          setBusy(false);
          setFailed(error instanceof Error ? error.message : String(error));
        });
      }}
    >
      <p className="caption">{t("how")}</p>
      <div className="mark-numbers">
        <label htmlFor={`${id}-page`}>
          {t("page")}
          <input
            id={`${id}-page`}
            type="number"
            min={1}
            max={pages}
            value={page}
            onChange={(event) => onPage(Number(event.target.value))}
          />
        </label>
        {sides.map((side) => (
          <label key={side} htmlFor={`${id}-${side}`}>
            {t(side)}
            <input
              id={`${id}-${side}`}
              type="number"
              min={side === "w" || side === "h" ? 0.5 : 0}
              max={100}
              step={0.5}
              value={percent(box[side])}
              onChange={(event) => {
                const share = Number(event.target.value) / 100;
                if (Number.isFinite(share)) onBox(fitBox({ ...box, [side]: share }));
              }}
            />
          </label>
        ))}
      </div>
      <label htmlFor={`${id}-note`}>{t("note")}</label>
      {lacks ? (
        <p className="wb-error" id={`${id}-error`}>
          {t("needNote")}
        </p>
      ) : null}
      <textarea
        id={`${id}-note`}
        ref={noteRef}
        rows={2}
        maxLength={500}
        value={note}
        aria-invalid={lacks}
        aria-describedby={lacks ? `${id}-error ${id}-seen` : `${id}-seen`}
        onChange={(event) => setNote(event.target.value)}
      />
      <p className="caption muted" id={`${id}-seen`}>
        {t("noteSeen")}
      </p>
      {failed === null ? null : (
        <p className="wb-error" role="alert">
          {failed}
        </p>
      )}
      <div className="actions">
        <Button type="primary" size="small" htmlType="submit" loading={busy}>
          {t("save")}
        </Button>
        <Button size="small" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
}
