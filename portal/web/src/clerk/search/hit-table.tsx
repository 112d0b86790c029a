import type { SearchHit } from "@onewindow/server/api";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { LightMark } from "../../shared/ui/light.tsx";
import { searchTexts } from "./texts.ts";

const columns = [
  "colNo",
  "colTitle",
  "colApplicant",
  "colStatus",
  "colLimit",
  "colSubmitted",
  "matched",
] as const;

/** Hits with names masked: the file behind the number shows what the post may see, and is audited. */
export function HitTable({ rows }: { rows: SearchHit[] }) {
  const t = useText(searchTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <div className="cf-wide" role="region" aria-label={t("title")} tabIndex={0}>
      <table className="wb-table se-table" aria-label={t("title")}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.no}>
              <td>
                <AppLink to={`/w/cases/${row.no}`} className="tnum">
                  {groupCaseNumber(row.no)}
                </AppLink>
              </td>
              <td>{s(row.title)}</td>
              <td>{row.applicant ?? "—"}</td>
              <td>
                <Chip tone={row.status.tone}>{s(row.status.label)}</Chip>
              </td>
              <td>{row.light === null ? "—" : <LightMark light={row.light} dense />}</td>
              <td>{format.dateTime(row.submittedAt)}</td>
              <td>{t(`matched_${row.matched}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
