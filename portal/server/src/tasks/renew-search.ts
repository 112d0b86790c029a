import { cases } from "../cases/index.ts";
import type { Store } from "../platform/store/port.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import { searchOf } from "./task-facts.ts";

/** The cell that says how the tasks' search fields were made, and how they are made now. */
export const SEARCH_CELL = "tasks.search";
export const SEARCH_MADE = "3";
const AT_ONCE = 500;

/** Makes the search fields anew, once, where an earlier edition wrote them in another way. */
export async function renewSearch(store: Store): Promise<void> {
  if ((await store.cell(SEARCH_CELL)) === SEARCH_MADE) return;
  let after: string | undefined;
  do {
    const page = await store.collection(tasks).find({ sort: ["id"], limit: AT_ONCE, after });
    const open = page.rows.filter((task) => task.state === "open");
    const theirs = await store.collection(cases).getMany([...new Set(open.map((task) => task.caseId))]);
    const titles = new Map(theirs.map((one) => [one.id, one.title]));
    const renewed = page.rows.flatMap((task): StoredTask[] => {
      const search = task.state === "open" ? searchOf(task, titles.get(task.caseId) ?? null) : [];
      return search.join() === task.search.join() ? [] : [{ ...task, search }];
    });
    await store.transaction((tx) => {
      for (const task of renewed) tx.update(tasks, task);
    });
    after = page.next ?? undefined;
  } while (after !== undefined);
  await store.transaction((tx) => tx.cell(SEARCH_CELL, () => SEARCH_MADE));
}
