import type { CaseProgress } from "@onewindow/server/api";
import { formatCell } from "../../shared/format/time.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { progressTexts } from "./texts.ts";

const words = {
  office: "office",
  applicant: "you",
  stopped: "stopped",
  today: "today",
  left: "left",
} as const;

/** Who used which working day; the cells add up to the limit. */
export function DaysBar({ days }: { days: CaseProgress["days"] }) {
  const t = useText(progressTexts);
  if (days.cells.length === 0) return null;
  const many = days.cells.length > 20;
  return (
    <section className="card days">
      <h2>{t("usedTitle", { n: days.office + days.applicant })}</h2>
      <ol className="days-bar">
        {days.cells.map((cell) => (
          <li key={cell.date} className={cell.who}>
            <b>
              {many || cell.who === "left" ? (
                <span className="visually-hidden">{t(words[cell.who])}</span>
              ) : (
                t(words[cell.who])
              )}
            </b>
            {many ? <span className="visually-hidden">{formatCell(cell.date)}</span> : formatCell(cell.date)}
          </li>
        ))}
      </ol>
      <p className="days-legend">
        <span className="office">{t("legendOffice", { n: days.office })}</span>
        <span className="applicant">{t("legendYou", { n: days.applicant })}</span>
        {days.left !== null ? <span>{t("legendLeft", { n: days.left })}</span> : null}
        <span className="stopped">{t("legendStopped", { n: days.stopped })}</span>
      </p>
    </section>
  );
}
