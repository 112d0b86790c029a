/** Asks the head for more time: by the item's statutory days, once, before the due date; the reason goes into the notice. */
import FieldTimeOutlined from "@ant-design/icons/es/icons/FieldTimeOutlined";
import type { TaskDetail } from "@onewindow/server/api";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { api } from "../../shared/api/api.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { announce } from "../../shared/ui/announcer.tsx";
import { useRefreshTask } from "../queries.ts";
import { ReasonDialog } from "../reason-dialog.tsx";
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
  const refresh = useRefreshTask();
  const send = useMutation({
    mutationFn: (reason: string) => api.post(`/tasks/${task.id}/extend`, { reason }),
    onSuccess: async () => {
      announce(t("extendSent"));
      await refresh(task.id);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title={t("extendTitle")}
      note={t("extendNote", { n: days })}
      label={t("extendReason")}
      send={t("extendSend")}
      least={2}
      busy={send.isPending}
      error={send.error}
      onClose={onClose}
      onSend={send.mutate}
    />
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
