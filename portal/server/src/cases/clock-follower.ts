/** What follows in a case when its clocks change: limits gone over are told, and a new calendar moves what was set by the old one. */
import type { ClockFollower, ClocksArea, ClockWrite } from "../clocks/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { CaseCore } from "./case-core.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import type { StoredItem } from "./model.ts";
import type { CatalogueNeeds, NotificationNeeds } from "./needs.ts";
import { eventTexts, lateTexts } from "./texts.ts";
import { TOLERANCE_DUE, toleranceEnd } from "./tolerance.ts";
import { checkTexts } from "./undertaking-check-texts.ts";

/** Limits that the law sets no consequence for, but whose head, or applicant, must know that they are over. */
const told: ReadonlySet<string> = new Set(["verdict", "check"]);

export function createClockFollower(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: Pick<CatalogueNeeds, "department">;
  notifications: NotificationNeeds;
  corrections: Pick<CorrectionNotices, "remindAgain">;
}): ClockFollower {
  const { platform, core, clocks, catalogue, notifications, corrections } = parts;
  const head = (department: string) => ({ group: `${department}:decider` });

  const lateVerdict = (tx: Transaction, clock: ClockWrite, item: StoredItem): void => {
    const text = eventTexts.verdictLate(item.name, catalogue.department(item.department).name, clock.due);
    core.addEvent(tx, {
      caseId: item.caseId,
      caseItemId: item.id,
      kind: "verdict-late",
      text,
      public: false,
    });
    notifications.notify(tx, {
      to: head(item.department),
      kind: "todo",
      title: lateTexts.title(item.name),
      body: lateTexts.body(item.name, item.caseId, clock.due),
      href: "/w/inbox?view=over",
      caseNo: item.caseId,
      key: `verdict-late:${clock.id}:${clock.roundId ?? ""}`,
    });
  };

  /** The office is late with its check, or the applicant with putting right what it found. */
  const lateCheck = async (
    clock: ClockWrite,
    item: StoredItem,
  ): Promise<((tx: Transaction) => void) | null> => {
    const state = item.check?.state;
    if (state !== "open" && state !== "to-correct") return null;
    const theCase = await core.caseRows.get(item.caseId);
    const late = checkTexts.late[state];
    const text: Text = late.event(item.name, clock.due);
    return (tx) => {
      core.addEvent(tx, {
        caseId: item.caseId,
        caseItemId: item.id,
        kind: "check-late",
        text,
        public: state === "to-correct",
      });
      const message = { kind: "todo" as const, title: text, caseNo: item.caseId };
      notifications.notify(tx, {
        ...message,
        to: head(item.department),
        body: late.head(item.name, item.caseId, clock.due),
        href: "/w/inbox?view=over",
        key: `check-late:${clock.id}:${clock.roundId ?? ""}`,
      });
      if (state === "to-correct" && theCase !== null)
        notifications.notify(tx, {
          ...message,
          to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
          body: checkTexts.late["to-correct"].applicant(item.name),
          href: `/cases/${item.caseId}`,
          key: `check-late:${clock.id}:${clock.roundId ?? ""}:applicant`,
        });
    };
  };

  /** Alarms that were set by the old calendar are set anew; one that comes too early asks the clock first. */
  const alarmsMoved = async (clock: ClockWrite, item: StoredItem): Promise<void> => {
    if (clock.kind === "correction" && clock.roundId !== null) await corrections.remindAgain(clock.roundId);
    if (clock.kind !== "tolerance" || item.tolerance === undefined) return;
    const at = toleranceEnd(item.tolerance, clocks.calendar(), clocks.endOfBusiness);
    const data = { caseId: item.caseId, caseItemId: item.id };
    await platform.store.transaction((tx) => clocks.alarms.set(tx, { topic: TOLERANCE_DUE, at, data }));
    void clocks.wake();
  };

  return {
    async prepare(changed, before) {
      const late = changed.filter(
        (clock) =>
          told.has(clock.kind) &&
          clock.redTold &&
          clock.state !== "stopped" &&
          before.get(clock.id)?.redTold === false,
      );
      const writes = await Promise.all(
        late.map(async (clock) => {
          const item = await core.itemRows.get(clock.caseItemId);
          if (item === null) return null;
          if (clock.kind === "check") return lateCheck(clock, item);
          return (tx: Transaction): void => lateVerdict(tx, clock, item);
        }),
      );
      return (tx) => {
        for (const write of writes) write?.(tx);
      };
    },
    changed(changed) {
      for (const clock of changed)
        if (told.has(clock.kind) && clock.redTold)
          void notifications
            .announce(head(clock.department))
            .catch((error: unknown) => platform.log.warn({ err: error }, "a head was not told at once"));
      for (const caseId of new Set(changed.map((clock) => clock.caseId)))
        core
          .announce(caseId)
          .catch((error: unknown) =>
            platform.log.warn({ err: error, case: caseId }, "nobody was told of a changed light"),
          );
    },
    async moved(moved) {
      for (const { clock, before } of moved) {
        // an internal limit is none of the applicant's
        if (clock.kind === "verdict") continue;
        const item = await core.itemRows.get(clock.caseItemId);
        const theCase = await core.caseRows.get(clock.caseId);
        if (item === null || theCase === null) continue;
        await alarmsMoved(clock, item);
        const text = eventTexts.moved(item.name, before, clock.due);
        await core.mutate(clock.caseId, { actor: null, by: "clocks.calendar" }, () => ({
          events: [{ caseId: clock.caseId, caseItemId: item.id, kind: "due-moved", text }],
        }));
        await notifications.send({
          to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
          kind: "news",
          title: theCase.title,
          body: text,
          href: `/cases/${clock.caseId}`,
          caseNo: clock.caseId,
          key: `moved:${clock.id}:${before}:${clock.due}`,
        });
      }
    },
  };
}
