/** W5: all points of all departments at the left, the notice as the applicant reads it at the right; sent once. */
import type { TaskCorrection, TaskDetail } from "@onewindow/server/api";
import DeleteOutlined from "@ant-design/icons/es/icons/DeleteOutlined";
import { Button } from "antd";
import { useState } from "react";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { taskTexts } from "../texts.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { correctionTexts } from "./correction-texts.ts";
import { DocumentPreview } from "./document-preview.tsx";
import { PointFields, TargetSelect } from "./points-editor.tsx";
import { freshPoint, noticePoints, pointsLack, targetKey } from "./points.ts";
import type { NoticePoint } from "./points.ts";
import { usePreview } from "./use-preview.ts";
import type { TaskWork } from "./use-task-work.ts";

export function CorrectionPage({ task, work }: { task: TaskDetail; work: TaskWork }) {
  if (task.correction === null) return null;
  return <Composer task={task} work={work} correction={task.correction} />;
}

function Composer({
  task,
  work,
  correction,
}: {
  task: TaskDetail;
  work: TaskWork;
  correction: TaskCorrection;
}) {
  const t = useText(correctionTexts);
  const w = useText(taskTexts);
  const s = useServerText();
  const format = useFormat();
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const points = noticePoints(correction, work.data["points"]);
  const preview = usePreview(task.id, points.length === 0 ? "" : "send", { points });
  const change = (next: NoticePoint[]): void => work.change({ ...work.data, points: next });
  const hinder = !work.mine ? w("takeFirst") : points.length > 0 && pointsLack(points) ? t("lack") : null;
  const outcome = task.outcomes[0];
  return (
    <>
      <div className="wb-panes decide compose">
        <section className="wb-pane" aria-label={t("points")}>
          <div className="wb-panehead">
            <h2>{t("points")}</h2>
            <span className="caption muted">
              {t("dueLine", { date: format.date(correction.dueAt.slice(0, 10)) })}
            </span>
          </div>
          <div className="wb-panebody" tabIndex={0}>
            <p className="caption">{t("lead")}</p>
            {correction.silent.map((entry) => (
              <p key={entry.caseItemId + entry.who.id} className="wb-blocked" role="status">
                {t("silent", { who: s(entry.who.name), item: s(entry.item) })}
              </p>
            ))}
            {correction.items.map((item) => {
              const own = points.filter((point) => point.caseItemId === item.caseItemId);
              const listed = new Set(own.map((point) => targetKey(point.target)));
              return (
                <section key={item.caseItemId} className="wb-composeitem">
                  <h3>
                    {s(item.name)} <span className="muted caption">{s(item.department.name)}</span>
                  </h3>
                  {own.map((point) => {
                    const asked = correction.pending.find((one) => one.key === point.key);
                    const target = item.targets.find(
                      (entry) => targetKey(entry.target) === targetKey(point.target),
                    );
                    const name = `${target?.group == null ? "" : `${s(target.group)} › `}${s(target?.label ?? asked?.label)}`;
                    const at = points.indexOf(point);
                    return (
                      <fieldset
                        key={point.key ?? targetKey(point.target)}
                        className="wb-pointcard"
                        disabled={!work.mine}
                      >
                        <legend>
                          {at + 1}. {name}
                        </legend>
                        <p className="caption muted">
                          {asked === undefined
                            ? t("ownPoint")
                            : t("askedBy", { who: s(asked.department.name) })}
                        </p>
                        <PointFields
                          point={point}
                          name={name}
                          disabled={!work.mine}
                          tried={tried}
                          phrases={correction.phrases}
                          onChange={(next) =>
                            change(points.map((entry) => (entry === point ? { ...point, ...next } : entry)))
                          }
                        />
                        {asked !== undefined ? null : (
                          <Button
                            size="small"
                            icon={<DeleteOutlined aria-hidden />}
                            onClick={() => change(points.filter((entry) => entry !== point))}
                          >
                            {t("removePoint")}
                            <span className="visually-hidden"> {name}</span>
                          </Button>
                        )}
                      </fieldset>
                    );
                  })}
                  <TargetSelect
                    label={t("addTo", { item: s(item.name) })}
                    disabled={!work.mine}
                    targets={item.targets.filter((entry) => !listed.has(targetKey(entry.target)))}
                    onPick={(entry) => {
                      const first =
                        item.first?.find((one) => targetKey(one.target) === targetKey(entry.target)) ?? null;
                      change([
                        ...points,
                        { ...freshPoint(entry.target, first), key: null, caseItemId: item.caseItemId },
                      ]);
                    }}
                  />
                </section>
              );
            })}
          </div>
        </section>
        <DocumentPreview preview={preview} focused={null} />
        <aside className="wb-pane" aria-label={w("outcomes")}>
          <div className="wb-panebody" tabIndex={0}>
            <section className="wb-side">
              <h3>{t("number")}</h3>
              <p>{correction.numberPreview}</p>
              <p className="caption muted">{w("numberNote")}</p>
            </section>
            <section className="wb-side">
              <h3>{w("clock")}</h3>
              <p>{t("until", { n: correction.days, date: format.date(correction.due) })}</p>
            </section>
          </div>
          <section className="wb-issue" aria-label={w("outcomes")}>
            <p role="status" className="caption">
              {tried && hinder !== null ? (
                <b className="wb-error">{hinder}</b>
              ) : work.error !== null ? (
                <b className="wb-error">{work.error.message}</b>
              ) : (
                <SaveStateLine autosave={work.autosave} onConflict={work.openConflict} />
              )}
            </p>
            <Button
              type="primary"
              onClick={() => {
                setTried(true);
                if (hinder !== null) return;
                // what was asked for and not touched is part of what is sent
                change(points);
                setAsking(true);
              }}
            >
              {points.length === 0 ? t("end") : t("send")}
            </Button>
          </section>
        </aside>
      </div>
      {asking && outcome !== undefined ? (
        <ConfirmDialog
          title={points.length === 0 ? t("endTitle") : t("sendTitle", { n: points.length })}
          verb={points.length === 0 ? t("endVerb") : t("sendVerb")}
          busy={work.busy}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            work.complete(outcome.id);
          }}
        >
          <p>
            {task.applicant}，{t("number")} {correction.numberPreview}
          </p>
          {points.length === 0 ? <p>{t("empty")}</p> : null}
          <ul>
            {correction.items
              .map((item) => ({
                item,
                n: points.filter((point) => point.caseItemId === item.caseItemId).length,
              }))
              .filter(({ n }) => n > 0)
              .map(({ item, n }) => (
                <li key={item.caseItemId}>
                  {s(item.name)}：<b>{n}</b>
                </li>
              ))}
          </ul>
          {points.length === 0 ? null : (
            <>
              <p>{t("until", { n: correction.days, date: format.date(correction.due) })}</p>
              <p>
                <b>{t("sendNote")}</b>
              </p>
            </>
          )}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
