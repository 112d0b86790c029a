/** A7 (small): what is broken now, red first; incidents with retry; content status. */
import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { Health } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { healthTexts } from "../texts.ts";

interface RetryAnswer {
  key: string;
  resolved: boolean;
  message: { zh: string; en: string };
}

function useRetry() {
  const client = useQueryClient();
  const s = useServerText();
  const [results, setResults] = useState<Record<string, string>>({});
  const retry = useMutation({
    mutationFn: async (keys: string[]) => {
      for (const key of keys) {
        const answer = await api
          .post<RetryAnswer>(`/health/incidents/${key}/retry`, {})
          .then((done) => s(done.message))
          .catch((error: Error) => error.message);
        setResults((before) => ({ ...before, [key]: answer }));
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["health"] }),
  });
  return { results, busy: retry.isPending, run: (keys: string[]) => retry.mutate(keys) };
}

function Problems({ problems }: { problems: Health["problems"] }) {
  const t = useText(healthTexts);
  const s = useServerText();
  const format = useFormat();
  if (problems.length === 0) {
    return (
      <section className="card ad-well">
        <h2>
          <CheckCircleFilled aria-hidden /> {t("allWell")}
        </h2>
        <p className="muted">{t("allWellNote")}</p>
      </section>
    );
  }
  return (
    <section aria-label={t("problems", { n: problems.length })}>
      <h2>{t("problems", { n: problems.length })}</h2>
      <ul className="ad-problems">
        {problems.map((problem) => (
          <li key={problem.id} className="card">
            <h3>
              <CloseCircleFilled aria-hidden /> {s(problem.what)}
            </h3>
            {problem.since === null ? null : (
              <p className="muted">{t("since", { when: format.dayTime(problem.since) })}</p>
            )}
            <p>{t("affected", { what: s(problem.affected) })}</p>
            <p>{t("remedy", { what: s(problem.remedy) })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Incidents({ incidents }: { incidents: Health["incidents"] }) {
  const t = useText(healthTexts);
  const format = useFormat();
  const retry = useRetry();
  const retryable = incidents.filter((incident) => incident.canRetry).map((incident) => incident.key);
  return (
    <section>
      <div className="ad-head">
        <h2>{t("incidents")}</h2>
        {retryable.length > 1 ? (
          <Button onClick={() => retry.run(retryable)} loading={retry.busy}>
            {t("retryAll")}
          </Button>
        ) : null}
      </div>
      {incidents.length === 0 ? (
        <p className="card muted">{t("noIncidents")}</p>
      ) : (
        <div className="ad-scroll" tabIndex={0} role="group" aria-label={t("incidents")}>
          <table className="ad-table">
            <thead>
              <tr>
                <th scope="col">{t("colCause")}</th>
                <th scope="col">{t("colStep")}</th>
                <th scope="col">{t("colCase")}</th>
                <th scope="col">{t("colSince")}</th>
                <th scope="col">{t("colAct")}</th>
              </tr>
            </thead>
            <tbody>
              {incidents.map((incident) => (
                <tr key={incident.key}>
                  <td>
                    <b>{incident.type}</b>
                    <p>{incident.message}</p>
                  </td>
                  <td>
                    {incident.process} / {incident.element}
                  </td>
                  <td>{incident.caseNo === null ? t("noCase") : groupCaseNumber(incident.caseNo)}</td>
                  <td>
                    <time dateTime={incident.since}>{format.dayTime(incident.since)}</time>
                  </td>
                  <td>
                    {incident.canRetry ? (
                      <Button
                        size="small"
                        disabled={retry.busy}
                        aria-label={t("retryNamed", { step: incident.element, key: incident.key })}
                        onClick={() => retry.run([incident.key])}
                      >
                        {t("retry")}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div role="status" className="caption">
        <ul>
          {Object.entries(retry.results).map(([key, text]) => (
            <li key={key}>
              {key}: {text}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

export function HealthPage() {
  const t = useText(healthTexts);
  const s = useServerText();
  const format = useFormat();
  const health = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => api.get<Health>("/health", { signal }),
    refetchInterval: 10_000,
  });
  return (
    <div className="ad-page">
      <PageTitle title={t("title")} />
      <Async query={health}>
        {(state) => (
          <>
            <Problems problems={state.problems} />
            <Incidents incidents={state.incidents} />
            <section>
              <h2>{t("parts")}</h2>
              <ul className="ad-parts">
                {state.parts.map((part) => (
                  <li key={part.id} className={`card ${part.ok ? "ok" : "bad"}`}>
                    <h3>
                      {part.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}{" "}
                      {s(part.name)} <span className="caption">{part.ok ? t("ok") : t("bad")}</span>
                    </h3>
                    <p className="caption muted">{s(part.detail)}</p>
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h2>{t("content")}</h2>
              <ul className="ad-parts">
                {state.content.map((entry) => (
                  <li key={entry.id} className="card">
                    <h3>{s(entry.name)}</h3>
                    <p className="caption muted">
                      {t("version", { v: entry.version, when: format.dayTime(entry.deployedAt) })}
                      {" · "}
                      {entry.warnings.length === 0
                        ? t("noWarnings")
                        : t("warnings", { n: entry.warnings.length })}
                    </p>
                    {entry.warnings.length === 0 ? null : (
                      <ul className="caption">
                        {entry.warnings.map((warning) => (
                          <li key={warning.file + warning.message.zh}>
                            {warning.file}: {s(warning.message)}
                          </li>
                        ))}
                      </ul>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          </>
        )}
      </Async>
    </div>
  );
}
