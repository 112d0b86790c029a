import type { ReviewRow } from "@onewindow/server/api";
import type { ReactNode } from "react";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { FileLinks } from "../../shared/forms/file-links.tsx";
import { ProvenanceBadge } from "../../shared/ui/provenance-badge.tsx";
import "./check.css";
import { checkTexts } from "./texts.ts";

/** Entries of one part: label, value, source; `action` stands at the end of a row. */
export function ReviewRows({ rows, action }: { rows: ReviewRow[]; action?: (row: ReviewRow) => ReactNode }) {
  const t = useText(checkTexts);
  const s = useServerText();
  return (
    <dl className="review-rows">
      {rows.map((row) => (
        <div key={row.path} id={`row-${row.path}`}>
          <dt>{s(row.label)}</dt>
          <dd className="value">
            {row.files.length > 0 ? (
              <FileLinks files={row.files} />
            ) : (
              s(row.value) || <span className="muted">{t("empty")}</span>
            )}
            {row.provenance !== null ? <ProvenanceBadge kind={row.provenance} /> : null}
          </dd>
          {action !== undefined ? <dd>{action(row)}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
