import ArrowLeftOutlined from "@ant-design/icons/es/icons/ArrowLeftOutlined";
import type { TaskDetail } from "@onewindow/server/api";
import { Button } from "antd";
import { PageTitle } from "../../app/page.tsx";
import { groupCaseNumber } from "../../shared/format/numbers.ts";
import { useFormat } from "../../shared/format/use-format.ts";
import { AppLink } from "../../shared/i18n/link.tsx";
import { useServerText, useText } from "../../shared/i18n/use-text.ts";
import { PresenceChip } from "../../shared/presence/presence-chip.tsx";
import { Light } from "../../shared/ui/light.tsx";
import { kindTexts, taskTexts } from "../texts.ts";
import type { TaskWork } from "./use-task-work.ts";

/** Whose case, which step, until when, who holds it: always in view. */
export function IdentityBar({ task, title, work }: { task: TaskDetail; title: string; work: TaskWork }) {
  const t = useText(taskTexts);
  const kind = useText(kindTexts);
  const s = useServerText();
  const format = useFormat();
  return (
    <header className="wb-identity">
      <AppLink to="/w/inbox" className="wb-back" aria-label={t("back")}>
        <ArrowLeftOutlined aria-hidden />
      </AppLink>
      <PageTitle title={title} />
      <span className="wb-kindchip">{kind(task.kind)}</span>
      <AppLink to={`/w/cases/${task.caseNo}`} className="tnum" title={t("caseFile")}>
        {groupCaseNumber(task.caseNo)}
      </AppLink>
      <span className="muted wb-who">
        {task.applicant}
        {task.town === null ? null : `，${s(task.town)}`}
      </span>
      {task.status === "open" ? <PresenceChip kind="task" id={task.id} /> : null}
      <span className="wb-end wb-clock">
        {task.light === null ? null : (
          <>
            <Light light={task.light} /> <span className="muted">{format.due(task.light.due)}</span>
          </>
        )}
      </span>
      {task.status !== "open" ? null : (
        <span className="wb-holder">
          {task.holder === null ? (
            <>
              <span className="muted">{t("notTaken")}</span>
              <Button size="small" type="primary" onClick={work.claim} loading={work.busy}>
                {t("take")}
              </Button>
            </>
          ) : (
            <>
              <span className="wb-initial" aria-hidden>
                {task.holder.name.slice(0, 1)}
              </span>
              {task.holder.me ? t("heldByYou") : t("heldBy", { name: task.holder.name })}
              {task.holder.me ? (
                <Button size="small" onClick={work.release} disabled={work.busy}>
                  {t("release")}
                </Button>
              ) : null}
            </>
          )}
        </span>
      )}
    </header>
  );
}
