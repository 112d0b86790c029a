/** The inbox: whose turn, until when. Views, counts, search and facets come from declared fields alone. */
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

/** Nobody works off a longer list; where counting stops, "10,000+" is shown. */
const COUNTED = 10_001;

export function createTaskList(parts: {
  platform: Platform;
  clocks: ClocksArea;
  policy: Pick<IdentityArea, "filterFor">;
  department: (id: string) => NamedRef;
}) {
  const { platform, clocks, policy, department } = parts;
  const collection = platform.store.collection(tasks);

  /** Open tasks that the actor may work on in this post. */
  const openFor = (actor: Actor): Filter => ({
    and: [{ eq: ["state", "open"] }, policy.filterFor(actor, "complete", "task")],
  });
  const viewFilter = (view: ListQuery["view"], personId = ""): Filter[] => {
    if (view === "mine") return [{ eq: ["assignee", personId] }];
    if (view === "today") return [{ eq: ["sortDue", clocks.today()] }];
    if (view === "over") return [{ eq: ["colour", "RED"] }];
    return [];
  };
  const chosenFilter = (query: ListQuery): Filter[] => [
    ...(query.item === undefined ? [] : [{ eq: ["itemId", query.item] } satisfies Filter]),
    ...(query.town === undefined ? [] : [{ eq: ["town.zh", query.town] } satisfies Filter]),
    ...(query.light === undefined ? [] : [{ eq: ["colour", query.light] } satisfies Filter]),
  ];
  const searchFilter = ({ q = "" }: ListQuery): Filter[] =>
    queryGrams(q).map((gram): Filter => ({ contains: ["search", gram] }));

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

  const count = (...filters: Filter[]): Promise<number> =>
    collection.count({ and: filters }, { atMost: COUNTED });

  /** The values that occur, in order: one step into the index for each, however many tasks have it. */
  const facet = async (
    filter: Filter,
    by: "itemId" | "town.zh",
    read: (row: StoredTask) => { id: string; name: NamedRef["name"] } | null,
  ): Promise<NamedRef[]> => {
    const found: NamedRef[] = [];
    for (let last = ""; ;) {
      const row = await collection.first({
        filter: { and: [filter, { gt: [by, last] }] },
        sort: [by, "sortDue", "createdAt"],
      });
      const value = row === null ? null : read(row);
      if (value === null) return found;
      found.push(value);
      last = value.id;
    }
  };

  /** Overdue tasks of the inbox that view and filters leave out; looking for words is no view. */
  const overdueOutside = async (base: Filter, here: Filter[], over: number): Promise<number> => {
    if (over === 0 || here.length === 0) return 0;
    const red = viewFilter("over");
    const overHere = await count(base, ...red, ...here);
    if (over < COUNTED) return over - overHere;
    if (overHere < COUNTED) {
      const most = COUNTED + overHere;
      return (await collection.count({ and: [base, ...red] }, { atMost: most })) - overHere;
    }
    return count(base, ...red, { not: { and: here } });
  };

  return {
    lightsOf,
    rowOf,
    async list(actor: Actor, query: ListQuery): Promise<TaskList> {
      const base = openFor(actor);
      const chosen = chosenFilter(query);
      const asked = [...chosen, ...searchFilter(query)];
      const view = viewFilter(query.view, actor.personId);
      const here = [...view, ...asked];
      const page = await collection.find({
        filter: { and: [base, ...here] },
        sort: ["sortDue", "createdAt"],
        limit: query.limit,
        after: query.after,
      });
      const counts = {
        mine: await count(base, ...viewFilter("mine", actor.personId)),
        team: await count(base),
        today: await count(base, ...viewFilter("today")),
        over: await count(base, ...viewFilter("over")),
      };
      // a first page that is the last one has all there is
      const whole = query.after === undefined && page.next === null;
      const total =
        asked.length === 0 ? counts[query.view] : whole ? page.rows.length : await count(base, ...here);
      const outside =
        query.view === "over" && chosen.length === 0
          ? 0
          : await overdueOutside(base, [...view, ...chosen], counts.over);
      const facets = {
        items: await facet(base, "itemId", ({ itemId, title }) =>
          itemId === null ? null : { id: itemId, name: title },
        ),
        towns: await facet(base, "town.zh", ({ town }) =>
          town === null ? null : { id: town.zh, name: town },
        ),
      };
      const lights = await lightsOf(page.rows);
      return {
        rows: page.rows.map((row) => rowOf(row, actor, lights.get(row.id) ?? null)),
        next: page.next,
        total,
        counts,
        overdueOutside: outside,
        facets,
      };
    },
    openCount: (personId: string): Promise<number> =>
      collection.count({ and: [{ eq: ["state", "open"] }, { eq: ["assignee", personId] }] }),
  };
}
export type TaskListService = ReturnType<typeof createTaskList>;
