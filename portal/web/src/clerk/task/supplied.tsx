/** What was supplied for the points that this post asked for: old beside new. */
import type { SuppliedPoint } from "@onewindow/server/api";
import { apiUrl } from "../../shared/api/client.ts";
import { FieldDiff } from "../../shared/diff/field-diff.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { correctionTexts } from "./correction-texts.ts";

type Files = SuppliedPoint["files"];

function FileLinks({ files }: { files: Files }) {
  const t = useText(correctionTexts);
  if (files.length === 0) return <>{t("noFile")}</>;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={apiUrl(`/files/${file.id}`)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

export function SuppliedPoints({ points }: { points: SuppliedPoint[] }) {
  const t = useText(correctionTexts);
  const s = useServerText();
  const format = useFormat();
  if (points.length === 0) return null;
  return (
    <section className="wb-side wb-supplied" aria-label={t("supplied")}>
      <h3>{t("supplied")}</h3>
      <p className="caption muted">{t("suppliedNote")}</p>
      <ul>
        {points.map((point) => (
          <li key={point.id}>
            <b>
              {s(point.item)} · {point.group === null ? "" : `${s(point.group)} › `}
              {s(point.label)}
            </b>
            <dl>
              <dt>{t("asked")}</dt>
              <dd>
                {point.page === null ? null : `${t("onPage", { n: point.page })} · `}
                {point.problem} {point.ask}
              </dd>
              {point.note === "" ? null : (
                <>
                  <dt>{t("said")}</dt>
                  <dd>{point.note}</dd>
                </>
              )}
            </dl>
            <FieldDiff
              wasLabel={t("was")}
              nowLabel={t("now")}
              was={
                point.target.kind === "material" ? <FileLinks files={point.filesBefore} /> : s(point.before)
              }
              now={point.target.kind === "material" ? <FileLinks files={point.files} /> : s(point.after)}
            />
            <time className="muted caption" dateTime={point.at}>
              {format.dayTime(point.at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
