/** Site visits, as far as a task's page speaks of them: the visit that the task is, or what its item may ask for. */
import { lastVisit, openVisit, visitBar } from "../cases/index.ts";
import type { CasesArea, StoredItem } from "../cases/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { TaskDetail } from "./api.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds } from "./needs.ts";

export function visitOf(options: {
  actor: Actor;
  task: StoredTask;
  item: StoredItem | null;
  items: readonly StoredItem[];
  people: Pick<PeopleNeeds, "can">;
  department: CasesArea["catalogue"]["department"];
}): TaskDetail["visit"] {
  const { actor, task, item, items, people, department } = options;
  if (task.kind === "visit")
    return { id: task.actId ?? null, caseItemId: null, canAsk: false, bar: null, along: [] };
  if (task.kind !== "review" || item === null) return null;
  const others = new Set(
    items
      .filter((one) => one.acceptance !== "none" && one.department !== item.department)
      .map((one) => one.department),
  );
  return {
    id: lastVisit(item)?.id ?? null,
    caseItemId: item.id,
    canAsk:
      task.state === "open" &&
      item.status === "IN_REVIEW" &&
      openVisit(item) === null &&
      people.can(actor, "request", "visit", { departments: [item.department] }),
    bar: visitBar(item),
    along: [...others].map(department),
  };
}
