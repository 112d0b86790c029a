/** Site visits of a case: when, who comes, what to prepare; another time may be asked for within the rules. */
import type { CaseVisits } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { useParams } from "react-router";
import { Crumbs } from "../../app/crumbs.tsx";
import { PageTitle } from "../../app/page.tsx";
import { api } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { announce } from "../../shared/ui/announcer.tsx";
import { ButtonLink } from "../../shared/ui/button-link.tsx";
import { Chip } from "../../shared/ui/chip.tsx";
import "../correction/correction.css";
import { visitsTexts } from "./texts.ts";
import "./visits.css";

type Visit = CaseVisits["visits"][number];
const tones = { gathering: "orange", appointed: "blue", done: "green", cancelled: "line" } as const;

function Move({ no, visit }: { no: string; visit: Visit }) {
  const t = useText(visitsTexts);
  const format = useFormat();
  const id = useId();
  const client = useQueryClient();
  const [wanted, setWanted] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.post<CaseVisits>(`/cases/${no}/visits/${visit.id}/move`, { wanted, reason }),
    onSuccess: (page) => {
      client.setQueryData(["visits", no], page);
      announce(t("sent"));
    },
  });
  const lacks = wanted.trim() === "" || reason.trim() === "";
  return (
    <details>
      <summary>{t("move")}</summary>
      <form
        className="stack clarification"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!lacks) send.mutate();
        }}
      >
        <p className="caption muted">{t("moveUntil", { date: format.day(visit.moveUntil ?? "") })}</p>
        {tried && lacks ? (
          <p className="slot-error" role="alert">
            {t("needText")}
          </p>
        ) : null}
        <label htmlFor={`${id}wanted`}>{t("wanted")}</label>
        <input
          id={`${id}wanted`}
          maxLength={100}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <label htmlFor={`${id}reason`}>{t("reason")}</label>
        <textarea
          id={`${id}reason`}
          rows={2}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {send.error === null ? null : (
          <p className="slot-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div>
          <Button type="primary" size="large" htmlType="submit" loading={send.isPending}>
            {t("send")}
          </Button>
        </div>
      </form>
    </details>
  );
}

function OneVisit({ no, visit }: { no: string; visit: Visit }) {
  const t = useText(visitsTexts);
  const s = useServerText();
  const format = useFormat();
  const made = visit.appointment;
  return (
    <section className="card stack clarification">
      <h2>
        {made === null ? t("title") : `${s(made.when)}–${made.to}`}{" "}
        <Chip tone={tones[visit.state]}>{s(visit.stateLabel)}</Chip>
      </h2>
      {made === null && visit.state === "gathering" ? <p>{t("notYet")}</p> : null}
      <dl className="visit-facts">
        <dt>{t("items")}</dt>
        <dd>{visit.items.map((name) => s(name)).join(t("joiner"))}</dd>
        {made === null ? null : (
          <>
            <dt>{t("place")}</dt>
            <dd>{made.place}</dd>
            <dt>{t("comes")}</dt>
            <dd>
              {made.inspectors.map((one) => `${one.name}（${s(one.department.name)}）`).join(t("joiner"))}
            </dd>
            {made.prepare === "" ? null : (
              <>
                <dt>{t("prepare")}</dt>
                <dd>{made.prepare}</dd>
              </>
            )}
          </>
        )}
        {visit.findings.map((one) => (
          <FindingRows key={one.item.zh} finding={one} />
        ))}
      </dl>
      {visit.moves.map((move) => (
        <p key={move.id} className="caption muted">
          {move.answer === null
            ? t("asked", { wanted: move.wanted })
            : move.answer.moved
              ? t("moved")
              : t("kept", { note: move.answer.note })}{" "}
          {format.dayTime(move.answer?.at ?? move.at)}
        </p>
      ))}
      {visit.documentId === null ? null : (
        <p>
          <a href={apiUrl(`/documents/${visit.documentId}/pdf`)} target="_blank" rel="noreferrer">
            {t("document")}
          </a>
        </p>
      )}
      {visit.moveUntil === null ? null : <Move no={no} visit={visit} />}
    </section>
  );
}

function FindingRows({ finding }: { finding: Visit["findings"][number] }) {
  const t = useText(visitsTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <>
      <dt>
        {t("found")} · {s(finding.item)}
      </dt>
      <dd>
        {s(finding.resultLabel)}
        {finding.points === "" ? null : (
          <>
            <br />
            {t("points", {
              points: finding.points,
              until: finding.until === null ? "" : format.day(finding.until),
            })}
          </>
        )}
      </dd>
    </>
  );
}

function Visits({ page }: { page: CaseVisits }) {
  const t = useText(visitsTexts);
  const s = useServerText();
  return (
    <>
      <Crumbs
        trail={[
          { name: t("cases"), to: "/cases" },
          { name: s(page.title), to: `/cases/${page.no}` },
          { name: t("title") },
        ]}
      />
      <PageTitle title={t("title")}>{t("title")}</PageTitle>
      <p>{page.visits.length === 0 ? t("none") : t("lead")}</p>
      <div className="correction-points">
        {page.visits.map((visit) => (
          <OneVisit key={visit.id} no={page.no} visit={visit} />
        ))}
      </div>
      <div className="correction-actions">
        <ButtonLink size="large" to={`/cases/${page.no}`}>
          {t("back")}
        </ButtonLink>
      </div>
    </>
  );
}

export function VisitsPage() {
  const { no = "" } = useParams();
  const query = useQuery({
    queryKey: ["visits", no],
    queryFn: () => api.get<CaseVisits>(`/cases/${no}/visits`),
  });
  return <Async query={query}>{(page) => <Visits page={page} />}</Async>;
}
