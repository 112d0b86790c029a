/** Is what people say of corrections allowed? Points of a verdict, and the merged notice. Every fault at once. */
import {
  correctionData,
  noticeFaults,
  pendingPoints,
  pointFaults,
  pointInputs,
  pointTexts,
  isRecheck,
  targetKey,
  targetsOf,
  correctionFacts,
  placeOf,
} from "../cases/index.ts";
import type { CasesArea, StoredCase, StoredItem } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { InvalidError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import type { CorrectionDetail } from "./correction-detail.ts";
import type { StoredTask } from "./model.ts";
import { taskTexts } from "./texts.ts";

export function createCorrectionCheck(parts: {
  cases: CasesArea;
  clocks: ClocksArea;
  detail: CorrectionDetail;
}) {
  const { cases, clocks, detail } = parts;

  const aboutItem = async (theCase: StoredCase, item: StoredItem) => ({
    name: item.name,
    targets: targetsOf(cases.catalogue, theCase, item.itemId),
    first: await cases.corrections.firstOf(item),
    marks: await cases.marksOn(theCase.id),
  });
  const contextOf = async (task: StoredTask) => {
    const theCase = await cases.case(task.caseId);
    const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
    if (theCase === null || round === null) return null;
    const open = detail.openItems(task, round, await cases.itemsOf(task.caseId));
    return { theCase, round, open };
  };

  return {
    /** Points that a verdict brings, and what a check after a correction may say at all. */
    async verdictFaults(task: StoredTask, data: Record<string, unknown>): Promise<FieldProblem[]> {
      const context = await contextOf(task);
      if (context === null) return [];
      const { theCase, round, open } = context;
      const faults: FieldProblem[] = [];
      const check = async (
        item: StoredItem,
        word: Record<string, unknown>,
        pointer: string,
      ): Promise<void> => {
        if (isRecheck(round) && word["verdict"] === "not-accept")
          faults.push({ pointer: `${pointer}/verdict`, code: "recheck", detail: pointTexts.recheck });
        if (word["verdict"] !== "correct") return;
        const points = pointInputs.safeParse(word["points"] ?? []);
        if (!points.success)
          faults.push({
            pointer: `${pointer}/points`,
            code: "points",
            detail: pointTexts.needsPoints(item.name),
          });
        else faults.push(...pointFaults(points.data, await aboutItem(theCase, item), `${pointer}/points`));
      };
      const verdicts = (data["verdicts"] ?? {}) as Record<string, Record<string, unknown> | undefined>;
      for (const item of open)
        if (task.kind === "verdict") await check(item, data, "/data");
        else await check(item, verdicts[item.id] ?? {}, `/data/verdicts/${item.id}`);
      return faults;
    },

    /** The merged notice as it will be kept, or InvalidError with every fault. */
    async noticeData(task: StoredTask, data: Record<string, unknown>): Promise<Record<string, unknown>> {
      const parsed = correctionData.safeParse(data);
      const context = await contextOf(task);
      if (!parsed.success || context === null)
        throw new InvalidError(
          taskTexts.formWrong,
          (parsed.error?.issues ?? []).map((issue) => ({
            pointer: `/data/${issue.path.join("/")}`,
            code: "points",
            detail: taskTexts.formWrong,
          })),
          "form",
        );
      const { theCase, round, open } = context;
      const items = new Map(
        await Promise.all(open.map(async (item) => [item.id, await aboutItem(theCase, item)] as const)),
      );
      const found = await cases.acceptance.submissionsOf(round.id);
      const label = (point: { caseItemId: string; target: Parameters<typeof targetKey>[0] }): Text => {
        const about = items.get(point.caseItemId);
        return (
          about?.targets.find((entry) => targetKey(entry.target) === targetKey(point.target))?.label ??
          about?.name ?? { zh: "", en: "" }
        );
      };
      const faults = noticeFaults(parsed.data.points, pendingPoints(round, open, found), items, label);
      if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
      const marks = await cases.marksOn(theCase.id);
      return {
        ...parsed.data,
        // a mark says its page
        points: parsed.data.points.map((point) => ({
          ...point,
          page: marks.get(point.mark ?? "")?.page ?? point.page,
        })),
      };
    },

    /** What the notice would say, for its preview: also while it is not whole yet. */
    async preview(
      task: StoredTask,
      data: Record<string, unknown>,
    ): Promise<{ caseItemIds: string[]; facts: Record<string, unknown> }> {
      const context = await contextOf(task);
      const parsed = correctionData.safeParse(data);
      const points = parsed.success ? parsed.data.points : [];
      if (context === null) return { caseItemIds: [], facts: {} };
      const { theCase, open } = context;
      const { days } = cases.catalogue.acceptanceLimits().correction;
      const listed = points.flatMap((point) => {
        const item = open.find((entry) => entry.id === point.caseItemId);
        if (item === undefined) return [];
        const label =
          targetsOf(cases.catalogue, theCase, item.itemId).find(
            (entry) => targetKey(entry.target) === targetKey(point.target),
          )?.label ?? item.name;
        return [{ ...point, sample: point.sample ?? null, page: point.page ?? null, item: item.name, label }];
      });
      const n = (await cases.corrections.ofCase(theCase.id)).length + 1;
      return {
        caseItemIds: [...new Set(listed.map((point) => point.caseItemId))],
        facts: correctionFacts({
          n,
          points: listed,
          issuedOn: clocks.today(),
          days,
          due: clocks.calendar().addWorkingDays(clocks.today(), days),
          receivedAt: null,
          open: listed.length,
          place: (path) => placeOf(cases.catalogue, theCase, path)?.sectionName ?? null,
        }),
      };
    },
  };
}
