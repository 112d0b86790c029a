/** What people do to a case file: a note, a reminder to whoever has it, a link with another case. */
import type { AuditArea } from "../audit/index.ts";
import type { CasesArea } from "../cases/index.ts";
import { isoInstant, type ClocksArea } from "../clocks/index.ts";
import type { NotificationsArea } from "../notifications/index.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { TasksArea } from "../tasks/index.ts";
import type { CaseAccess } from "./access.ts";
import type { DossierAct } from "./api.ts";
import { caseLinks } from "./model.ts";
import { dossierTexts } from "./texts.ts";

export type DossierActs = ReturnType<typeof createDossierActs>;

export function createDossierActs(parts: {
  platform: Platform;
  audit: AuditArea;
  access: CaseAccess;
  cases: Pick<CasesArea, "core" | "addEvent" | "catalogue">;
  clocks: Pick<ClocksArea, "today">;
  tasks: Pick<TasksArea, "openTask">;
  notifications: Pick<NotificationsArea, "notify" | "announce">;
}) {
  const { platform, audit, access, cases, clocks, tasks, notifications } = parts;
  const { store, clock } = platform;
  const done = (): DossierAct => ({ at: isoInstant(clock.now()) });
  const by = (actor: Actor): Text => ({ zh: actor.name, en: actor.name });

  return {
    async note(actor: Actor, no: string, words: string): Promise<DossierAct> {
      const { theCase } = await access.open(actor, no, "note");
      await store.transaction((tx) => {
        cases.addEvent(tx, {
          caseId: theCase.id,
          kind: "note",
          text: dossierTexts.noted(words),
          by: by(actor),
          public: false,
        });
        audit.record(tx, { actor, action: "dossier.note", thing: { kind: "case", id: theCase.id } });
      });
      await cases.core.announce(theCase.id);
      return done();
    },

    /** Once a day for each task: whose turn it is gets a message, and the file says so. */
    async urge(actor: Actor, no: string, taskId: string, words: string): Promise<DossierAct> {
      const { theCase } = await access.open(actor, no, "urge");
      const task = await tasks.openTask(theCase.id, taskId);
      if (task === null) throw new NotFoundError(dossierTexts.noTask, "no-task");
      const to = { group: task.groups[0] ?? "" };
      const who =
        task.assigneeName === null
          ? cases.catalogue.department(task.department).name
          : { zh: task.assigneeName, en: task.assigneeName };
      try {
        await store.transaction((tx) => {
          notifications.notify(tx, {
            to,
            kind: "todo",
            title: dossierTexts.urgeTitle(task.title),
            body: dossierTexts.urgeBody(theCase.id, actor.name, words),
            href: `/w/tasks/${task.id}`,
            caseNo: theCase.id,
            key: `urge:${task.id}:${clocks.today()}`,
          });
          cases.addEvent(tx, {
            caseId: theCase.id,
            caseItemId: task.caseItemId,
            kind: "urged",
            text: dossierTexts.urged(task.title, who),
            by: by(actor),
            public: false,
          });
          audit.record(tx, {
            actor,
            action: "dossier.urge",
            thing: { kind: "case", id: theCase.id },
            data: { task: task.id },
          });
        });
      } catch (error) {
        if (error instanceof ConflictError) throw new StateError(dossierTexts.urgedToday);
        throw error;
      }
      await notifications.announce(to);
      await cases.core.announce(theCase.id);
      return done();
    },

    /** Both cases must be ones that the actor may link; both files say so. */
    async link(actor: Actor, no: string, other: string, reason: string): Promise<DossierAct> {
      const { theCase } = await access.open(actor, no, "link");
      const wrong = (detail: Text, code: string): InvalidError =>
        new InvalidError(detail, [{ pointer: "/no", code, detail }], code);
      const second = await access.open(actor, other, "link").catch((error: unknown) => {
        if (error instanceof NotFoundError) throw wrong(dossierTexts.noCase, "no-case");
        throw error;
      });
      if (second.theCase.id === theCase.id) throw wrong(dossierTexts.linkSelf, "same-case");
      const caseIds = [theCase.id, second.theCase.id].sort();
      try {
        await store.transaction((tx) => {
          tx.insert(caseLinks, {
            id: caseIds.join("+"),
            caseIds,
            reason,
            by: { personId: actor.personId, name: actor.name },
            at: clock.now(),
          });
          for (const [from, to] of [caseIds, caseIds.toReversed()] as [string, string][]) {
            cases.addEvent(tx, {
              caseId: from,
              kind: "link",
              text: dossierTexts.linked(to, reason),
              by: by(actor),
              public: false,
            });
            audit.record(tx, {
              actor,
              action: "dossier.link",
              thing: { kind: "case", id: from },
              data: { to },
            });
          }
        });
      } catch (error) {
        if (error instanceof ConflictError) throw new StateError(dossierTexts.linkKnown);
        throw error;
      }
      for (const id of caseIds) await cases.core.announce(id);
      return done();
    },
  };
}
