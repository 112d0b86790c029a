/** Asking the applicant to explain something (说明): what was asked and answered, and the dialog to ask. */
import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useRefreshTask } from "../queries.ts";
import { taskTexts } from "../texts.ts";
import { correctionTexts } from "./correction-texts.ts";

export function Clarifications({ task }: { task: TaskDetail }) {
  const t = useText(correctionTexts);
  const format = useFormat();
  const questions = task.clarification?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section className="wb-side" aria-label={t("clarifications")}>
      <h3>{t("clarifications")}</h3>
      <ul>
        {questions.map((question) => (
          <li key={question.id}>
            <b>{question.question}</b>
            <p className="muted caption">
              {question.by}，{format.dayTime(question.at)}
            </p>
            {question.answer === null ? (
              <p className="muted">{t("noAnswer")}</p>
            ) : (
              <p>
                {question.answer.text}{" "}
                <time className="muted caption" dateTime={question.answer.at}>
                  {format.dayTime(question.answer.at)}
                </time>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ClarifyDialog({
  task,
  onClose,
  onSent,
}: {
  task: TaskDetail;
  onClose: () => void;
  onSent: () => void;
}) {
  const t = useText(correctionTexts);
  const w = useText(taskTexts);
  const id = useId();
  const refresh = useRefreshTask();
  const [question, setQuestion] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.post(`/tasks/${task.id}/clarify`, { question: question.trim() }),
    onSuccess: async () => {
      await refresh(task.id);
      onSent();
    },
  });
  const bad = tried && question.trim() === "";
  return (
    <Dialog title={t("clarifyTitle")} onClose={onClose}>
      <p className="muted">{t("clarifyNote")}</p>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (question.trim() !== "") send.mutate();
        }}
      >
        <label htmlFor={id}>{t("clarifyQuestion")}</label>
        {bad ? (
          <p className="wb-error" id={`${id}-error`}>
            {t("clarifyNeed")}
          </p>
        ) : null}
        <textarea
          id={id}
          rows={3}
          maxLength={1000}
          value={question}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}-error` : undefined}
          onChange={(event) => setQuestion(event.target.value)}
        />
        {send.error === null ? null : (
          <p className="wb-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("clarifySend")}
          </Button>
          <Button onClick={onClose}>{w("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
