/** Asked softly, never as something owed: on the page of a closed case, and above the list of cases. */
import StarOutlined from "@ant-design/icons/es/icons/StarOutlined";
import type { CaseProgress, OpenRatings } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import "./rating.css";
import { ratingTexts } from "./texts.ts";

function useOpenRatings() {
  return useQuery({
    queryKey: ["ratingsOpen"],
    queryFn: () => api.get<OpenRatings>("/ratings/open"),
    retry: false,
  });
}

/** C12. */
export function CaseRatingPrompt({ progress }: { progress: CaseProgress }) {
  const t = useText(ratingTexts);
  const format = useFormat();
  const query = useOpenRatings();
  const open = query.data?.rows.find((row) => row.no === progress.no);
  if (progress.outcome === null || open === undefined) return null;
  return (
    <section className="rating-prompt no-print">
      <StarOutlined aria-hidden />
      <div>
        <strong>{t(open.followUp ? "softAgain" : "soft")}</strong>
        <p className="caption muted">{t("softBody", { date: format.date(open.until) })}</p>
      </div>
      <ButtonLink to={`/cases/${progress.no}/rating`}>{t("toRate")}</ButtonLink>
    </section>
  );
}

/** C11, and nothing where there is nothing to rate. */
export function OpenRatingsList() {
  const t = useText(ratingTexts);
  const s = useServerText();
  const format = useFormat();
  const rows = useOpenRatings().data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section>
      <h2 className="section-title">{t("openTitle")}</h2>
      <ul className="card flush">
        {rows.map((row) => (
          <li key={row.no} className="draft-card">
            <div>
              <strong>{s(row.title)}</strong>
              <p className="caption muted">
                {row.followUp ? `${t("softAgain")} · ` : ""}
                {t("softBody", { date: format.date(row.until) })}
              </p>
            </div>
            <AppLink className="underlined todo-link" to={`/cases/${row.no}/rating`}>
              {t("toRate")}
              <span className="visually-hidden"> {s(row.title)}</span>
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
