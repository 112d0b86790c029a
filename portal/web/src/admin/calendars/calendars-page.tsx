/** A4: the months of a year with days off and worked weekend days in words, its notice, the calculator, next year's notice. */
import WarningFilled from "@ant-design/icons/es/icons/WarningFilled";
import type { CalendarList, CalendarYearView } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import "./calendars.css";
import { Month } from "./month.tsx";
import { NoticeForm } from "./notice-form.tsx";
import { Reckoner } from "./reckoner.tsx";
import { writeDays } from "./read-notice.ts";
import { calendarTexts } from "./texts.ts";

type Year = CalendarList["years"][number];

function Notice({ year }: { year: Year }) {
  const t = useText(calendarTexts);
  const format = useFormat();
  if (year.source === "none") return null;
  const days = (list: readonly string[]): string =>
    writeDays(list).split("\n").join(" · ").replaceAll("..", "–");
  return (
    <section className="card" aria-labelledby="cal-notice">
      <h2 id="cal-notice">{t("notice")}</h2>
      <p>
        <b lang="zh-CN">{year.title}</b>
      </p>
      <dl className="cal-facts">
        {year.document === "" ? null : (
          <>
            <dt>{t("noticeDocument")}</dt>
            <dd lang="zh-CN">{year.document}</dd>
          </>
        )}
        <dt>{t("noticeCame")}</dt>
        <dd>
          {year.source === "content" || year.loadedAt === null
            ? t("sourceContent")
            : t("sourceLoaded", { who: year.loadedBy ?? "", when: format.dateTime(year.loadedAt) })}
        </dd>
        <dt>{t("noticeOff")}</dt>
        <dd>
          {t("daysTotal", { n: year.off.length })}: {days(year.off)}
        </dd>
        <dt>{t("noticeWork")}</dt>
        <dd>
          {t("daysTotal", { n: year.work.length })}
          {year.work.length === 0 ? "" : `: ${days(year.work)}`}
        </dd>
      </dl>
    </section>
  );
}

function YearView({ year, today }: { year: Year; today: string }) {
  const t = useText(calendarTexts);
  const view = useQuery({
    queryKey: ["calendars", year.year],
    queryFn: ({ signal }) => api.get<CalendarYearView>(`/calendars/${year.year}`, { signal }),
  });
  return (
    <Async query={view}>
      {({ days, workingDays, provisional }) => {
        const kinds = new Map(days.map(({ date, kind }) => [date, kind]));
        return (
          <section aria-label={t("months", { year: year.year })}>
            {provisional ? (
              <p className="card cal-warning">
                <WarningFilled aria-hidden /> {t("none", { year: year.year })}
              </p>
            ) : null}
            <p>
              <b>{t("workingDays", { n: workingDays })}</b> <span className="muted">{t("legend")}</span>
            </p>
            <div className="cal-months">
              {Array.from(
                { length: 12 },
                (_, index) => `${year.year}-${String(index + 1).padStart(2, "0")}`,
              ).map((month) => (
                <Month key={month} month={month} kinds={kinds} today={today} />
              ))}
            </div>
          </section>
        );
      }}
    </Async>
  );
}

function Calendars({ list }: { list: CalendarList }) {
  const t = useText(calendarTexts);
  const [params] = useSearchParams();
  const session = useSession();
  const [opened, setOpened] = useState<number | null>(null);
  const [done, setDone] = useState<{ year: number; n: number } | null>(null);
  const wanted = Number(params.get("year") ?? list.today.slice(0, 4));
  const year = list.years.find((one) => one.year === wanted) ?? list.years.at(-1);
  if (year === undefined) return null;
  const mayChange = session?.abilities.includes("calendar.change") === true;
  const editing = mayChange && (opened === year.year || year.source === "none");
  return (
    <>
      <nav aria-label={t("years")}>
        <ul className="cal-years">
          {list.years.map((one) => (
            <li key={one.year}>
              <AppLink
                to={`/a/calendars?year=${one.year}`}
                state={{ keepFocus: true }}
                aria-current={one === year ? "page" : undefined}
              >
                {one.source === "none" ? t("provisionalYear", { year: one.year }) : one.year}
              </AppLink>
            </li>
          ))}
        </ul>
      </nav>
      <div className="cal-split">
        <YearView year={year} today={list.today} />
        <div className="cal-side">
          <p role="status" className={done?.year === year.year ? "card cal-done" : "visually-hidden"}>
            {done?.year === year.year ? t("published", done) : ""}
          </p>
          <Reckoner today={list.today} />
          <Notice year={year} />
          {editing ? (
            <NoticeForm
              key={`${year.year} ${year.loadedAt}`}
              year={year}
              onPublished={(moved) => {
                setOpened(null);
                setDone({ year: year.year, n: moved });
                announce(t("published", { year: year.year, n: moved }));
              }}
            />
          ) : mayChange ? (
            <p>
              <Button onClick={() => setOpened(year.year)}>{t("replace", { year: year.year })}</Button>
            </p>
          ) : null}
        </div>
      </div>
    </>
  );
}

export function CalendarsPage() {
  const t = useText(calendarTexts);
  const calendars = useQuery({
    queryKey: ["calendars"],
    queryFn: ({ signal }) => api.get<CalendarList>("/calendars", { signal }),
  });
  return (
    <div className="ad-page cal-page">
      <PageTitle title={t("title")} />
      <Async query={calendars}>{(list) => <Calendars list={list} />}</Async>
    </div>
  );
}
