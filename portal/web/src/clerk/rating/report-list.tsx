/** The ratings that a figure counts. */
import type { RatingReport } from "@onewindow/server/api";
import { useEffect, useRef } from "react";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { staffRatingTexts } from "./texts.ts";

export function ReportList({ list }: { list: NonNullable<RatingReport["list"]> }) {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const format = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const key = `${list.mark}/${list.department?.id ?? ""}`;
  // what was asked for stands below the figures: it is gone to
  const shown = useRef(key);
  useEffect(() => {
    if (shown.current !== key) heading.current?.focus();
    shown.current = key;
  }, [key]);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {t("listTitle", {
          mark: t(`mark_${list.mark}`),
          department: list.department === null ? t("allDepartments") : s(list.department.name),
          n: list.total,
        })}
      </h2>
      {list.rows.length < list.total ? <p className="muted">{t("more", { n: list.rows.length })}</p> : null}
      {list.rows.length === 0 ? null : (
        <div className="wb-rating-scroll" tabIndex={0} role="region" aria-label={t(`mark_${list.mark}`)}>
          <table className="wb-rating-table">
            <thead>
              <tr>
                {(["caseNo", "item", "department", "day", "grade", "state", "words"] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.rows.map((row) => (
                <tr key={row.id}>
                  <td className="tnum nowrap">{groupCaseNumber(row.caseNo)}</td>
                  <td>{s(row.name)}</td>
                  <td>{s(row.department.name)}</td>
                  <td className="nowrap">{format.day(row.day)}</td>
                  <td className="nowrap">
                    {row.stars === null ? t("notRated") : t("starsOf", { n: row.stars })}
                  </td>
                  <td>{s(row.stateLabel)}</td>
                  <td className="wb-rating-said">
                    {[...row.reasons.map((reason) => s(reason)), row.words]
                      .filter((one) => one !== "")
                      .join(" · ")}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
