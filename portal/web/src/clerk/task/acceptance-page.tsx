/** The window's acceptance round: every item with its documents and a verdict, side by side with the file. */
import type { AcceptanceItem, CorrectionItem, TaskCorrection, TaskDetail } from "@onewindow/server/api";
import { Button } from "antd";
import { useState } from "react";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import type { Verdict, VerdictWord } from "./acceptance.ts";
import { choicesOf, correctionItemOf, countVerdicts, lacksMissing, readVerdicts } from "./acceptance.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { correctionTexts } from "./correction-texts.ts";
import { MaterialPane } from "./material-pane.tsx";
import { MissingList } from "./missing-list.tsx";
import { PointsEditor } from "./points-editor.tsx";
import { readPoints } from "./points.ts";
import { SuppliedPoints } from "./supplied.tsx";
import type { TaskWork } from "./use-task-work.ts";
import { CreditNote } from "./verdict-tolerance.tsx";

interface VerdictCardProps {
  item: AcceptanceItem;
  /** What may be asked for of it. */
  correction: CorrectionItem | null;
  phrases: TaskCorrection["phrases"];
  recheck: boolean;
  verdict: Verdict;
  disabled: boolean;
  tried: boolean;
  onChange: (verdict: Verdict) => void;
  onOpen: (materialId: string) => void;
}

function VerdictCard({
  item,
  correction,
  phrases,
  recheck,
  verdict,
  disabled,
  tried,
  onChange,
  onOpen,
}: VerdictCardProps) {
  const t = useText(taskTexts);
  const s = useServerText();
  const id = item.caseItemId;
  const reasonMissing = tried && verdict.verdict === "not-accept" && (verdict.reason ?? "").trim() === "";
  return (
    <fieldset className="wb-verdict" disabled={disabled}>
      <legend>
        {s(item.name)} <span className="muted">{s(item.department.name)}</span>
      </legend>
      {item.legalDays === null ? null : (
        <p className="caption muted">
          {t("limits", { promised: item.promisedDays ?? item.legalDays, legal: item.legalDays })}
        </p>
      )}
      {item.departmentVerdict === null ? null : (
        <p className="caption">
          {t("deptVerdict", {
            dept: s(item.department.name),
            verdict: t(`v_${item.departmentVerdict.verdict}`),
            by: item.departmentVerdict.by,
          })}{" "}
          {item.departmentVerdict.note}
        </p>
      )}
      {item.undertaking?.chosen === true ? (
        <div className="wb-undertaking">
          <p className="caption">
            <b>
              {t("undertakingChosen", { what: item.undertaking.replaces.map((name) => s(name)).join("、") })}
            </b>
          </p>
          <p className="caption">{s(item.undertaking.text)}</p>
        </div>
      ) : null}
      <ul className="wb-slots" aria-label={t("materialList", { n: item.materials.length })}>
        {item.materials.map((slot) => (
          <li key={slot.id}>
            <button type="button" className="link-button" onClick={() => onOpen(slot.id)}>
              {s(slot.name)}
            </button>{" "}
            <span
              className={`caption ${slot.state === "missing" && slot.need === "required" ? "wb-error" : "muted"}`}
            >
              {s(slot.stateLabel)}
            </span>
          </li>
        ))}
      </ul>
      <div className="wb-radios" role="radiogroup" aria-label={`${t("verdict")}: ${s(item.name)}`}>
        {choicesOf(item, recheck).map((word: VerdictWord) => (
          <label key={word} className={verdict.verdict === word ? `on ${word}` : ""}>
            <input
              type="radio"
              name={`verdict-${id}`}
              checked={verdict.verdict === word}
              onChange={() => onChange({ ...verdict, verdict: word })}
            />{" "}
            {t(`v_${word}`)}
          </label>
        ))}
      </div>
      {item.tolerance?.bar == null ? null : <CreditNote bar={item.tolerance.bar} />}
      {verdict.verdict === "tolerate" ? (
        <MissingList
          item={item}
          verdict={verdict}
          wrong={tried && lacksMissing(item, verdict)}
          onChange={(change) => onChange({ verdict: "tolerate", ...change })}
        />
      ) : null}
      {verdict.verdict === "correct" && correction !== null ? (
        <PointsEditor
          item={correction}
          phrases={phrases}
          points={readPoints(verdict.points)}
          disabled={disabled}
          tried={tried}
          onChange={(points) => onChange({ ...verdict, points })}
        />
      ) : null}
      {verdict.verdict === "not-accept" ? (
        <div className="wb-form">
          <label htmlFor={`reason-${id}`}>{t("whyNot")}</label>
          {reasonMissing ? (
            <p className="wb-error" id={`reason-${id}-error`}>
              {t("needReason")}
            </p>
          ) : null}
          <textarea
            id={`reason-${id}`}
            rows={2}
            maxLength={1000}
            value={verdict.reason ?? ""}
            aria-invalid={reasonMissing}
            aria-describedby={reasonMissing ? `reason-${id}-error` : undefined}
            onChange={(event) => onChange({ ...verdict, reason: event.target.value })}
          />
          <label htmlFor={`competent-${id}`}>{t("competent")}</label>
          <input
            id={`competent-${id}`}
            maxLength={100}
            value={verdict.competent ?? ""}
            onChange={(event) => onChange({ ...verdict, competent: event.target.value })}
          />
        </div>
      ) : null}
    </fieldset>
  );
}

