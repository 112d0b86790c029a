/** What the inbox copies of a case when a task appears: so that a list of a million tasks asks nobody. */
import { clockId } from "../clocks/index.ts";
import type { ClockKind, StoredClock } from "../clocks/index.ts";
import type { StoredCase, StoredItem } from "../cases/index.ts";
import type { Light } from "../platform/api.ts";
import { ngrams } from "../platform/store/ngrams.ts";
import { taskKind } from "./api.ts";
import type { TaskKind } from "./api.ts";
import type { TaskDocument } from "./model.ts";
import { NO_DUE } from "./model.ts";
import type { UserTaskRecord } from "./records.ts";
import { isRating } from "./rating.ts";
import { detailTexts, kindTexts } from "./texts.ts";

const clocksOf: Record<TaskKind, readonly ClockKind[]> = {
  accept: ["completeness"],
  // the internal limit comes first; behind it stands the law's
  verdict: ["verdict", "completeness"],
  correction: ["completeness"],
  review: ["handling"],
  approve: ["handling"],
  decide: ["handling"],
  procedure: ["handling"],
  confirm: ["handling"],
  supply: ["handling"],
  extend: ["handling"],
  check: ["check"],
  visit: ["handling"],
  "rating-verify": ["rating"],
  "rating-appeal": ["rating"],
  "rating-rectify": ["rating"],
  "rating-callback": ["rating"],
  form: ["delivery"],
};

/** Header `kind` of the task; `form` when the model names none. */
export function kindOf(headers: Record<string, string>): TaskKind {
  const parsed = taskKind.safeParse(headers["kind"]);
  return parsed.success ? parsed.data : "form";
}

const order: Light["colour"][] = ["RED", "YELLOW", "GREEN", "GREY", "BLUE"];

/** Due date and colour that a task shows: the earliest due of the clocks that run, the worst colour of all. */
export function dueOf(
  clocks: readonly Pick<StoredClock, "state" | "due" | "colour">[],
): Pick<TaskDocument, "sortDue" | "colour"> {
  const running = clocks.filter((clock) => clock.state === "running").map((clock) => clock.due);
  const open = clocks.filter((clock) => clock.state !== "stopped");
  return {
    sortDue: running.sort()[0] ?? NO_DUE,
    colour: order.find((colour) => open.some((clock) => clock.colour === colour)) ?? null,
  };
}

/** What a task's clocks are named after: the rating that it is about, or its items. */
export function clockOwners(
  kind: TaskKind,
  actId: string | null,
  caseItemIds: readonly string[],
): readonly string[] {
  return isRating(kind) && actId !== null ? [actId] : caseItemIds;
}

/** The clocks that a task of this kind works against. */
export function clockIdsOf(kind: TaskKind, caseItemIds: readonly string[]): string[] {
  return caseItemIds.flatMap((id) => clocksOf[kind].map((clock) => clockId(id, clock)));
}

export interface TaskSource {
  record: UserTaskRecord;
  at: number;
  theCase: StoredCase;
  item: StoredItem | null;
  roundId: string | null;
  actId: string | null;
  /** Items that the task is about. */
  about: StoredItem[];
  clocks: StoredClock[];
  applicant: string;
}

/** What an open task is found by. */
export function searchOf(
  task: Pick<TaskDocument, "caseId" | "applicant" | "title" | "town">,
  caseTitle: StoredCase["title"] | null,
): string[] {
  return ngrams(task.caseId, task.applicant, task.title.zh, task.title.en, caseTitle?.zh, task.town?.zh);
}

/** The row of a task that has just appeared. */
export function newTask({
  record,
  at,
  theCase,
  item,
  roundId,
  actId,
  about,
  clocks,
  applicant,
}: TaskSource): TaskDocument & { id: string } {
  const kind = kindOf(record.headers);
  const title = item?.name ?? theCase.title;
  return {
    id: record.key,
    kind,
    form: record.form,
    elementId: record.elementId,
    processInstanceKey: record.processInstanceKey,
    elementInstanceKey: record.elementInstanceKey,
    caseId: theCase.id,
    caseItemId: item?.id ?? null,
    roundId,
    actId,
    itemId: item?.itemId ?? null,
    packageId: theCase.packageId,
    department: record.groups[0]?.split(":")[0] ?? item?.department ?? "window",
    groups: record.groups,
    assignee: record.assignee,
    assigneeName: record.assignee,
    state: "open",
    createdAt: at,
    endedAt: null,
    submissionId: null,
    clockIds: clockIdsOf(
      kind,
      clockOwners(
        kind,
        actId,
        about.map((one) => one.id),
      ),
    ),
    ...dueOf(clocks),
    title,
    applicant,
    town: theCase.town,
    readBy: [],
    revision: 1,
    draft: null,
    lastEvent: { at, text: detailTexts.created(kindTexts[kind]) },
    search: searchOf({ caseId: theCase.id, applicant, title, town: theCase.town }, theCase.title),
  };
}
