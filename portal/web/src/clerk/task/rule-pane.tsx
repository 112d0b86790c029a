import CheckCircleFilled from "@ant-design/icons/es/icons/CheckCircleFilled";
import CloseCircleFilled from "@ant-design/icons/es/icons/CloseCircleFilled";
import QuestionCircleFilled from "@ant-design/icons/es/icons/QuestionCircleFilled";
import type { RuleResult, TaskDetail } from "@onewindow/server/api";
import type { ReactNode } from "react";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { LightFacts } from "../../shared/ui/light.tsx";
import { taskTexts } from "../texts.ts";

const order = { "not-met": 0, "to-check": 1, met: 2 } as const;
const icons = {
  met: CheckCircleFilled,
  "not-met": CloseCircleFilled,
  "to-check": QuestionCircleFilled,
} as const;
const names = { met: "ruleMet", "not-met": "ruleNotMet", "to-check": "ruleToCheck" } as const;

export function Rules({ rules, onPick }: { rules: RuleResult[]; onPick: (rule: RuleResult) => void }) {
  const t = useText(taskTexts);
  const s = useServerText();
  const count = (result: RuleResult["result"]): number =>
    rules.filter((rule) => rule.result === result).length;
  return (
    <section>
      <div className="wb-panehead">
        <h2>{t("rules")}</h2>
        <span className="wb-rulecounts">
          {(["met", "not-met", "to-check"] as const).map((result) =>
            count(result) === 0 ? null : (
              <span key={result} className={result}>
                {t(names[result])} {count(result)}
              </span>
            ),
          )}
        </span>
      </div>
      {rules.length === 0 ? <p className="muted wb-padx">{t("noRules")}</p> : null}
      <ul className="wb-rules">
        {[...rules]
          .sort((a, b) => order[a.result] - order[b.result])
          .map((rule) => {
            const Icon = icons[rule.result];
            return (
              <li key={rule.id} className={rule.result}>
                <button type="button" onClick={() => onPick(rule)}>
                  <Icon aria-hidden />
                  <span>
                    <b>
                      <span className="visually-hidden">{t(names[rule.result])}: </span>
                      {s(rule.text)}
                    </b>
                    <span className="muted">{t("ruleInputs", { text: s(rule.inputs) })}</span>
                    {rule.basis === null ? null : <span className="muted">{s(rule.basis)}</span>}
                  </span>
                </button>
              </li>
            );
          })}
      </ul>
    </section>
  );
}

/** Rules with their inputs, the clock with its working, the other departments, what happened before. */
export function RulePane({
  task,
  onPick,
  first = null,
  children,
}: {
  task: TaskDetail;
  /** What comes before the rules. */
  first?: ReactNode;
  onPick: (rule: RuleResult) => void;
  children?: ReactNode;
}) {
  const t = useText(taskTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <aside className="wb-pane wb-rulepane" aria-label={t("rules")}>
      <div className="wb-panebody flush" tabIndex={0}>
        {first}
        <Rules rules={task.rules} onPick={onPick} />
        {children}
        <section className="wb-side">
          <h3>{t("clock")}</h3>
          {task.light === null ? <p className="muted">{t("noClock")}</p> : <LightFacts light={task.light} />}
        </section>
        {task.opinions.length === 0 ? null : (
          <section className="wb-side">
            <h3>{t("opinions")}</h3>
            <ul className="wb-opinions">
              {task.opinions.map((opinion) => (
                <li key={`${opinion.at}${opinion.by}`}>
                  <b>
                    {opinion.by}，{s(opinion.post)}：{s(opinion.outcome)}
                  </b>
                  <p>{opinion.text}</p>
                  <time className="muted" dateTime={opinion.at}>
                    {format.dayTime(opinion.at)}
                  </time>
                </li>
              ))}
            </ul>
          </section>
        )}
        {task.coReview.length === 0 ? null : (
          <section className="wb-side">
            <h3>{t("coReview")}</h3>
            <ul>
              {task.coReview.map((other) => (
                <li key={other.department.id + other.text.zh}>
                  <b>{s(other.department.name)}</b> <span className="muted">{s(other.text)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section className="wb-side">
          <h3>{t("history")}</h3>
          <ul className="wb-history">
            {task.history.map((entry) => (
              <li key={`${entry.at}${entry.text.zh}`}>
                <time dateTime={entry.at}>{format.dayTime(entry.at)}</time>
                <span>
                  {s(entry.text)} <span className="muted">{s(entry.by)}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </aside>
  );
}
