import type { CalendarYearView } from "@onewindow/server/api";
import { weeksOf } from "../../shared/format/calendar-days.ts";
import { formatDate } from "../../shared/format/time.ts";
import { langTag } from "../../shared/i18n/language.ts";
import { useLanguage, useText } from "../../shared/i18n/use-text.ts";
import { calendarTexts } from "./texts.ts";

type Kind = CalendarYearView["days"][number]["kind"];

/** One month as a table: days off and worked weekend days carry a word, not only a colour. */
export function Month({
  month,
  kinds,
  today,
}: {
  /** `2026-02` */
  month: string;
  kinds: ReadonlyMap<string, Kind>;
  today: string;
}) {
  const t = useText(calendarTexts);
  const language = useLanguage();
  const name = new Intl.DateTimeFormat(langTag(language), { month: "long", timeZone: "UTC" }).format(
    Date.parse(`${month}-01T00:00:00Z`),
  );
  const weeks = weeksOf(`${month}-01`).filter((week) => week.some((day) => day.startsWith(month)));
  return (
    <table className="cal-month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {t("weekdays")
            .split(" ")
            .map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const kind = day.startsWith(month) ? kinds.get(day) : undefined;
              if (kind === undefined) return <td key={day} />;
              const word = kind === "off" ? t("off") : kind === "makeup" ? t("makeup") : null;
              return (
                <td
                  key={day}
                  className={kind}
                  data-day={day}
                  title={word === null ? undefined : `${formatDate(day, language)} ${word}`}
                  aria-current={day === today ? "date" : undefined}
                >
                  {Number(day.slice(-2))}
                  {word === null ? null : <b>{word}</b>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
