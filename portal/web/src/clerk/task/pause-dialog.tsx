import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { useRefreshTask } from "../queries.ts";
import { Fault, ReasonDialog } from "../reason-dialog.tsx";
import { taskTexts } from "../texts.ts";

/** Art. 45: which procedure, how many working days, why; sends the notice and stops the clock. */
export function PauseDialog({
  task,
  onClose,
  onSent,
}: {
  task: TaskDetail;
  onClose: () => void;
  onSent: () => void;
}) {
  const t = useText(taskTexts);
  const s = useServerText();
  const id = useId();
  const refresh = useRefreshTask();
  const kinds = task.procedure?.kinds ?? [];
  const [kind, setKind] = useState(kinds[0]?.id ?? "");
  const [days, setDays] = useState(String(kinds[0]?.days ?? ""));
  const send = useMutation({
    mutationFn: (reason: string) =>
      api.post(`/tasks/${task.id}/pause`, { kind, days: Number(days), reason }, { idempotencyKey: id }),
    onSuccess: async () => {
      await refresh(task.id);
      onSent();
    },
  });
  const daysBad = !/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 365;
  return (
    <ReasonDialog
      title={t("pauseTitle")}
      note={t("pauseNote")}
      label={t("pauseReason")}
      send={t("pauseSend")}
      least={2}
      ready={!daysBad}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={send.mutate}
      fields={(tried) => (
        <>
          <label htmlFor={`${id}kind`}>{t("pauseKind")}</label>
          <select
            id={`${id}kind`}
            value={kind}
            onChange={(event) => {
              setKind(event.target.value);
              const usual = kinds.find((option) => option.id === event.target.value)?.days;
              if (usual !== undefined) setDays(String(usual));
            }}
          >
            {kinds.map((option) => (
              <option key={option.id} value={option.id}>
                {s(option.name)}（{s(option.law)}）
              </option>
            ))}
          </select>
          <label htmlFor={`${id}days`}>{t("pauseDays")}</label>
          <Fault id={`${id}daysError`} text={tried && daysBad ? "1–365" : null} />
          <input
            id={`${id}days`}
            inputMode="numeric"
            value={days}
            aria-invalid={tried && daysBad}
            aria-describedby={tried && daysBad ? `${id}daysError` : undefined}
            onChange={(event) => setDays(event.target.value)}
          />
        </>
      )}
    />
  );
}
