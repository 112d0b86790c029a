/** Beside the file: whose turn it is, what one can do, what is not shown and why. */
import type { CaseFile, DossierTask } from "@onewindow/server/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { LightMark } from "../../shared/ui/light.tsx";
import { AssignDialog } from "../inbox/assign-dialog.tsx";
import { kindTexts } from "../texts.ts";
import { LinkDialog, NoteDialog, UrgeDialog } from "./act-dialogs.tsx";
import { PrintCard } from "./print-card.tsx";
import { caseFileTexts } from "./texts.ts";

type Doing = { kind: "note" } | { kind: "link" } | { kind: "urge" | "assign"; task: DossierTask };

export function FileRail({ file }: { file: CaseFile }) {
  const t = useText(caseFileTexts);
  const kind = useText(kindTexts);
  const s = useServerText();
  const format = useFormat();
  const client = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [said, setSaid] = useState("");
  const act = useMutation({
    mutationFn: ({ path, body }: { path: string; body: object; done: string }) => api.post(path, body),
    onSuccess: (_answer, { done }) => {
      setSaid(done);
      setDoing(null);
    },
    onError: (error) => setSaid(t("failed", { why: error.message })),
    onSettled: () => client.invalidateQueries({ queryKey: ["caseFile", file.no] }),
  });
  const close = (): void => {
    act.reset();
    setDoing(null);
  };
  const post = (path: string, body: object, done: string): void =>
    act.mutate({ path: `/case-files/${file.no}/${path}`, body, done });
  const nameOf = (task: DossierTask): string => `${kind(task.kind)} · ${s(task.item)}`;
  return (
    <aside className="cf-rail no-print">
      <p role="status" className="cf-said">
        {said}
      </p>
      <section className="card">
        <h2>{t("tasks")}</h2>
        {file.tasks.length === 0 ? <p className="muted">{t("noTasks")}</p> : null}
        <ul className="cf-tasks">
          {file.tasks.map((task) => (
            <li key={task.id}>
              {task.mayOpen ? (
                <AppLink to={`/w/tasks/${task.id}`} aria-label={t("openTask", { name: nameOf(task) })}>
                  {nameOf(task)}
                </AppLink>
              ) : (
                <b>{nameOf(task)}</b>
              )}
              <p className="caption muted">
                {s(task.department.name)} · {task.holder ?? t("untaken")}
              </p>
              {task.light === null ? null : <LightMark light={task.light} dense />}
              <div className="actions">
                {file.may.urge ? (
                  <Button
                    size="small"
                    aria-label={t("urgeNamed", { name: nameOf(task) })}
                    onClick={() => setDoing({ kind: "urge", task })}
                  >
                    {t("urge")}
                  </Button>
                ) : null}
                {task.mayAssign ? (
                  <Button
                    size="small"
                    aria-label={t("reassignNamed", { name: nameOf(task) })}
                    onClick={() => setDoing({ kind: "assign", task })}
                  >
                    {t("reassign")}
                  </Button>
                ) : null}
              </div>
            </li>
          ))}
        </ul>
      </section>
      {file.may.note || file.may.link ? (
        <section className="card">
          <h2>{t("acts")}</h2>
          <div className="actions">
            {file.may.note ? <Button onClick={() => setDoing({ kind: "note" })}>{t("note")}</Button> : null}
            {file.may.link ? <Button onClick={() => setDoing({ kind: "link" })}>{t("link")}</Button> : null}
          </div>
        </section>
      ) : null}
      {file.may.print ? <PrintCard no={file.no} /> : null}
      {file.links.length === 0 ? null : (
        <section className="card">
          <h2>{t("links")}</h2>
          <ul>
            {file.links.map((link) => (
              <li key={link.no}>
                <AppLink to={`/w/cases/${link.no}`} className="tnum">
                  {groupCaseNumber(link.no)}
                </AppLink>
                <p>{link.reason}</p>
                <p className="caption muted">
                  {t("linkedBy", { who: link.by, at: format.dayTime(link.at) })}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {file.sealed.length === 0 ? null : (
        <section className="card">
          <h2>{t("sealedTitle")}</h2>
          <ul className="cf-sealed">
            {file.sealed.map((seal) => (
              <li key={seal.name.zh}>
                <b>{s(seal.name)}</b>
                <p className="caption muted">{s(seal.reason)}</p>
              </li>
            ))}
          </ul>
          <AppLink to={`/a/why?what=case:${file.no}&action=read`}>{t("whySealed")}</AppLink>
        </section>
      )}
      {doing?.kind === "note" ? (
        <NoteDialog
          busy={act.isPending}
          error={act.error}
          onClose={close}
          onSend={(text) => post("notes", { text }, t("saved"))}
        />
      ) : null}
      {doing?.kind === "link" ? (
        <LinkDialog
          busy={act.isPending}
          error={act.error}
          onClose={close}
          onSend={(no, reason) => post("links", { no, reason }, t("linked"))}
        />
      ) : null}
      {doing?.kind === "urge" ? (
        <UrgeDialog
          name={nameOf(doing.task)}
          busy={act.isPending}
          error={act.error}
          onClose={close}
          onSend={(text) => post("urge", { taskId: doing.task.id, text }, t("urged"))}
        />
      ) : null}
      {doing?.kind === "assign" ? (
        <AssignDialog
          taskId={doing.task.id}
          onClose={close}
          onPick={(personId) =>
            act.mutate({
              path: `/tasks/${doing.task.id}/assign`,
              body: { personId },
              done: t("reassigned"),
            })
          }
        />
      ) : null}
    </aside>
  );
}
