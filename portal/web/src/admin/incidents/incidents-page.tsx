/** A8: what stands still, by cause; retry with a result per case; values and tokens changed by two people. */
import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { IncidentGroups, RetryResults } from "@onewindow/server/api";
import { Button } from "antd";
import { useState } from "react";
import { PageTitle } from "../../app/page.tsx";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { Empty } from "../../shared/states/states.tsx";
import { Changes } from "./changes-list.tsx";
import { IncidentPanel } from "./incident-detail.tsx";
import "./incidents.css";
import { incidentTexts } from "./texts.ts";
import { useIncidents, useRetry } from "./use-incidents.ts";

type Group = IncidentGroups["groups"][number];

function Results({ results }: RetryResults) {
  const t = useText(incidentTexts);
  const s = useServerText();
  const ok = results.filter((result) => result.resolved).length;
  return (
    <section className="card" aria-label={t("results")} role="status">
      <h2>{t("resultSummary", { ok, bad: results.length - ok })}</h2>
      <ul className="in-results">
        {results.map((result) => (
          <li key={result.key}>
            {result.resolved ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}{" "}
            <b>{t(result.resolved ? "resolved" : "stuck")}</b>{" "}
            {result.caseNo === null ? result.key : groupCaseNumber(result.caseNo)}: {s(result.message)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cause({ group, busy, onRetry }: { group: Group; busy: boolean; onRetry: (keys: string[]) => void }) {
  const t = useText(incidentTexts);
  const s = useServerText();
  const format = useFormat();
  const [open, setOpen] = useState<string | null>(null);
  const keys = group.incidents.map((incident) => incident.key);
  return (
    <section className="card in-group">
      <div className="ad-head">
        <h2>{s(group.plain)}</h2>
        <span className="chip red">{t("sameCause", { n: keys.length })}</span>
      </div>
      <p>
        {t("at", { process: group.processName, step: group.elementName })} ·{" "}
        {t("since", { when: format.dayTime(group.since) })}
      </p>
      <p className="muted in-message">
        {t("engineSays")}: <code>{group.message}</code>
      </p>
      {keys.length > 1 ? (
        <p>
          <Button disabled={busy} onClick={() => onRetry(keys)}>
            {t("retryAll", { n: keys.length })}
          </Button>
        </p>
      ) : null}
      <ul className="in-list">
        {group.incidents.map((incident) => {
          const no = incident.caseNo === null ? incident.key : groupCaseNumber(incident.caseNo);
          const shown = open === incident.key;
          return (
            <li key={incident.key}>
              <div className="in-row">
                <span>
                  {incident.caseNo === null ? `${t("noCase")} ${incident.key}` : no}{" "}
                  <span className="muted">{t("since", { when: format.dayTime(incident.since) })}</span>
                </span>
                <span className="actions">
                  <Button
                    size="small"
                    aria-expanded={shown}
                    aria-label={t("openOf", { no })}
                    onClick={() => setOpen(shown ? null : incident.key)}
                  >
                    {t("open")}
                  </Button>
                  <Button
                    size="small"
                    disabled={busy}
                    aria-label={t("retryOneOf", { no })}
                    onClick={() => onRetry([incident.key])}
                  >
                    {t("retryOne")}
                  </Button>
                </span>
              </div>
              {shown ? <IncidentPanel incidentKey={incident.key} /> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

export function IncidentsPage() {
  const t = useText(incidentTexts);
  const incidents = useIncidents();
  const retry = useRetry();
  return (
    <div className="ad-page">
      <PageTitle title={t("title")} />
      {retry.data === undefined ? null : <Results results={retry.data.results} />}
      {retry.error === null ? null : (
        <p role="alert" className="in-error">
          {retry.error.message}
        </p>
      )}
      <Async query={incidents}>
        {({ groups, changes }) => (
          <>
            {groups.length === 0 ? <Empty title={t("none")}>{t("noneNote")}</Empty> : null}
            {groups.map((group) => (
              <Cause
                key={group.id}
                group={group}
                busy={retry.isPending}
                onRetry={(keys) => retry.mutate(keys)}
              />
            ))}
            <Changes changes={changes} />
          </>
        )}
      </Async>
    </div>
  );
}
