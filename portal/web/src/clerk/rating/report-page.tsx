/** Figures of ratings by department and period; every number opens the list behind it. */
import type { RatingReport } from "@onewindow/server/api";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { readTypedDay } from "../../shared/format/calendar-days.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { CounterLink } from "./counter-link.tsx";
import { ReportList } from "./report-list.tsx";
import "./rating.css";
import { staffRatingTexts } from "./texts.ts";

type Row = RatingReport["departments"][number];
type Mark = Row["values"][number]["of"]["mark"];

function Period({ report, onShow }: { report: RatingReport; onShow: (from: string, to: string) => void }) {
  const t = useText(staffRatingTexts);
  const id = useId();
  const [from, setFrom] = useState(report.from);
  const [to, setTo] = useState(report.to);
  const days = [from, to].map((day) => readTypedDay(day));
  const [tried, setTried] = useState(false);
  const wrong = tried && days.includes(null);
  return (
    <form
      className="wb-rating-period"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        const [first, last] = days;
        if (first != null && last != null) onShow(first, last);
      }}
    >
      <span>
        <label htmlFor={`${id}from`}>{t("from")}</label>
        <DayInput id={`${id}from`} label={t("from")} value={from} onDay={(day) => setFrom(day ?? "")} />
      </span>
      <span>
        <label htmlFor={`${id}to`}>{t("to")}</label>
        <DayInput id={`${id}to`} label={t("to")} value={to} onDay={(day) => setTo(day ?? "")} />
      </span>
      <Button htmlType="submit">{t("show")}</Button>
      {wrong ? (
        <span className="slot-error" role="alert">
          {t("badDay")}
        </span>
      ) : null}
    </form>
  );
}

function Figures({
  report,
  onOpen,
}: {
  report: RatingReport;
  onOpen: (mark: Mark, department: string) => void;
}) {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const number = (row: Row, mark: Mark, count: number) => (
    <button
      type="button"
      className="wb-rating-number tnum"
      aria-label={t("open", { what: `${s(row.department.name)} ${t(`mark_${mark}`)}`, n: count })}
      onClick={() => onOpen(mark, row.department.id)}
    >
      {count}
    </button>
  );
  return (
    <div className="wb-rating-scroll" tabIndex={0} role="region" aria-label={t("title")}>
      <table className="wb-rating-table">
        <thead>
          <tr>
            <th scope="col">{t("department")}</th>
            {report.kpis.map((kpi) => (
              <th key={kpi.id} scope="col">
                {s(kpi.name)}
              </th>
            ))}
            <th scope="col">{t("bad")}</th>
            <th scope="col">{t("excluded")}</th>
          </tr>
        </thead>
        <tbody>
          {report.departments.map((row) => (
            <tr key={row.department.id}>
              <th scope="row">{s(row.department.name)}</th>
              {row.values.map((value, index) => (
                <td key={report.kpis[index]?.id ?? index}>
                  <strong className="tnum">
                    {value.percent === null ? t("noBase") : `${value.percent}%`}
                  </strong>
                  <span className="caption muted">
                    {number(row, value.of.mark, value.of.count)} /{" "}
                    {number(row, value.over.mark, value.over.count)}
                  </span>
                </td>
              ))}
              <td>{number(row, "bad", row.bad)}</td>
              <td>{number(row, "excluded", row.excluded)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RatingReportPage() {
  const t = useText(staffRatingTexts);
  const s = useServerText();
  const session = useSession();
  const [params, setParams] = useSearchParams();
  const query = useQuery({
    queryKey: ["ratingReport", params.toString()],
    queryFn: () => api.get<RatingReport>("/ratings", { query: Object.fromEntries(params) }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="wb-page wb-rating-report">
      <PageTitle title={t("title")}>{t("title")}</PageTitle>
      <p className="muted">{t("lead")}</p>
      {session?.abilities.includes("ratings.invite") === true ? <CounterLink /> : null}
      <Async query={query}>
        {(report) => (
          <>
            <Period
              key={`${report.from}${report.to}`}
              report={report}
              onShow={(from, to) => setParams({ from, to })}
            />
            {report.departments.length === 0 ? (
              <Empty title={t("none")} />
            ) : (
              <Figures
                report={report}
                onOpen={(mark, department) =>
                  setParams({ from: report.from, to: report.to, mark, department })
                }
              />
            )}
            <details className="wb-rating-formulas">
              <summary>{t("formulas")}</summary>
              <dl>
                {report.kpis.map((kpi) => (
                  <div key={kpi.id}>
                    <dt>{s(kpi.name)}</dt>
                    <dd>{s(kpi.formula)}</dd>
                  </div>
                ))}
              </dl>
            </details>
            {report.list === null ? null : <ReportList list={report.list} />}
          </>
        )}
      </Async>
    </div>
  );
}