export function AcceptancePage({ task, work }: { task: TaskDetail; work: TaskWork }) {
  const t = useText(taskTexts);
  const c = useText(correctionTexts);
  const s = useServerText();
  const format = useFormat();
  const items = task.acceptance?.items ?? [];
  const verdicts = readVerdicts(work.data);
  const counts = countVerdicts(items, verdicts);
  const [open, setOpen] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const outcome = task.outcomes[0];
  const hinder = !work.mine
    ? t("takeFirst")
    : counts.open > 0
      ? t("verdictMissing", { n: counts.open })
      : counts.withoutReason > 0
        ? t("needReason")
        : counts.withoutList > 0
          ? t("needMissing")
          : counts.withoutPoints > 0
            ? c("lack")
            : null;
  return (
    <>
      <div className="wb-panes accept">
        <section className="wb-pane" aria-label={t("verdict")}>
          <div className="wb-panehead">
            <h2>{t("verdict")}</h2>
            {task.acceptance === null ? null : (
              <span className="caption muted">
                {t("acceptDue", { when: format.dayTime(task.acceptance.dueAt) })}
              </span>
            )}
          </div>
          <div className="wb-panebody" tabIndex={0}>
            <SuppliedPoints points={task.supplied} />
            {items.map((item) => (
              <VerdictCard
                key={item.caseItemId}
                item={item}
                correction={correctionItemOf(task.correction?.items ?? [], item.caseItemId)}
                phrases={task.correction?.phrases ?? []}
                recheck={task.correction?.recheck === true}
                verdict={verdicts[item.caseItemId] ?? {}}
                disabled={!work.mine}
                tried={tried}
                onOpen={setOpen}
                onChange={(verdict) =>
                  work.change({ ...work.data, verdicts: { ...verdicts, [item.caseItemId]: verdict } })
                }
              />
            ))}
          </div>
        </section>
        <MaterialPane task={task} materials={task.materials} open={open} onOpen={setOpen} />
      </div>
      <section className="wb-outcomes" aria-label={t("outcomes")}>
        <p className="wb-opinion" role="status">
          {tried && hinder !== null ? (
            <b className="wb-error">{hinder}</b>
          ) : work.error !== null ? (
            <b className="wb-error">{work.error.message}</b>
          ) : (
            <SaveStateLine autosave={work.autosave} onConflict={work.openConflict} />
          )}
        </p>
        <div className="wb-verbs">
          <Button
            type="primary"
            onClick={() => {
              setTried(true);
              if (hinder === null) setAsking(true);
            }}
          >
            {t("acceptSubmit")}
          </Button>
        </div>
      </section>
      {asking && outcome !== undefined ? (
        <ConfirmDialog
          title={t("confirmTitle", { what: t("verdict") })}
          verb={s(outcome.label)}
          busy={work.busy}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            work.complete(outcome.id);
          }}
        >
          <p>{t("acceptSummary", { a: counts.accepted, c: counts.corrected, n: counts.refused })}</p>
          <ul>
            {items.map((item) => (
              <li key={item.caseItemId}>
                {s(item.name)}：<b>{t(`v_${verdicts[item.caseItemId]?.verdict ?? "accept"}`)}</b>
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
