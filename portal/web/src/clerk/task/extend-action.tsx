/** Asks the head for more time: by the item's statutory days, once, before the due date; the reason goes into the notice. */
import FieldTimeOutlined from "@ant-design/icons/es/icons/FieldTimeOutlined";
import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useId, useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { Dialog } from "../../shared/ui/dialog.tsx";
import { useRefreshTask } from "../queries.ts";
import { taskTexts } from "../texts.ts";

export function ExtendAction({ task, mine }: { task: TaskDetail; mine: boolean }) {
  const t = useText(taskTexts);
  const [asking, setAsking] = useState(false);
  const extension = task.extension;
  if (extension === null || !extension.mayAsk || !mine) return null;
  return (
    <>
      <Button icon={<FieldTimeOutlined aria-hidden />} onClick={() => setAsking(true)}>
        {t("extend")}
      </Button>
      {asking ? <ExtendDialog task={task} days={extension.days} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function ExtendDialog({ task, days, onClose }: { task: TaskDetail; days: number; onClose: () => void }) {
  const t = useText(taskTexts);
  const id = useId();
  const refresh = useRefreshTask();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = useMutation({
    mutationFn: () => api.post(`/tasks/${task.id}/extend`, { reason: reason.trim() }),
    onSuccess: async () => {
      announce(t("extendSent"));
      await refresh(task.id);
      onClose();
    },
  });
  const bad = reason.trim().length < 2;
  return (
    <Dialog title={t("extendTitle")} onClose={onClose}>
      <p className="muted">{t("extendNote", { n: days })}</p>
      <form
        className="wb-form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!bad) send.mutate();
        }}
      >
        <label htmlFor={`${id}reason`}>{t("extendReason")}</label>
        {tried && bad ? (
          <p className="wb-error" id={`${id}reasonError`}>
            {t("needReason")}
          </p>
        ) : null}
        <textarea
          id={`${id}reason`}
          rows={3}
          maxLength={500}
          value={reason}
          aria-invalid={tried && bad}
          aria-describedby={tried && bad ? `${id}reasonError` : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {send.error === null ? null : (
          <p className="wb-error" role="alert">
            {send.error.message}
          </p>
        )}
        <div className="actions">
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("extendSend")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What the head approves: who asks, why, from which date to which; or why no extension can be asked for now. */
export function ExtensionFacts({ task }: { task: TaskDetail }) {
  const t = useText(taskTexts);
  const s = useServerText();
  const format = useFormat();
  const asked = task.extension?.asked;
  if (asked != null)
    return (
      <p className="wb-supply">
        {t("extendAsked", {
          by: asked.by,
          n: task.extension?.days ?? 0,
          from: format.day(asked.from),
          until: format.day(asked.until),
        })}
        {asked.reason}
      </p>
    );
  const bar = task.extension?.bar;
  return bar == null ? null : <p className="caption muted">{s(bar)}</p>;
}
