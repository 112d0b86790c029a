/** One task: the page that fits its kind (W3, W4, acceptance). */
import type { TaskDetail } from "@onewindow/server/api";
import { useEffect } from "react";
import type { ComponentType } from "react";
import { Navigate, useParams } from "react-router";
import { api } from "../../shared/api/api.ts";
import { localPath } from "../../shared/i18n/language.ts";
import { useLanguage, useServerText, useText } from "../../shared/i18n/use-text.ts";
import { Async } from "../../shared/states/async.tsx";
import { useRefreshTask, useTask } from "../queries.ts";
import { taskTexts } from "../texts.ts";
import { readVerdicts } from "./acceptance.ts";
import { RatingTaskPage } from "../rating/rating-page.tsx";
import { AcceptancePage } from "./acceptance-page.tsx";
import { CaseMarksProvider } from "./case-marks.tsx";
import { TaskConflict } from "./conflict.tsx";
import { CorrectionPage } from "./correction-page.tsx";
import { correctionTexts } from "./correction-texts.ts";
import { DecisionPage } from "./decision-page.tsx";
import { EndedTask } from "./ended-task.tsx";
import { IdentityBar } from "./identity-bar.tsx";
import { ReviewPage } from "./review-page.tsx";
import { useTaskWork } from "./use-task-work.ts";
import type { TaskWork } from "./use-task-work.ts";

export function TaskPage() {
  const { id = "" } = useParams();
  const task = useTask(id);
  const language = useLanguage();
  const visit = task.data?.kind === "visit" ? task.data.visit?.id : null;
  if (visit != null) return <Navigate replace to={localPath(language, `/w/visits/${visit}`)} />;
  return <Async query={task}>{(detail) => <OpenTask key={detail.id} task={detail} />}</Async>;
}

function OpenTask({ task }: { task: TaskDetail }) {
  const t = useText(taskTexts);
  const c = useText(correctionTexts);
  const s = useServerText();
  const work = useTaskWork(task);
  const refresh = useRefreshTask();
  const unread = task.unread;
  useEffect(() => {
    if (unread) void api.post(`/tasks/${task.id}/read`, {}).then(() => refresh());
    // Marked once, when the page opens.
  }, [task.id]);
  const title =
    task.kind === "decide"
      ? t("decideTitle", { item: s(task.item) })
      : task.kind === "accept"
        ? t("acceptTitle", { name: s(task.item) })
        : task.kind === "correction"
          ? c("title", { name: s(task.item) })
          : s(task.item);
  // what was asked for waits to be sent in a task of its own
  const asked =
    work.completed !== null &&
    task.kind === "accept" &&
    Object.values(readVerdicts(work.data)).some((verdict) => verdict.verdict === "correct");
  const ended =
    work.completed !== null
      ? t("sent")
      : task.status === "completed"
        ? t("completedBy")
        : task.status === "canceled"
          ? t("canceled")
          : null;
  const pages: Partial<Record<TaskDetail["kind"], ComponentType<{ task: TaskDetail; work: TaskWork }>>> = {
    accept: AcceptancePage,
    correction: CorrectionPage,
    decide: DecisionPage,
    "rating-verify": RatingTaskPage,
    "rating-appeal": RatingTaskPage,
    "rating-rectify": RatingTaskPage,
    "rating-callback": RatingTaskPage,
  };
  const Page = pages[task.kind] ?? ReviewPage;
  return (
    <div className="wb-task">
      <IdentityBar task={task} title={title} work={work} />
      {work.toast}
      <TaskConflict task={task} work={work} />
      {ended === null && task.blocked !== null ? (
        <p className="wb-blocked" role="status">
          {s(task.blocked)}
        </p>
      ) : null}
      {ended === null ? (
        <CaseMarksProvider
          caseNo={task.caseNo}
          enabled={task.materials.some((slot) => slot.files.length > 0)}
        >
          <Page task={task} work={work} />
        </CaseMarksProvider>
      ) : (
        <EndedTask text={ended} more={asked ? <p>{c("toSend")}</p> : null} />
      )}
    </div>
  );
}
