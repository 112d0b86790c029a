import type { TaskRow } from "@onewindow/server/api";
import { memo } from "react";
import { formatTableShort } from "../../shared/format/time.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { LightMark } from "../../shared/ui/light.tsx";
import { inboxTexts, kindTexts } from "../texts.ts";

interface InboxRowProps {
  row: TaskRow;
  current: boolean;
  selected: boolean;
  onSelect: (id: string, on: boolean) => void;
  onCurrent: (id: string) => void;
}

/** One task as a table row; at 390 px the same cells stand as a card of three lines. */
export const InboxRow = memo(function InboxRow({
  row,
  current,
  selected,
  onSelect,
  onCurrent,
}: InboxRowProps) {
  const t = useText(inboxTexts);
  const kind = useText(kindTexts);
  const s = useServerText();
  const name = `${kind(row.kind)} ${s(row.item)} ${row.caseNo}`;
  return (
    <tr
      className={[current ? "current" : "", selected ? "selected" : "", row.unread ? "unread" : ""].join(" ")}
      aria-current={current ? "true" : undefined}
      onClick={() => onCurrent(row.id)}
    >
      <td className="c-select">
        <input
          type="checkbox"
          checked={selected}
          aria-label={t("selectRow", { name })}
          onChange={(event) => onSelect(row.id, event.target.checked)}
        />
      </td>
      <td className="c-light">
        {row.light === null ? (
          <span className="muted">{t("noLimit")}</span>
        ) : (
          <LightMark light={row.light} dense />
        )}
      </td>
      <td className="c-due">
        {row.light === null ? "" : row.light.paused !== null ? t("stopped") : formatTableShort(row.light.due)}
      </td>
      <td className="c-task">
        <AppLink to={`/w/tasks/${row.id}`} data-row={row.id} onFocus={() => onCurrent(row.id)}>
          {row.unread ? (
            <span className="wb-dot" role="img" aria-label={t("unread")} />
          ) : (
            <span className="wb-dot none" aria-hidden />
          )}
          <span className="wb-kind">{kind(row.kind)}</span> <span className="wb-item">{s(row.item)}</span>
        </AppLink>
      </td>
      <td className="c-case">{groupCaseNumber(row.caseNo)}</td>
      <td className="c-applicant">{row.applicant}</td>
      <td className="c-town">{s(row.town)}</td>
      <td className="c-holder">
        {row.holder === null ? (
          <span className="muted">{t("unassigned")}</span>
        ) : (
          <>
            <span className="wb-initial" aria-hidden>
              {row.holder.name.slice(0, 1)}
            </span>
            {row.holder.me ? t("you") : row.holder.name}
          </>
        )}
      </td>
      <td className="c-waits">{s(row.waitsFor)}</td>
      <td className="c-last">
        <div className="wb-lastline">
          <span className="wb-last">{s(row.lastEvent.text)}</span>
          <time dateTime={row.lastEvent.at}>{formatTableShort(row.lastEvent.at)}</time>
        </div>
      </td>
    </tr>
  );
});
