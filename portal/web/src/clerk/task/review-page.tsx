/** W3: my fields, the documents, the rules; opinion and verbs never scroll away. Also approval, procedure, confirm and plain forms. */
import PauseOutlined from "@ant-design/icons/es/icons/PauseOutlined";
import type { TaskDetail } from "@onewindow/server/api";
import { Button } from "antd";
import { useState } from "react";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import { Clarifications, ClarifyDialog } from "./clarify.tsx";
import { correctionTexts } from "./correction-texts.ts";
import { AskVisit, VisitNote } from "../visit/ask-visit.tsx";
import { ExtendAction, ExtensionFacts } from "./extend-action.tsx";
import { FieldPane } from "./field-pane.tsx";
import { MaterialPane } from "./material-pane.tsx";
import { OutcomeBar } from "./outcome-bar.tsx";
import { PauseDialog } from "./pause-dialog.tsx";
import { PointsEditor } from "./points-editor.tsx";
import { pointsLack, readPoints } from "./points.ts";
import { RulePane } from "./rule-pane.tsx";
import { SuppliedPoints } from "./supplied.tsx";
import { TaskForm, formErrors, hasOpinion } from "./task-form.tsx";
import type { TaskWork } from "./use-task-work.ts";
import { ToleranceOfVerdict, toleranceLacks, verdictForm } from "./verdict-tolerance.tsx";

export function ReviewPage({ task, work }: { task: TaskDetail; work: TaskWork }) {
  const t = useText(taskTexts);
  const s = useServerText();
  const c = useText(correctionTexts);
  const [focus, setFocus] = useState<string | null>(null);
  const [material, setMaterial] = useState<string | null>(null);
  const [pausing, setPausing] = useState(false);
  const [paused, setPaused] = useState(false);
  const [clarifying, setClarifying] = useState(false);
  const [clarified, setClarified] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const flagged = new Set(
    task.rules.flatMap((rule) => (rule.result === "not-met" && rule.field !== null ? [rule.field] : [])),
  );
  const notMet = task.rules.filter((rule) => rule.result === "not-met").length;
  const opinion = typeof work.data["opinion"] === "string" ? work.data["opinion"] : "";
  const form = verdictForm(task);
  const errors = form === null ? [] : formErrors(form, work.data);
  const asksCorrection = task.kind === "verdict" && work.data["verdict"] === "correct";
  const correctionItem = task.correction?.items[0] ?? null;
  const points = readPoints(work.data["points"]);
  const pick = (path: string | null, materialId: string | null): void => {
    if (path !== null) setFocus(path);
    if (materialId !== null) setMaterial(materialId);
  };
  const hinder = (outcome: string): string | null => {
    const needsReason = task.outcomes.find((entry) => entry.id === outcome)?.needsReason === true;
    if (hasOpinion(task.form) && opinion.trim() === "" && (needsReason || notMet > 0))
      return notMet > 0 && outcome === "pass" ? t("needPass", { n: notMet }) : t("needReason");
    if (errors.length > 0) {
      setAttempt(attempt + 1);
      return s(errors[0]!.message);
    }
    if (toleranceLacks(task, work)) {
      setAttempt(attempt + 1);
      return t("needMissing");
    }
    if (asksCorrection && pointsLack(points)) {
      setAttempt(attempt + 1);
      return c("lack");
    }
    return null;
  };
  return (
    <>
      {task.undertaking !== null ? (
        <details className="wb-supply wb-undertaking-text">
          <summary>{t("undertakingText")}</summary>
          <p>{s(task.undertaking)}</p>
        </details>
      ) : null}
      {task.kind === "extend" ? <ExtensionFacts task={task} /> : null}
      <VisitNote task={task} />
      {task.supply !== null ? (
        <p className="wb-supply">
          {t("supplyFor", { names: task.supply.materials.map((name) => s(name)).join(t("joiner")) })}
          {task.supply.what.filter((what) => what !== "").map((what) => ` · ${what}`)}
        </p>
      ) : null}
      <div className="wb-panes">
        <FieldPane
          task={task}
          focus={focus}
          flagged={flagged}
          onFocus={(field) => pick(field.path, field.material)}
        />
        <MaterialPane task={task} materials={task.materials} open={material} onOpen={setMaterial} />
        <RulePane
          task={task}
          first={<SuppliedPoints points={task.supplied} />}
          onPick={(rule) => pick(rule.field, rule.material)}
        >
          <Clarifications task={task} />
          {form === null ? null : (
            <TaskForm form={form} work={work} without={["opinion"]} attempt={attempt} />
          )}
          <ToleranceOfVerdict task={task} work={work} tried={attempt > 0} />
          {asksCorrection && correctionItem !== null ? (
            <div className="wb-side">
              <PointsEditor
                item={correctionItem}
                phrases={task.correction?.phrases ?? []}
                points={points}
                disabled={!work.mine}
                tried={attempt > 0}
                onChange={(next) => work.change({ ...work.data, points: next })}
              />
            </div>
          ) : null}
        </RulePane>
      </div>
      <OutcomeBar
        task={task}
        work={work}
        hinder={hinder}
        extra={
          <>
            {task.clarification?.canAsk === true && work.mine ? (
              <Button onClick={() => setClarifying(true)}>{c("clarify")}</Button>
            ) : null}
            {task.procedure?.canPause === true && work.mine ? (
              <Button icon={<PauseOutlined aria-hidden />} onClick={() => setPausing(true)}>
                {t("pause")}
              </Button>
            ) : null}
            <AskVisit task={task} mine={work.mine} />
            <ExtendAction task={task} mine={work.mine} />
          </>
        }
      >
        {hasOpinion(task.form) ? (
          <>
            <label htmlFor="task-opinion">{t("opinion")}</label>
            <textarea
              id="task-opinion"
              rows={2}
              maxLength={2000}
              value={opinion}
              readOnly={!work.mine}
              onChange={(event) => work.change({ ...work.data, opinion: event.target.value })}
            />
          </>
        ) : null}
        {paused ? <p role="status">{t("pauseSent")}</p> : null}
        {clarified ? <p role="status">{c("clarifySent")}</p> : null}
      </OutcomeBar>
      {clarifying ? (
        <ClarifyDialog
          task={task}
          onClose={() => setClarifying(false)}
          onSent={() => {
            setClarifying(false);
            setClarified(true);
          }}
        />
      ) : null}
      {pausing ? (
        <PauseDialog
          task={task}
          onClose={() => setPausing(false)}
          onSent={() => {
            setPausing(false);
            setPaused(true);
          }}
        />
      ) : null}
    </>
  );
}
