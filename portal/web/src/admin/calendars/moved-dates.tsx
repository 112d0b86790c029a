import type { NoticePreview } from "@onewindow/server/api";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { uiTexts } from "../../shared/ui/texts.ts";
import { calendarTexts } from "./texts.ts";

/** What a notice would move: the number, and the first of them. */
export function MovedDates({ preview }: { preview: NoticePreview }) {
  const t = useText(calendarTexts);
  const u = useText(uiTexts);
  const s = useServerText();
  const format = useFormat();
  const kindName = (kind: string): string => {
    const key = `kind_${kind}`;
    return key in uiTexts ? u(key as "kind_handling") : kind;
  };
  const more = preview.moves - preview.first.length;
  return (
    <>
      <h3>{preview.moves === 0 ? t("movesNone") : t("moves", { n: preview.moves })}</h3>
      <p className="muted">{t("movesOf", { open: preview.open })}</p>
      {preview.first.length === 0 ? null : (
        <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("moves", { n: preview.moves })}>
          <table className="ad-table">
            <thead>
              <tr>
                <th scope="col">{t("colCase")}</th>
                <th scope="col">{t("colDepartment")}</th>
                <th scope="col">{t("colKind")}</th>
                <th scope="col">{t("colFrom")}</th>
                <th scope="col">{t("colTo")}</th>
              </tr>
            </thead>
            <tbody>
              {preview.first.map((row, index) => (
                <tr key={`${row.caseNo} ${row.itemId} ${row.kind} ${index}`}>
                  <td>{groupCaseNumber(row.caseNo)}</td>
                  <td>{s(row.department)}</td>
                  <td>{kindName(row.kind)}</td>
                  <td>{format.due(row.from)}</td>
                  <td>
                    <b>{format.due(row.to)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more > 0 ? <p className="muted">{t("movesMore", { n: more })}</p> : null}
    </>
  );
}
