import type { RepairChange } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useSession } from "../../shared/session/session.ts";
import { incidentTexts } from "./texts.ts";
import { useStaleIncidents } from "./use-incidents.ts";

function Change({ change }: { change: RepairChange }) {
  const t = useText(incidentTexts);
  const s = useServerText();
  const format = useFormat();
  const stale = useStaleIncidents();
  const mine = useSession()?.person.id === change.proposedBy.personId;
  const decide = useMutation({
    mutationFn: (verb: "confirm" | "decline") =>
      api.post<RepairChange>(`/incident-changes/${change.id}/${verb}`, {}),
    onSettled: stale,
  });
  return (
    <li className="card">
      <h3>
        {change.kind === "value"
          ? t("change_value", { name: change.name ?? "" })
          : t("change_move", { from: change.element, to: change.to ?? "" })}{" "}
        <span className="chip">{t(`state_${change.state}`)}</span>
      </h3>
      <p>
        {change.caseNo === null ? t("noCase") : groupCaseNumber(change.caseNo)} ·{" "}
        {t("at", { process: change.process, step: change.element })}
      </p>
      {change.kind === "value" ? (
        <dl className="in-diff">
          <dt>{t("was")}</dt>
          <dd>
            <del>{change.before}</del>
          </dd>
          <dt>{t("becomes")}</dt>
          <dd>
            <ins>{change.after}</ins>
          </dd>
        </dl>
      ) : null}
      <p className="muted">
        {t("proposedBy", {
          who: change.proposedBy.name,
          when: format.dayTime(change.proposedAt),
          reason: change.reason,
        })}
      </p>
      {change.decidedBy === null || change.decidedAt === null ? null : (
        <p className="muted">
          {t("decidedBy", { who: change.decidedBy.name, when: format.dayTime(change.decidedAt) })}
        </p>
      )}
      {change.result === null ? null : <p role="status">{s(change.result)}</p>}
      {decide.error === null ? null : (
        <p role="alert" className="in-error">
          {decide.error.message}
        </p>
      )}
      {change.state === "open" ? (
        <div className="actions">
          {change.mayConfirm ? (
            <Button type="primary" loading={decide.isPending} onClick={() => decide.mutate("confirm")}>
              {t("confirm")}
            </Button>
          ) : (
            <span>{t("selfNote")}</span>
          )}
          <Button disabled={decide.isPending} onClick={() => decide.mutate("decline")}>
            {t(mine ? "takeBack" : "decline")}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Changes that wait, and what became of the last ones. */
export function Changes({ changes }: { changes: RepairChange[] }) {
  const t = useText(incidentTexts);
  if (changes.length === 0) return null;
  return (
    <section>
      <h2>{t("changes")}</h2>
      <ul className="in-changes">
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ul>
    </section>
  );
}
