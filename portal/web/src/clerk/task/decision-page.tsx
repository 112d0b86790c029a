/** W4: the decision at the left, the document as it will be issued in the middle, checks, number, seal and service at the right. */
import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import type { TaskDetail } from "@onewindow/server/api";
import { Button } from "antd";
import { useState } from "react";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { ExtendAction } from "./extend-action.tsx";
import { DocumentPreview } from "./document-preview.tsx";
import { TaskForm, formErrors } from "./task-form.tsx";
import { usePreview } from "./use-preview.ts";
import type { TaskWork } from "./use-task-work.ts";

const issuing = ["grant", "refuse"];

export function DecisionPage({ task, work }: { task: TaskDetail; work: TaskWork }) {
  const t = useText(taskTexts);
  const s = useServerText();
  const format = useFormat();
  const chosen = typeof work.data["outcome"] === "string" ? work.data["outcome"] : "";
  const [asking, setAsking] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const [attempt, setAttempt] = useState(0);
  const { outcome: _outcome, ...data } = work.data;
  const preview = usePreview(task.id, chosen, data);
  const [focused, setFocused] = useState<string | null>(null);
  const decision = task.decision;
  const failing = (decision?.checks ?? []).filter(
    (check) => !check.ok && (check.blocks === "both" || check.blocks === chosen),
  );
  const errors = task.form === null || chosen === "" ? [] : formErrors(task.form, work.data);
  const hinder = (outcome: string): string | null => {
    if (!work.mine) return t("takeFirst");
    if (outcome === "return")
      return (typeof data["opinion"] === "string" ? data["opinion"] : "").trim() === ""
        ? t("needReason")
        : null;
    if (outcome === "") return t("previewNone");
    if (errors.length > 0) {
      setAttempt(attempt + 1);
      return s(errors[0]!.message);
    }
    if (failing.length > 0) return t("blockedBy", { what: failing.map((check) => s(check.text)).join("；") });
    const missing = preview.data?.missing ?? [];
    if (missing.length > 0) return t("missing", { what: missing.map((name) => s(name)).join("、") });
    return null;
  };
  const ask = (outcome: string): void => {
    const reason = hinder(outcome);
    setWhy(reason ?? "");
    if (reason === null) setAsking(outcome);
  };
  /** A grant starts with the period that the licence's rule gives; what was typed stays. */
  const choose = (outcome: string): void => {
    const period = outcome === "grant" ? decision?.validity : null;
    work.change({
      ...(period == null ? {} : { from: period.from, ...(period.to === null ? {} : { until: period.to }) }),
      ...work.data,
      outcome,
    });
  };
  const label = (id: string): string => s(task.outcomes.find((outcome) => outcome.id === id)?.label);
  return (
    <>
      <div className="wb-panes decide">
        <section
          className="wb-pane"
          aria-label={t("decision")}
          onFocus={(event) => setFocused(event.target.id.startsWith("f-") ? event.target.id.slice(2) : null)}
        >
          <div className="wb-panebody" tabIndex={0}>
            {task.opinions.map((opinion) => (
              <div className="wb-quote" key={`${opinion.at}${opinion.by}`}>
                <b>
                  {s(opinion.post)} {opinion.by}：{s(opinion.outcome)}
                </b>
                <p>{opinion.text}</p>
              </div>
            ))}
            <div className="wb-radios" role="radiogroup" aria-label={t("decision")}>
              {task.outcomes
                .filter((outcome) => issuing.includes(outcome.id))
                .map((outcome) => (
                  <label
                    key={outcome.id}
                    className={
                      chosen === outcome.id ? `on ${outcome.tone === "danger" ? "not-accept" : ""}` : ""
                    }
                  >
                    <input
                      type="radio"
                      name="decision"
                      disabled={!work.mine}
                      checked={chosen === outcome.id}
                      onChange={() => choose(outcome.id)}
                    />{" "}
                    {s(outcome.label)}
                  </label>
                ))}
            </div>
            {task.form === null || chosen === "" ? null : (
              <TaskForm key={chosen} form={task.form} work={work} attempt={attempt} />
            )}
            {decision === null || decision.articles.length === 0 ? null : (
              <section className="wb-side">
                <h2>{t("articles")}</h2>
                <ul>
                  {decision.articles.map((article) => (
                    <li key={article.zh}>{s(article)}</li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        </section>
        <DocumentPreview preview={preview} focused={focused} />
        <aside className="wb-pane" aria-label={t("checks")}>
          <div className="wb-panebody" tabIndex={0}>
            {decision === null ? null : (
              <>
                <h2>{t("checks")}</h2>
                <ul className="wb-checks">
                  {decision.checks.map((check) => (
                    <li key={check.id} className={check.ok ? "ok" : "bad"}>
                      {check.ok ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
                      <span>
                        <span className="visually-hidden">{check.ok ? t("checkOk") : t("checkFails")}: </span>
                        {s(check.text)}
                      </span>
                    </li>
                  ))}
                </ul>
                <section className="wb-side">
                  <h3>{t("number")}</h3>
                  <p>{decision.numberPreviews[chosen === "refuse" ? "refuse" : "grant"]}</p>
                  <p className="caption muted">{t("numberNote")}</p>
                </section>
                <section className="wb-side">
                  <h3>{t("seal")}</h3>
                  <p>{s(decision.seal)}</p>
                </section>
                <section className="wb-side">
                  <h3>{t("service")}</h3>
                  <ul>
                    {decision.service.map((line) => (
                      <li key={line.zh}>{s(line)}</li>
                    ))}
                  </ul>
                </section>
                {decision.validity === null || chosen !== "grant" ? null : (
                  <section className="wb-side">
                    <h3>{t("validity")}</h3>
                    <p>
                      {format.date(decision.validity.from)}
                      {decision.validity.to === null ? null : ` – ${format.date(decision.validity.to)}`}
                    </p>
                    <p className="caption muted">{s(decision.validity.rule)}</p>
                  </section>
                )}
              </>
            )}
          </div>
          <section className="wb-issue" aria-label={t("outcomes")}>
            <p role="status" className="caption">
              {why !== "" ? (
                <b className="wb-error">{why}</b>
              ) : work.error !== null ? (
                <b className="wb-error">{work.error.message}</b>
              ) : (
                <SaveStateLine autosave={work.autosave} onConflict={work.openConflict} />
              )}
            </p>
            <Button type="primary" onClick={() => ask(chosen)}>
              {t("signIssue")}
            </Button>
            <ExtendAction task={task} mine={work.mine} />
            {task.outcomes.some((outcome) => outcome.id === "return") ? (
              <Button onClick={() => ask("return")}>{t("sendBack")}</Button>
            ) : null}
          </section>
        </aside>
      </div>
      {asking === null ? null : (
        <ConfirmDialog
          title={t("confirmTitle", { what: asking === "return" ? t("sendBack") : label(asking) })}
          verb={asking === "return" ? t("sendBack") : t("sign")}
          danger={asking === "refuse"}
          busy={work.busy}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            work.complete(asking);
          }}
        >
          <p>
            {s(task.item)}，{task.applicant}：<b>{label(asking)}</b>
          </p>
          {asking === "return" ? (
            <p>{t("confirmPlain")}</p>
          ) : (
            <>
              <p>
                {t("number")} {decision?.numberPreviews[asking === "refuse" ? "refuse" : "grant"]}
              </p>
              <ul>
                {(decision?.service ?? []).map((line) => (
                  <li key={line.zh}>{s(line)}</li>
                ))}
              </ul>
              <p>
                <b>{t("confirmNote")}</b>
              </p>
            </>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
