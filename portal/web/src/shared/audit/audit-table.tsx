import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { AuditLine } from "@onewindow/server/api";
import { useFormat } from "../format/use-format.ts";
import { useServerText, useText } from "../i18n/use-text.ts";
import "./audit-table.css";
import { auditTexts } from "./texts.ts";

const columns = [
  "colRow",
  "colTime",
  "colWho",
  "colAs",
  "colAct",
  "colThing",
  "colChange",
  "colPurpose",
  "colHash",
] as const;

/** Rows of the audit, each with the check of its hash; scrolls by itself where it is too wide. */
export function AuditTable({ rows }: { rows: AuditLine[] }) {
  const t = useText(auditTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <div className="audit-scroll" role="region" aria-label={t("table")} tabIndex={0}>
      <table className="audit-table" aria-label={t("table")}>
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
            <tr key={row.seq} className={row.intact ? undefined : "broken"}>
              <td className="tnum">{row.seq}</td>
              <td className="tnum">
                <time dateTime={row.at}>{format.dateTime(row.at)}</time>
              </td>
              <td>{s(row.who)}</td>
              <td>{s(row.as)}</td>
              <td title={row.action}>{s(row.what)}</td>
              <td className="audit-thing">
                {s(row.thingName)} <span className="tnum">{row.thing.id}</span>
              </td>
              <td className="audit-facts">
                {row.before === null && row.after === null ? null : (
                  <div>
                    {row.before ?? "—"} → {row.after ?? "—"}
                  </div>
                )}
                {row.facts.map((fact) => (
                  <div key={fact.name} className="caption muted">
                    {fact.name}: {fact.value}
                  </div>
                ))}
              </td>
              <td>{row.purpose}</td>
              <td className="audit-hash">
                {row.intact ? (
                  <span className="ok">
                    <CheckCircleFilled aria-hidden /> {t("intact")}
                  </span>
                ) : (
                  <b className="bad">
                    <CloseCircleFilled aria-hidden /> {t("broken", { n: row.seq })}
                  </b>
                )}{" "}
                <code title={row.hash}>{row.hash.slice(0, 8)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
