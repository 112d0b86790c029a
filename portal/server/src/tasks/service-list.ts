/** The inbox: whose turn, until when. Views, counts, search and facets come from declared fields alone. */
import { LRUCache } from "lru-cache";
import type { ClocksArea, StoredClock } from "../clocks/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { worstLight } from "../cases/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import type { Light, NamedRef } from "../platform/api.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Filter } from "../platform/store/port.ts";
import { queryGrams } from "../platform/store/ngrams.ts";
import type { TaskList, TaskRow } from "./api.ts";
import { tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import { kindTexts, waitsForTexts } from "./texts.ts";

export interface ListQuery {
  view: "mine" | "team" | "today" | "over";
  q?: string;
  item?: string;
  town?: string;
  light?: Light["colour"];
  after?: string;
  limit: number;
}

type Overview = Pick<TaskList, "counts" | "facets">;
const OVERVIEWS = 500;

export function createTaskList(parts: {
  platform: Platform;
  clocks: ClocksArea;
  policy: Pick<IdentityArea, "filterFor">;
  department: (id: string) => NamedRef;
}) {
  const { platform, clocks, policy, department } = parts;
  const collection = platform.store.collection(tasks);
  const overviews = new LRUCache<string, { generation: number; overview: Overview }>({ max: OVERVIEWS });
  let generation = 0;

  /** Open tasks that the actor may work on in this post. */
  const openFor = (actor: Actor): Filter => ({
    and: [{ eq: ["state", "open"] }, policy.filterFor(actor, "complete", "task")],
  });
  const viewFilter = (actor: Actor, view: ListQuery["view"]): Filter[] => {
    if (view === "mine") return [{ eq: ["assignee", actor.personId] }];
    if (view === "today") return [{ eq: ["sortDue", clocks.today()] }];
    if (view === "over") return [{ eq: ["colour", "RED"] }];
    return [];
  };
  const queryFilter = (query: ListQuery): Filter[] => [
    ...(query.q === undefined
      ? []
      : queryGrams(query.q).map((gram): Filter => ({ contains: ["search", gram] }))),
    ...(query.item === undefined ? [] : [{ eq: ["itemId", query.item] } satisfies Filter]),
    ...(query.town === undefined ? [] : [{ eq: ["town.zh", query.town] } satisfies Filter]),
    ...(query.light === undefined ? [] : [{ eq: ["colour", query.light] } satisfies Filter]),
  ];

  const lightsOf = async (rows: readonly StoredTask[]): Promise<Map<string, Light | null>> => {
    const found = new Map<string, StoredClock>();
    for (const clock of await clocks.byIds([...new Set(rows.flatMap((row) => row.clockIds))]))
      found.set(clock.id, clock);
    return new Map(
      rows.map((row) => {
        const own = row.clockIds.flatMap((id) => found.get(id) ?? []);
        const open = own.filter((clock) => clock.state !== "stopped");
        return [row.id, worstLight((open.length > 0 ? open : own).map((clock) => clocks.light(clock)))];
      }),
    );
  };
  const rowOf = (task: StoredTask, actor: Actor, light: Light | null): TaskRow => ({
    id: task.id,
    kind: task.kind,
    name: kindTexts[task.kind],
    item: task.title,
    caseNo: task.caseId,
    applicant: task.applicant,
    town: task.town,
    department: department(task.department),
    light,
    holder:
      task.assignee === null
        ? null
        : {
            id: task.assignee,
            name: task.assigneeName ?? task.assignee,
            me: task.assignee === actor.personId,
          },
    waitsFor: waitsForTexts[task.kind],
    lastEvent: { at: isoInstant(task.lastEvent.at), text: task.lastEvent.text },
    unread: !task.readBy.includes(actor.personId),
    createdAt: isoInstant(task.createdAt),
  });

  const facet = async (
    filter: Filter,
    by: string,
    nameOf: (row: StoredTask) => NamedRef["name"],
  ): Promise<NamedRef[]> => {
    const groups = await collection.aggregate({ filter, by: [by], measure: "count" });
    const values = groups.map((entry) => entry.group[by]).filter((value) => typeof value === "string");
    const found = await Promise.all(
      values.map(async (value) => {
        const row = await collection.first({ filter: { and: [filter, { eq: [by, value] }] } });
        return row === null ? [] : [{ id: value, name: nameOf(row) }];
      }),
    );
    return found.flat();
  };

  /** Counts and facets of an inbox, kept until a task or a light changes: they cost more than the page itself. */
  const overviewOf = async (actor: Actor, base: Filter): Promise<Overview> => {
    const key = `${actor.personId} ${actor.capacityId} ${clocks.today()}`;
    const kept = overviews.get(key);
    if (kept?.generation === generation) return kept.overview;
    const began = generation;
    const count = (view: ListQuery["view"]): Promise<number> =>
      collection.count({ and: [base, ...viewFilter(actor, view)] });
    const [mine, team, today, over, items, towns] = await Promise.all([
      count("mine"),
      count("team"),
      count("today"),
      count("over"),
      facet(base, "itemId", (row) => row.title),
      facet(base, "town.zh", (row) => row.town ?? row.title),
    ]);
    const overview = { counts: { mine, team, today, over }, facets: { items, towns } };
    overviews.set(key, { generation: began, overview });
    return overview;
  };

  return {
    /** A task or a light has changed. */
    changed(): void {
      generation += 1;
    },
    lightsOf,
    rowOf,
    async list(actor: Actor, query: ListQuery): Promise<TaskList> {
      const base = openFor(actor);
      const filter: Filter = { and: [base, ...viewFilter(actor, query.view), ...queryFilter(query)] };
      const [page, total, overHere, { counts, facets }] = await Promise.all([
        collection.find({ filter, sort: ["sortDue", "createdAt"], limit: query.limit, after: query.after }),
        collection.count(filter),
        collection.count({ and: [filter, ...viewFilter(actor, "over")] }),
        overviewOf(actor, base),
      ]);
      const lights = await lightsOf(page.rows);
      return {
        rows: page.rows.map((row) => rowOf(row, actor, lights.get(row.id) ?? null)),
        next: page.next,
        total,
        counts,
        overdueOutside: counts.over - overHere,
        facets,
      };
    },
    openCount: (personId: string): Promise<number> =>
      collection.count({ and: [{ eq: ["state", "open"] }, { eq: ["assignee", personId] }] }),
  };
}
export type TaskListService = ReturnType<typeof createTaskList>;
