import type { TaskDetail } from "@onewindow/server/api";
import { Button } from "antd";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { SaveStateLine } from "../../shared/autosave/save-state.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { kindTexts, taskTexts } from "../texts.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import type { TaskWork } from "./use-task-work.ts";

interface OutcomeBarProps {
  task: TaskDetail;
  work: TaskWork;
  /** Why an outcome cannot be taken now; null when it can. */
  hinder: (outcome: string) => string | null;
  children?: ReactNode;
  extra?: ReactNode;
}

/** Opinion and verbs, always in view. A verb explains itself when it cannot be done yet. */
export function OutcomeBar({ task, work, hinder, children, extra }: OutcomeBarProps) {
  const t = useText(taskTexts);
  const kind = useText(kindTexts);
  const s = useServerText();
  const [asking, setAsking] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const primary = task.outcomes.find((outcome) => outcome.tone === "primary") ?? task.outcomes[0];
  const ask = (outcome: string): void => {
    const reason = work.mine ? hinder(outcome) : t("takeFirst");
    setWhy(reason ?? "");
    if (reason === null) setAsking(outcome);
  };
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || primary === undefined) return;
      if (document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      ask(primary.id);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
  const chosen = task.outcomes.find((outcome) => outcome.id === asking);
  return (
    <section className="wb-outcomes" aria-label={t("outcomes")}>
      <div className="wb-opinion">{children}</div>
      <div className="wb-verbs">
        <div className="wb-verbrow">
          {extra}
          {[...task.outcomes]
            .sort((a, b) => Number(a.tone === "primary") - Number(b.tone === "primary"))
            .map((outcome) => (
              <Button
                key={outcome.id}
                type={outcome.tone === "primary" ? "primary" : "default"}
                danger={outcome.tone === "danger"}
                onClick={() => ask(outcome.id)}
              >
                {s(outcome.label)}
                {outcome.tone === "primary" ? <kbd>Ctrl Enter</kbd> : "…"}
              </Button>
            ))}
        </div>
        <p className="caption" role="status">
          {why !== "" ? (
            <b className="wb-error">{why}</b>
          ) : work.error !== null ? (
            <b className="wb-error">{work.error.message}</b>
          ) : (
            <SaveStateLine autosave={work.autosave} onConflict={work.openConflict} />
          )}
        </p>
      </div>
      {chosen === undefined ? null : (
        <ConfirmDialog
          title={t("confirmTitle", { what: `${kind(task.kind)} ${s(chosen.label)}` })}
          verb={s(chosen.label)}
          danger={chosen.tone === "danger"}
          busy={work.busy}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            work.complete(chosen.id);
          }}
        >
          <p>
            {s(task.item)}，{task.applicant}
          </p>
          <p>{t("confirmPlain")}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}
