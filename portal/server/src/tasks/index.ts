import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import type { ClocksArea, ClockWrite } from "../clocks/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Assignees } from "./api.ts";
import { createCorrectionDetail } from "./correction-detail.ts";
import { createClerkMessages } from "./clerk-messages.ts";
import { createTaskActs } from "./acts.ts";
import { createAskExtension } from "./extension.ts";
import { registerDismissal } from "./dismissal.ts";
import { createTaskCompletion } from "./completion.ts";
import { createTaskDetail } from "./detail.ts";
import { instances, tasks } from "./model.ts";
import type { StoredTask } from "./model.ts";
import type { PeopleNeeds, TaskCatalogueNeeds, TaskDocumentNeeds, TaskNotificationNeeds } from "./needs.ts";
import { createTasksOfCase } from "./of-case.ts";
import type { TasksOfCase } from "./of-case.ts";
import { createReadModel } from "./read-model.ts";
import { createTasksOfPerson } from "./of-person.ts";
import type { TasksOfPerson } from "./of-person.ts";
import type { ReadModel } from "./read-model.ts";
import { renewSearch } from "./renew-search.ts";
import { registerTaskRoutes } from "./routes.ts";
import { createTaskList } from "./service-list.ts";
import { dueOf } from "./task-facts.ts";
import { createTaskProcedures } from "./procedure.ts";
import { createTaskGuard } from "./task-guard.ts";
import type { TaskParts } from "./task-guard.ts";
import { kindTexts, taskTexts } from "./texts.ts";

export type { PeopleNeeds, TaskCatalogueNeeds, TaskDocumentNeeds, TaskNotificationNeeds } from "./needs.ts";
export type { TasksOfPerson } from "./of-person.ts";
export type { OpenTask, TasksOfCase } from "./of-case.ts";
export type { ReadModel } from "./read-model.ts";

const VERDICTS = new Set(["accept", "verdict", "correction"]);

export interface TasksArea extends TasksOfCase, TasksOfPerson {
  readModel: ReadModel;
  /** May the actor see this task? */
  maySee(actor: Actor, id: string): Promise<boolean>;
  /** Hands in a task's outcome, once for each key. Throws like the route does. */
  complete(
    actor: Actor,
    id: string,
    outcome: string,
    data: Record<string, unknown>,
    key: string,
  ): Promise<void>;
  /** The case that a process instance serves, for the health page; null when none. */
  caseOfInstance(processInstanceKey: string): Promise<string | null>;
}

