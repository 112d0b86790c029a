import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import type { Lane as LaneData } from "@onewindow/server/api";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Chip } from "../../shared/ui/chip.tsx";
import { Light } from "../../shared/ui/light.tsx";
import { progressTexts } from "./texts.ts";

/** One item: its steps, who holds it, its limit; a refusal with reasons and remedies. */
export function Lane({ lane }: { lane: LaneData }) {
  const t = useText(progressTexts);
  const s = useServerText();
  const format = useFormat();
  const waits = lane.tone === "orange";
  return (
    <li className={`lane${waits ? " waits" : ""}`}>
      <div className="lane-head">
        <div>
          <h3>
            {s(lane.name)} <Chip tone={lane.tone}>{s(lane.statusLabel)}</Chip>
          </h3>
          <p className="caption muted">{s(lane.department.name)}</p>
        </div>
        {lane.light !== null ? (
          <div>
            <Light light={lane.light} />
            {lane.status === "SUPPLEMENT" ? null : (
              <p className="caption">{t("doneBy", { date: format.due(lane.light.due) })}</p>
            )}
          </div>
        ) : null}
      </div>
      <ol className="lane-steps">
        {lane.steps.map((step) => (
          <li
            key={step.id}
            className={step.state}
            aria-current={step.state === "current" ? "step" : undefined}
          >
            <span className="mark" aria-hidden>
              {step.state === "done" ? <CheckCircleFilled /> : null}
            </span>
            <span>
              {s(step.name)}
              <span className="visually-hidden"> {t(`step_${step.state}`)}</span>
            </span>
          </li>
        ))}
      </ol>
      {lane.light?.paused ? null : (
        <p className="lane-now">
          {s(lane.now)}
          {lane.acceptMode === "DEEMED" ? ` · ${t("deemed")}` : ""}
        </p>
      )}
      {lane.light?.paused ? (
        <p className="lane-paused">
          {t("pausedFor", { reason: s(lane.light.paused.reason), law: s(lane.light.paused.law) })}{" "}
          {lane.light.paused.until === null
            ? t("pausedSince", { since: format.day(lane.light.paused.since) })
            : t("pausedUntil", {
                since: format.day(lane.light.paused.since),
                until: format.day(lane.light.paused.until),
              })}
        </p>
      ) : null}
      {lane.light !== null && lane.light.extensionDays > 0 ? (
        <p className="caption muted">
          {t("extended", { n: lane.light.extensionDays, date: format.day(lane.light.legalDue) })}
        </p>
      ) : null}
      {lane.check !== null ? <p className="caption muted">{s(lane.check)}</p> : null}
      {lane.reasons !== null ? (
        <dl className="lane-reasons">
          <dt>{t("reasons")}</dt>
          <dd>{s(lane.reasons)}</dd>
          {lane.remedies !== null ? (
            <>
              <dt>{t("remedies")}</dt>
              <dd>{s(lane.remedies)}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
    </li>
  );
}
