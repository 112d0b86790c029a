/** Asking the applicant to explain something (说明): what was asked and answered, and the dialog to ask. */
import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useText } from "../../shared/i18n/use-text.ts";
import { useRefreshTask } from "../queries.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
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
  const refresh = useRefreshTask();
  const send = useMutation({
    mutationFn: (question: string) => api.post(`/tasks/${task.id}/clarify`, { question }),
    onSuccess: async () => {
      await refresh(task.id);
      onSent();
    },
  });
  return (
    <ReasonDialog
      title={t("clarifyTitle")}
      note={t("clarifyNote")}
      label={t("clarifyQuestion")}
      need={t("clarifyNeed")}
      send={t("clarifySend")}
      most={1000}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={send.mutate}
    />
  );
}
