/** What a task of acceptance shows of corrections: what may be asked, what waits to be sent, what was supplied. */
import {
  pendingPoints,
  placeOf,
  shownValue,
  silentVoices,
  isRecheck,
  targetKey,
  targetsOf,
  voicesOf,
} from "../cases/index.ts";
import type { CasesArea, StoredCase, StoredItem, StoredRound } from "../cases/index.ts";
import { isoInstant, localInstant } from "../clocks/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import type { SuppliedPoint, TaskCorrection } from "./api.ts";
import type { StoredTask } from "./model.ts";
import type { TaskDocumentNeeds } from "./needs.ts";

export const correctionKind = "correction-notice";
const KINDS = new Set(["accept", "verdict", "correction"]);

export type CorrectionDetail = ReturnType<typeof createCorrectionDetail>;

export function createCorrectionDetail(parts: {
  cases: CasesArea;
  clocks: ClocksArea;
  documents: TaskDocumentNeeds;
}) {
  const { cases, clocks, documents } = parts;

  /** Items of the task's round that are still to be checked, as far as the task is about them. */
  const openItems = (task: StoredTask, round: StoredRound, items: readonly StoredItem[]): StoredItem[] =>
    items.filter(
      (item) =>
        item.roundId === round.id &&
        item.status === "RECEIVED" &&
        (task.kind === "verdict"
          ? item.id === task.caseItemId
          : task.kind === "correction" || voicesOf(round, item).includes("window")),
    );
  const labelFor = (theCase: StoredCase, item: StoredItem, target: Parameters<typeof targetKey>[0]): Text =>
    targetsOf(cases.catalogue, theCase, item.itemId).find(
      (entry) => targetKey(entry.target) === targetKey(target),
    )?.label ?? item.name;

  return {
    openItems,
    async correction(
      task: StoredTask,
      theCase: StoredCase,
      items: readonly StoredItem[],
    ): Promise<TaskCorrection | null> {
      const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
      if (round === null || !KINDS.has(task.kind)) return null;
      const open = openItems(task, round, items);
      const found = await cases.acceptance.submissionsOf(round.id);
      const { correction, phrases } = cases.catalogue.acceptanceLimits();
      const { days } = correction;
      const window = cases.catalogue.department("window");
      const dues = (await clocks.byIds(task.clockIds))
        .filter((clock) => clock.kind === "completeness" && clock.state === "running")
        .map((clock) => clock.due);
      return {
        recheck: isRecheck(round),
        phrases,
        items: await Promise.all(
          open.map(async (item) => {
            const first = await cases.corrections.firstOf(item);
            const targets = targetsOf(cases.catalogue, theCase, item.itemId);
            const asked = first === null ? null : new Set(first.map((point) => targetKey(point.target)));
            return {
              caseItemId: item.id,
              itemId: item.itemId,
              name: item.name,
              department: cases.catalogue.department(item.department),
              targets: targets.filter((entry) => asked === null || asked.has(targetKey(entry.target))),
              first:
                first?.map(({ id, target, problem, ask, basis, sample, page, label, answer }) => ({
                  id,
                  target,
                  problem,
                  ask,
                  basis,
                  sample,
                  page: page ?? null,
                  label,
                  handedIn: answer !== null,
                })) ?? null,
            };
          }),
        ),
        pending:
          task.kind !== "correction"
            ? []
            : pendingPoints(round, open, found).map((point) => ({
                ...point,
                department: cases.catalogue.department(point.department),
                label: labelFor(
                  theCase,
                  open.find((item) => item.id === point.caseItemId)!,
                  point.target,
                ),
              })),
        silent:
          task.kind !== "correction"
            ? []
            : open.flatMap((item) =>
                silentVoices(round, item, found).map((voice) => ({
                  caseItemId: item.id,
                  item: item.name,
                  who: voice === "window" ? window : cases.catalogue.department(item.department),
                })),
              ),
        due: clocks.calendar().addWorkingDays(clocks.today(), days),
        days,
        numberPreview: documents.numberPreview(correctionKind, "window"),
        dueAt: isoInstant(localInstant(dues.sort()[0] ?? clocks.today(), clocks.endOfBusiness)),
      };
    },

    /** In a check after a correction: what was supplied for the points that this post asked for, old beside new. */
    async supplied(
      task: StoredTask,
      theCase: StoredCase,
      items: readonly StoredItem[],
      hidden: ReadonlySet<string>,
    ): Promise<SuppliedPoint[]> {
      const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
      if (round === null || !isRecheck(round) || !KINDS.has(task.kind)) return [];
      const about = items.filter((item) =>
        task.kind === "verdict" ? item.id === task.caseItemId : round.items.includes(item.id),
      );
      const result: SuppliedPoint[] = [];
      for (const item of about) {
        const correction = await cases.corrections.currentOf(item);
        for (const point of correction?.points ?? []) {
          const { answer } = point;
          const mine =
            task.kind === "correction" || (point.department === "window") === (task.kind === "accept");
          if (point.caseItemId !== item.id || answer === null || !mine) continue;
          const place =
            point.target.kind === "field" ? placeOf(cases.catalogue, theCase, point.target.path) : null;
          const shown = (value: unknown): Text | null =>
            place === null ? null : shownValue(place.form, place.field.component, value, hidden);
          result.push({
            id: `${correction?.id ?? ""}/${point.id}`,
            caseItemId: item.id,
            item: item.name,
            label: point.label,
            group: place?.sectionName ?? null,
            problem: point.problem,
            ask: point.ask,
            page: point.page ?? null,
            target: point.target,
            before: shown(answer.before),
            after: shown(answer.after),
            filesBefore: answer.filesBefore,
            files: answer.files,
            note: answer.note ?? "",
            at: isoInstant(answer.at),
          });
        }
      }
      return result;
    },
  };
}
