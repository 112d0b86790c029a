/** Marks as text: where, what, by whom; each can be shown on its page. */
import type { PageMark } from "@onewindow/server/api";
import { useFormat } from "../../format/use-format.ts";
import { useServerText, useText } from "../../i18n/use-text.ts";
import { placeOf } from "./box.ts";
import type { NumberedMark } from "./mark-layer.tsx";
import { markTexts } from "./texts.ts";

/** “Page 2, upper left”. */
export function useMarkPlace(): (mark: Pick<PageMark, "page" | "box">) => string {
  const t = useText(markTexts);
  return ({ page, box }) => t("where", { page, place: t(placeOf(box)) });
}

/** Who made it, and when; the applicant sees the department. */
export function MarkBy({ mark }: { mark: PageMark }) {
  const t = useText(markTexts);
  const s = useServerText();
  const format = useFormat();
  const by = mark.by === null ? s(mark.department) : `${s(mark.department)} ${mark.by}`;
  return <span className="caption muted">{t("by", { by, at: format.dayTime(mark.at) })}</span>;
}

export function MarkList({
  marks,
  shown,
  onShow,
  onRemove,
}: {
  marks: readonly NumberedMark[];
  shown: string | null;
  onShow: (mark: PageMark) => void;
  onRemove?: ((mark: PageMark) => void) | undefined;
}) {
  const t = useText(markTexts);
  const place = useMarkPlace();
  return (
    <div role="group" className="mark-list" aria-label={t("marks")} tabIndex={0}>
      {marks.length === 0 ? (
        <p className="caption muted">{t("none")}</p>
      ) : (
        <ol>
          {marks.map(({ mark, n }) => (
            <li key={mark.id} aria-current={mark.id === shown ? "true" : undefined}>
              <b>
                {n}. {place(mark)}
              </b>{" "}
              {mark.note} <MarkBy mark={mark} />{" "}
              <button type="button" className="link-button" onClick={() => onShow(mark)}>
                {t("show")}
                <span className="visually-hidden"> {n}</span>
              </button>
              {onRemove !== undefined && mark.mine ? (
                <>
                  {" "}
                  <button type="button" className="link-button" onClick={() => onRemove(mark)}>
                    {t("remove")}
                    <span className="visually-hidden"> {n}</span>
                  </button>
                </>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
