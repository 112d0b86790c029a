/** Who used which working day, and each limit with its stops and their law. */
import type { CaseFile } from "@onewindow/server/api";
import { formatCell } from "../../shared/format/time.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { LightMark } from "../../shared/ui/light.tsx";
import { caseFileTexts } from "./texts.ts";

export function ClocksPanel({ file }: { file: CaseFile }) {
  const t = useText(caseFileTexts);
  const s = useServerText();
  const format = useFormat();
  const { office, applicant, stopped, cells } = file.days;
  if (file.clocks.length === 0) return <p className="muted">{t("noClocks")}</p>;
  return (
    <>
      <h2>{t("usedByApplicant", { office, applicant, stopped })}</h2>
      <p className="muted">{t("usedSum", { n: office + applicant + stopped })}</p>
      <ol className="cf-days">
        {cells.map((cell) => (
          <li key={cell.date} className={cell.who}>
            <b>{t(`day_${cell.who}`)}</b>
            <span className="tnum">{formatCell(cell.date)}</span>
          </li>
        ))}
      </ol>
      <div className="cf-wide" tabIndex={0} role="region" aria-label={t("tab_clocks")}>
        <table className="wb-table cf-table">
          <thead>
            <tr>
              {(["colItem", "colClock", "colRuns", "colDue", "colStops"] as const).map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.clocks.map((clock) => (
              <tr key={clock.id}>
                <th scope="row">
                  {s(clock.item)}
                  <span className="caption muted"> {s(clock.department.name)}</span>
                </th>
                <td>{t(`clock_${clock.kind}`)}</td>
                <td>
                  {clock.runs.map((run) => (
                    <div key={run.from}>
                      {format.date(run.from)} – {run.to === null ? t("running") : format.date(run.to)}
                    </div>
                  ))}
                </td>
                <td>
                  {format.date(clock.light.due)} <LightMark light={clock.light} dense />
                </td>
                <td className="cf-stops">
                  {clock.stops.length === 0
                    ? t("noStops")
                    : clock.stops.map((stop) => (
                        <div key={stop.id}>
                          {t("stop", {
                            since: format.date(stop.since),
                            n: stop.days,
                            reason: s(stop.reason),
                            law: s(stop.law),
                          })}
                        </div>
                      ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
