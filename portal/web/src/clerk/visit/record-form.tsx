import type { VisitPage as Visit } from "@onewindow/server/api";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { DayInput } from "../../shared/forms/day-input.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { visitTexts } from "./texts.ts";
import { useVisitAct } from "./use-visit-act.ts";

type Result = "pass" | "rectify" | "fail";
interface Finding {
  caseItemId: string;
  result: Result;
  finding: string;
  points: string;
  until: string | null;
}
const results: Result[] = ["pass", "rectify", "fail"];

/** What was found for each item. Read-only when the visit is done, or for those who only read. */
export function RecordForm({ visit }: { visit: Visit }) {
  const [round, setRound] = useState(0);
  return <Form key={round} visit={visit} onReload={() => setRound(round + 1)} />;
}

function Form({ visit, onReload }: { visit: Visit; onReload: () => void }) {
  const t = useText(visitTexts);
  const s = useServerText();
  const format = useFormat();
  const id = useId();
  const items = visit.items.filter(
    (item) => !item.over || visit.record?.findings.some((one) => one.caseItemId === item.caseItemId),
  );
  const known = (caseItemId: string): Finding => {
    const one = visit.record?.findings.find((entry) => entry.caseItemId === caseItemId);
    return one === undefined
      ? { caseItemId, result: "pass", finding: "", points: "", until: null }
      : { caseItemId, result: one.result, finding: one.finding, points: one.points, until: one.until };
  };
  const [findings, setFindings] = useState(() => items.map((item) => known(item.caseItemId)));
  const [present, setPresent] = useState(
    () => visit.record?.present ?? visit.appointment?.inspectors.map((one) => one.id) ?? [],
  );
  const [opinion, setOpinion] = useState(visit.record?.opinion ?? "");
  // photos and signatures raise the version too: only another record is in the way of this one
  const [based, setBased] = useState(JSON.stringify(visit.record));
  const save = useVisitAct(visit.id, t("saved"), async () => {
    const saved = await api.put<Visit>(
      `/visits/${visit.id}/record`,
      { present, findings, opinion },
      { headers: { "If-Match": `"${visit.version}"` } },
    );
    setBased(JSON.stringify(saved.record));
    return saved;
  });
  const changed = !save.isPending && JSON.stringify(visit.record) !== based;
  const change = (caseItemId: string, part: Partial<Finding>): void =>
    setFindings(findings.map((one) => (one.caseItemId === caseItemId ? { ...one, ...part } : one)));
  if (!visit.can.record)
    return (
      <ul className="visit-list">
        {(visit.record?.findings ?? []).map((one) => (
          <li key={one.caseItemId}>
            <b>{s(items.find((item) => item.caseItemId === one.caseItemId)?.name ?? visit.title)}</b>{" "}
            {s(one.resultLabel)}
            <br />
            {one.finding}
            {one.points === "" ? null : (
              <>
                <br />
                {t("points")}: {one.points}
                {one.until === null ? null : ` (${t("until")} ${format.day(one.until)})`}
              </>
            )}
          </li>
        ))}
      </ul>
    );
  return (
    <form
      className="wb-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!changed) save.mutate(undefined);
      }}
    >
      <fieldset className="visit-choices">
        <legend>{t("present")}</legend>
        {(visit.appointment?.inspectors ?? []).map((one) => (
          <label key={one.id}>
            <input
              type="checkbox"
              checked={present.includes(one.id)}
              onChange={(event) =>
                setPresent(
                  event.target.checked ? [...present, one.id] : present.filter((other) => other !== one.id),
                )
              }
            />
            {one.name}
          </label>
        ))}
      </fieldset>
      {findings.map((one) => {
        const item = items.find((entry) => entry.caseItemId === one.caseItemId);
        const key = id + one.caseItemId;
        return (
          <fieldset key={one.caseItemId} className="visit-finding">
            <legend>{item === undefined ? "" : s(item.name)}</legend>
            <label htmlFor={`${key}result`}>{t("result")}</label>
            <select
              id={`${key}result`}
              value={one.result}
              onChange={(event) =>
                change(one.caseItemId, {
                  result: results.find((entry) => entry === event.target.value) ?? "pass",
                })
              }
            >
              {results.map((entry) => (
                <option key={entry} value={entry}>
                  {t(`result_${entry}`)}
                </option>
              ))}
            </select>
            <label htmlFor={`${key}finding`}>{t("finding")}</label>
            <textarea
              id={`${key}finding`}
              rows={3}
              maxLength={2000}
              value={one.finding}
              onChange={(event) => change(one.caseItemId, { finding: event.target.value })}
            />
            {one.result === "rectify" ? (
              <>
                <label htmlFor={`${key}points`}>{t("points")}</label>
                <textarea
                  id={`${key}points`}
                  rows={2}
                  maxLength={2000}
                  value={one.points}
                  onChange={(event) => change(one.caseItemId, { points: event.target.value })}
                />
                <label htmlFor={`${key}until`}>{t("until")}</label>
                <DayInput
                  id={`${key}until`}
                  label={t("until")}
                  value={one.until ?? ""}
                  onDay={(day) => change(one.caseItemId, { until: day ?? null })}
                />
              </>
            ) : null}
          </fieldset>
        );
      })}
      <label htmlFor={`${id}opinion`}>{t("opinion")}</label>
      <textarea
        id={`${id}opinion`}
        rows={2}
        maxLength={1000}
        value={opinion}
        onChange={(event) => setOpinion(event.target.value)}
      />
      {visit.signatures.length === 0 ? null : <p className="caption muted">{t("voids")}</p>}
      {save.error === null ? null : (
        <p className="wb-error" role="alert">
          {save.error.message}
        </p>
      )}
      {changed ? (
        <p className="wb-error" role="alert">
          {t("recordChanged")} <Button onClick={onReload}>{t("recordReload")}</Button>
        </p>
      ) : null}
      <div className="actions">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