/** The workbench: who has what to do, until when, and what becomes of it. */
export function createTasksArea(options: {
  platform: Platform;
  audit: AuditArea;
  cases: CasesArea;
  clocks: ClocksArea;
  outbox: Outbox;
  identity: PeopleNeeds;
  catalogue: TaskCatalogueNeeds;
  documents: TaskDocumentNeeds;
  notifications: TaskNotificationNeeds;
}): TasksArea {
  const {
    platform,
    audit,
    cases,
    clocks,
    outbox,
    identity: people,
    catalogue,
    documents,
    notifications,
  } = options;
  const { store, events: live } = platform;
  const collection = store.collection(tasks);
  const messages = createClerkMessages(notifications);

  const publish = (changed: readonly Pick<StoredTask, "id" | "groups">[]): void => {
    for (const task of changed) {
      const to = task.groups.map((group) => ({ group }));
      live.publish({ to, event: { kind: "task", id: task.id } });
      live.publish({ to, event: { kind: "tasks" } });
    }
  };
  /** Each item goes on as soon as its own verdicts are there (1.2a rule 5); the process's job settles what is left. */
  const settling = new Set<Promise<void>>();
  const settle = (roundId: string): void => {
    const run = cases.acceptance
      .settle(roundId, false, "tasks.verdict")
      .catch((error: unknown) =>
        platform.log.warn({ err: error, round: roundId }, "a round is settled by its job"),
      )
      .finally(() => settling.delete(run));
    settling.add(run);
  };
  const settled = async (): Promise<void> => {
    while (settling.size > 0) await Promise.all(settling);
  };
  platform.onIdle(settled);
  platform.onClose(settled);
  platform.onReady(() => renewSearch(store));
  const readModel = createReadModel({
    platform,
    cases,
    clocks,
    people,
    events: {
      changed: (changed) => {
        publish(changed);
        for (const task of changed)
          if (task.state === "completed" && task.roundId !== null && VERDICTS.has(task.kind))
            settle(task.roundId);
      },
      voided: (task, submission) => {
        void notifications
          .send({
            to: { group: task.groups[0] ?? "" },
            kind: "news",
            title: kindTexts[task.kind],
            body: taskTexts.endedOtherwise,
            href: `/w/tasks/${task.id}`,
            caseNo: task.caseId,
            key: `void:${submission.id}`,
          })
          .catch((error: unknown) =>
            platform.log.warn({ err: error, task: task.id }, "could not tell of a void submission"),
          );
      },
    },
  });
  outbox.register(readModel);

  clocks.register({
    async prepare(changed) {
      const touched = await follow(changed);
      return (tx: Transaction) => {
        for (const { after } of touched) tx.update(tasks, after);
        messages.lights(tx, touched);
      };
    },
    // lights changed: open inboxes look again
    changed: (changed) => {
      void collection
        .find({
          filter: {
            and: [{ eq: ["state", "open"] }, { in: ["clockIds", changed.map((clock) => clock.id)] }],
          },
          limit: 200,
        })
        .then(
          (page) => publish(page.rows),
          (error: unknown) => platform.log.warn({ err: error }, "inboxes were not told of changed lights"),
        );
    },
    moved: async () => undefined,
  });
  /** Open tasks whose due date or colour follows from clocks that are about to change. */
  const follow = async (
    changed: readonly ClockWrite[],
  ): Promise<{ before: StoredTask; after: StoredTask }[]> => {
    const result = new Map<string, StoredTask>();
    for (const clock of changed) {
      const page = await collection.find({
        filter: { and: [{ contains: ["clockIds", clock.id] }, { eq: ["state", "open"] }] },
        limit: 100,
      });
      for (const task of page.rows) result.set(task.id, task);
    }
    const touched: { before: StoredTask; after: StoredTask }[] = [];
    for (const task of result.values()) {
      const others = await clocks.byIds(
        task.clockIds.filter((id) => !changed.some((clock) => clock.id === id)),
      );
      const next = dueOf([...changed.filter((clock) => task.clockIds.includes(clock.id)), ...others]);
      if (next.sortDue !== task.sortDue || next.colour !== task.colour)
        touched.push({ before: task, after: { ...task, ...next } });
    }
    return touched;
  };

  const list = createTaskList({
    platform,
    clocks,
    policy: people,
    department: (id) => cases.catalogue.department(id),
  });
  const parts: TaskParts = {
    platform,
    audit,
    cases,
    clocks,
    outbox,
    people,
    catalogue,
    documents,
    readModel,
  };
  const guard = createTaskGuard(parts);
  const acts = createTaskActs({ ...parts, messages }, guard);
  const correction = createCorrectionDetail({ cases, clocks, documents });
  const completion = createTaskCompletion({ ...parts, correction }, guard, acts);
  const procedures = createTaskProcedures(parts, guard);
  const detail = createTaskDetail({
    platform,
    cases,
    clocks,
    people,
    catalogue,
    documents,
    guard,
    list,
    correction,
  });
  const assigneesOf = async (actor: Actor, id: string): Promise<Assignees> => {
    const task = await guard.visible(actor, id);
    const theCase = await cases.case(task.caseId);
    const members = (await Promise.all(task.groups.map((group) => people.membersOf(group)))).flat();
    const unique = [...new Map(members.map((member) => [member.personId, member])).values()];
    const free = await Promise.all(
      unique.map(async (member) => {
        const own = theCase !== null && (await cases.accounts.isOwn(member.personId, theCase.applicant));
        if (own || (await guard.barFor(task, member.personId)) !== null) return [];
        return [
          {
            id: member.personId,
            name: member.name,
            post: member.post,
            open: await list.openCount(member.personId),
          },
        ];
      }),
    );
    return free.flat();
  };
  registerTaskRoutes({
    platform,
    audit,
    acts,
    completion,
    procedures,
    extend: createAskExtension(parts, guard),
    list,
    detail,
    assigneesOf,
  });
  registerDismissal({ platform, cases });
  platform.onReady(completion.recover);

  return {
    readModel,
    complete: async (actor, id, outcome, data, key) => {
      await completion.complete(actor, id, undefined, outcome, data, key);
    },
    maySee: (actor, id) =>
      guard.visible(actor, id).then(
        () => true,
        () => false,
      ),
    ...createTasksOfCase({ platform, people, list, department: (id) => cases.catalogue.department(id) }),
    ...createTasksOfPerson({ platform, audit, readModel }),
    async caseOfInstance(processInstanceKey) {
      const found = await store.collection(instances).get(processInstanceKey);
      return found === null || found.caseId === "" ? null : found.caseId;
    },
  };
}
