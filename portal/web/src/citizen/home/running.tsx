import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import type { CaseList, Home } from "@onewindow/server/api";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { homeTexts } from "./texts.ts";

/** Running cases with holder and date; results to fetch below. */
export function Running({ home }: { home: Home }) {
  const t = useText(homeTexts);
  const s = useServerText();
  const format = useFormat();
  const count = home.running ?? 0;
  const ready = home.ready ?? 0;
  const cases = useQuery({
    queryKey: ["cases", "running"],
    queryFn: () => api.get<CaseList>("/cases", { query: { view: "running" } }),
    enabled: count > 0,
  });
  return (
    <section className="card side-card running">
      <div className="head">
        <h2>{t("running", { n: count })}</h2>
        <AppLink to="/cases" className="caption">
          {t("allCases")}
        </AppLink>
      </div>
      {count === 0 ? <p className="caption muted">{t("noRunning")}</p> : null}
      <ul>
        {(cases.data?.rows ?? []).slice(0, 3).map((row) => (
          <li key={row.no} className="row">
            <AppLink to={`/cases/${row.no}`}>{s(row.title)}</AppLink>
            <span className="caption muted">
              {s(row.holder)}
              {row.light !== null ? ` · ${t("before", { date: format.day(row.light.due) })}` : ""}
            </span>
          </li>
        ))}
      </ul>
      {ready > 0 ? (
        <p className="ready">
          <CheckCircleFilled aria-hidden />
          <AppLink to="/cases?view=todo">{t("ready", { n: ready })}</AppLink>
        </p>
      ) : (
        <span style={{ paddingBottom: "1rem" }} />
      )}
    </section>
  );
}
