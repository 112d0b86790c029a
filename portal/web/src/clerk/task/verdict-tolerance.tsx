/** A department's verdict with what is lacking (容缺): which materials may follow, until when. */
import type { TaskDetail, Text } from "@onewindow/server/api";
import { useServerText } from "../../shared/i18n/use-text.ts";
import { lacksMissing } from "./acceptance.ts";
import type { Verdict } from "./acceptance.ts";
import { MissingList } from "./missing-list.tsx";
import type { TaskWork } from "./use-task-work.ts";

/** Choices that are none here: a refusal after a correction, tolerance where nothing may follow. */
export function verdictForm(task: TaskDetail): TaskDetail["form"] {
  if (task.form === null || task.kind !== "verdict") return task.form;
  const none = new Set([
    ...(task.correction?.recheck === true ? ["not-accept"] : []),
    ...(task.tolerance === null || task.tolerance.bar !== null ? ["tolerate"] : []),
  ]);
  const components = task.form.components.map((component) =>
    component["key"] === "verdict" && Array.isArray(component["values"])
      ? {
          ...component,
          values: component["values"].filter((one: { value?: unknown }) => !none.has(String(one.value))),
        }
      : component,
  );
  return { ...task.form, components };
}

function wordOf(work: Pick<TaskWork, "data">): Pick<Verdict, "missing" | "days"> {
  const { missing, days } = work.data;
  return {
    ...(Array.isArray(missing) ? { missing: missing as NonNullable<Verdict["missing"]> } : {}),
    ...(typeof days === "number" ? { days } : {}),
  };
}

const tolerates = (task: TaskDetail, work: Pick<TaskWork, "data">): boolean =>
  task.kind === "verdict" && work.data["verdict"] === "tolerate";

/** It is to be accepted so, but nothing is named. */
export function toleranceLacks(task: TaskDetail, work: Pick<TaskWork, "data">): boolean {
  return tolerates(task, work) && lacksMissing(task, { verdict: "tolerate", ...wordOf(work) });
}

/** 容缺 is closed to this applicant: why, and until when. */
export function CreditNote({ bar }: { bar: Text }) {
  const s = useServerText();
  return <p className="wb-supply">{s(bar)}</p>;
}

export function ToleranceOfVerdict({
  task,
  work,
  tried,
}: {
  task: TaskDetail;
  work: TaskWork;
  tried: boolean;
}) {
  if (task.tolerance === null || task.kind !== "verdict") return null;
  if (task.tolerance.bar !== null) return <CreditNote bar={task.tolerance.bar} />;
  if (!tolerates(task, work)) return null;
  return (
    <div className="wb-side">
      <MissingList
        item={{ caseItemId: task.id, materials: task.materials, tolerance: task.tolerance }}
        verdict={wordOf(work)}
        wrong={tried && toleranceLacks(task, work)}
        disabled={!work.mine}
        onChange={({ missing, days }) => {
          const { days: _before, ...rest } = work.data;
          work.change({ ...rest, missing, ...(days === undefined ? {} : { days }) });
        }}
      />
    </div>
  );
}
