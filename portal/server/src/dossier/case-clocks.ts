/** The clocks of a case with every stop and its law, counted by the same calendar as their due dates. */
import type { CasesArea, StoredItem } from "../cases/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { CaseClock } from "./api.ts";

export async function clocksOfCase(
  parts: { clocks: ClocksArea; cases: Pick<CasesArea, "catalogue"> },
  caseId: string,
  items: readonly StoredItem[],
): Promise<CaseClock[]> {
  const { clocks, cases } = parts;
  const calendar = clocks.calendar();
  const order = new Map(items.map((item, index) => [item.id, index]));
  const found = (await clocks.ofCases([caseId])).filter((clock) => order.has(clock.caseItemId));
  return found
    .sort(
      (a, b) => (order.get(a.caseItemId) ?? 0) - (order.get(b.caseItemId) ?? 0) || a.startedAt - b.startedAt,
    )
    .map((clock) => ({
      id: clock.id,
      item: items.find((item) => item.id === clock.caseItemId)?.name ?? { zh: "", en: "" },
      department: cases.catalogue.department(clock.department),
      kind: clock.kind,
      light: clocks.light(clock),
      runs: [
        ...(clock.earlier ?? []).map((run) => ({ from: run.startedOn, to: run.stoppedOn })),
        { from: clock.startedOn, to: clock.stoppedOn },
      ],
      stops: [...(clock.earlier ?? []).flatMap((run) => run.pauses), ...clock.pauses].map((pause) => ({
        id: pause.id,
        who: pause.kind === "hold" ? "applicant" : "law",
        reason: pause.reason,
        law: pause.law,
        since: pause.since,
        until: pause.until,
        resumedOn: pause.resumedOn,
        days: calendar.workingDaysBetween(pause.since, pause.resumedOn ?? clock.stoppedOn ?? clocks.today()),
      })),
    }));
}
