import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useRefreshTask } from "../queries.ts";
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
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () =>
      api.post(
        `/tasks/${task.id}/pause`,
        { kind, days: Number(days), reason: reason.trim() },
        { idempotencyKey: id },
      ),
    onSuccess: async () => {
      await refresh(task.id);
      onSent();
    },
  });
  const daysBad = !/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 365;
  const reasonBad = reason.trim().length < 2;
  return (
    <Dialog title={t("pauseTitle")} onClose={onClose}>
      <p className="muted">{t("pauseNote")}</p>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!daysBad && !reasonBad) send.mutate();
        }}
      >
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
        {tried && daysBad ? (
          <p className="wb-error" id={`${id}daysError`}>
            1–365
          </p>
        ) : null}
        <input
          id={`${id}days`}
          inputMode="numeric"
          value={days}
          aria-invalid={tried && daysBad}
          aria-describedby={tried && daysBad ? `${id}daysError` : undefined}
          onChange={(event) => setDays(event.target.value)}
        />
        <label htmlFor={`${id}reason`}>{t("pauseReason")}</label>
        {tried && reasonBad ? (
          <p className="wb-error" id={`${id}reasonError`}>
            {t("needReason")}
          </p>
        ) : null}
        <textarea
          id={`${id}reason`}
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={tried && reasonBad}
          aria-describedby={tried && reasonBad ? `${id}reasonError` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {send.error === null ? null : (
          <p className="wb-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("pauseSend")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
