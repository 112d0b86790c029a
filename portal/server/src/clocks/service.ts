import { createHash } from "node:crypto";
import type { AuditArea } from "../audit/index.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Light } from "../platform/api.ts";
import { ConflictError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import { derive, lightOf } from "./arithmetic.ts";
import { byCalendar, changedClock, clockId, restartedClock, startedClock } from "./changes.ts";
import type { ClockChange } from "./changes.ts";
import { localDate } from "./local-time.ts";
import { clockSettings, clocks } from "./model.ts";
import type { ClockDocument, ClockKind, StoredClock } from "./model.ts";
import type { ProcedureKind } from "./procedures.ts";
import { workingCalendar } from "./working-days.ts";
import type { CalendarYear, WorkingCalendar } from "./working-days.ts";

/** A clock as it will stand, before the commit; version 0 = new. */
export type ClockWrite = ClockDocument & { id: string; version: number };

/** Those who keep a copy of due dates (the inbox) write it in the same transaction. */
export interface ClockFollower {
  prepare(
    changed: ClockWrite[],
    before: ReadonlyMap<string, ClockDocument>,
  ): Promise<(tx: Transaction) => void>;
  /** After the commit. */
  changed(changed: ClockWrite[]): void;
  /** A new calendar moved due dates: whom it concerns must be told. */
  moved(moved: { clock: ClockWrite; before: string }[]): Promise<void>;
}

/** Changes that are worked out, to be written with the caller's own. */
export interface PlannedClocks {
  clocks: ClockWrite[];
  apply(tx: Transaction): void;
  /** Call after the commit. */
  committed(): void;
}

export interface ClocksService {
  calendar(): WorkingCalendar;
  today(): string;
  now(): number;
  /** Kinds of procedures for which a clock may stop. */
  procedureKinds(): readonly ProcedureKind[];
  /** End of business, e.g. `17:30`: when the last day of a limit ends. */
  readonly endOfBusiness: string;
  light(clock: ClockDocument): Light;
  get(caseItemId: string, kind: ClockKind): Promise<StoredClock | null>;
  ofCases(caseIds: string[]): Promise<StoredClock[]>;
  byIds(ids: string[]): Promise<StoredClock[]>;
  /** Works out changes; those that change nothing, or find no clock, fall away. */
  plan(changes: ClockChange[], by: { actor: Actor | null; by?: string }): Promise<PlannedClocks>;
  /** Plans and commits by itself. */
  change(changes: ClockChange[], by: { actor: Actor | null; by?: string }): Promise<void>;
  /** Works out all open clocks anew when the calendar is another one than they were made with. */
  recalculate(): Promise<{ moved: number }>;
  register(follower: ClockFollower): void;
}

export interface ClocksInternals extends ClocksService {
  store(
    writes: ClockWrite[],
    before: Map<string, ClockDocument>,
    by: { actor: Actor | null; by?: string },
  ): Promise<PlannedClocks>;
  onCommitted(run: () => void): void;
}

/** The message that tells a process of a clock's last moment. */
const dueMessage: Partial<Record<ClockKind, string>> = {
  completeness: "acceptanceDue",
  correction: "correctionDue",
};
/** Limits of the law: going over them brings a supervision notice. */
const supervised: ReadonlySet<ClockKind> = new Set(["completeness", "handling", "delivery"]);

const PAGE = 200;
const ATTEMPTS = 30;

/** The clocks area's service, without its scheduler and workers. */
export function createClocksService(options: {
  platform: Platform;
  audit: AuditArea;
  outbox: Outbox;
  calendars: () => readonly CalendarYear[];
  procedureKinds: () => readonly ProcedureKind[];
  endOfBusiness: string;
}): ClocksInternals {
  const { platform, audit, outbox, calendars, procedureKinds, endOfBusiness } = options;
  const collection = platform.store.collection(clocks);
  const settings = platform.store.collection(clockSettings);
  const followers: ClockFollower[] = [];
  const listeners: (() => void)[] = [];
  let calendar = workingCalendar(calendars());
  const now = (): number => platform.clock.now();

  const record = (
    tx: Transaction,
    write: ClockWrite,
    before: ClockDocument | undefined,
    by: { actor: Actor | null; by?: string },
  ): void => {
    const thing = { kind: "clock", id: write.id };
    if (before === undefined || before.state !== write.state)
      audit.record(tx, {
        ...by,
        action: `clocks.${write.state}`,
        thing,
        data: { due: write.due, legalDue: write.legalDue },
      });
    if (before !== undefined && before.colour !== write.colour)
      audit.record(tx, {
        ...by,
        action: "clocks.light",
        thing,
        data: { from: before.colour, to: write.colour, due: write.due },
      });
    if (before !== undefined && before.due !== write.due)
      audit.record(tx, { ...by, action: "clocks.moved", thing, data: { from: before.due, to: write.due } });
  };
  const tell = (tx: Transaction, write: ClockWrite, before: ClockDocument | undefined): void => {
    const name = dueMessage[write.kind];
    if (write.dueTold && before?.dueTold === false && write.roundId !== null && name !== undefined)
      outbox.message(tx, {
        name,
        correlationKey: write.roundId,
        messageId: `${name}:${write.roundId}`,
      });
    if (supervised.has(write.kind) && write.redTold && before?.redTold === false)
      outbox.message(tx, {
        name: "clockRed",
        correlationKey: write.caseItemId,
        messageId: `clockRed:${write.id}:${write.due}`,
        variables: { clockId: write.id },
      });
  };
  const store: ClocksInternals["store"] = async (writes, before, by) => {
    const follow =
      writes.length === 0
        ? []
        : await Promise.all(followers.map((follower) => follower.prepare(writes, before)));
    return {
      clocks: writes,
      apply(tx) {
        for (const write of writes) {
          const { version, ...document } = write;
          if (version === 0) tx.insert(clocks, document);
          else tx.update(clocks, write);
          record(tx, write, before.get(write.id), by);
          tell(tx, write, before.get(write.id));
        }
        for (const write of follow) write(tx);
      },
      committed() {
        if (writes.length === 0) return;
        for (const follower of followers) follower.changed(writes);
        for (const listener of listeners) listener();
        void outbox.flush();
      },
    };
  };
  const plan: ClocksService["plan"] = async (changes, by) => {
    const writes = new Map<string, ClockWrite>();
    const before = new Map<string, ClockDocument>();
    for (const change of changes) {
      const id = clockId(change.caseItemId, change.kind);
      const stored = writes.get(id) ?? (await collection.get(id));
      if (change.do === "start") {
        const facts = stored === null ? startedClock(change) : restartedClock(stored, change);
        if (facts === null) continue;
        if (stored !== null && stored.version > 0 && !before.has(id)) before.set(id, stored);
        const fresh = { ...facts, dueTold: false, redTold: false };
        const version = stored?.version ?? 0;
        writes.set(id, { ...derive(fresh, calendar, now(), endOfBusiness), id, version });
        continue;
      }
      const changed = stored === null ? null : changedClock(stored, change, calendar, procedureKinds());
      if (stored === null || changed === null) continue;
      if (!before.has(id) && stored.version > 0) before.set(id, stored);
      writes.set(id, { ...derive(changed, calendar, now(), endOfBusiness), id, version: stored.version });
    }
    return store([...writes.values()], before, by);
  };
  const commit = async (planned: PlannedClocks): Promise<void> => {
    if (planned.clocks.length === 0) return;
    await platform.store.transaction((tx) => planned.apply(tx));
    planned.committed();
  };

  const recalculate = async (): Promise<{ moved: number }> => {
    const years = calendars();
    calendar = workingCalendar(years);
    const hash = createHash("sha256").update(JSON.stringify(years)).digest("hex");
    const known = await settings.get("calendar");
    if (known?.calendar === hash) return { moved: 0 };
    let moved = 0;
    let after: string | undefined;
    do {
      const page = await collection.find({ filter: { ne: ["state", "stopped"] }, limit: PAGE, after });
      for (const { id } of page.rows)
        await retried(async () => {
          const clock = await collection.get(id);
          if (clock === null || clock.state === "stopped") return;
          const facts = byCalendar(clock, calendar);
          const write = { ...derive(facts, calendar, now(), endOfBusiness), id, version: clock.version };
          if (
            facts === clock &&
            write.due === clock.due &&
            write.provisional === clock.provisional &&
            write.nextAt === clock.nextAt
          )
            return;
          await commit(await store([write], new Map([[id, clock]]), { actor: null, by: "clocks.calendar" }));
          if (write.due === clock.due) return;
          moved += 1;
          // told one by one: a stop in between must not leave the others untold
          for (const follower of followers) await follower.moved([{ clock: write, before: clock.due }]);
        });
      after = page.next ?? undefined;
    } while (after !== undefined);
    await platform.store.transaction((tx) => {
      if (known === null) tx.insert(clockSettings, { id: "calendar", calendar: hash });
      else tx.update(clockSettings, { ...known, calendar: hash });
    });
    return { moved };
  };

  return {
    calendar: () => calendar,
    now,
    today: () => localDate(now()),
    endOfBusiness,
    procedureKinds,
    light: (clock) => lightOf(clock, calendar, now()),
    get: (caseItemId, kind) => collection.get(clockId(caseItemId, kind)),
    byIds: (ids) => collection.getMany(ids),
    async ofCases(caseIds) {
      if (caseIds.length === 0) return [];
      const found: StoredClock[] = [];
      let after: string | undefined;
      do {
        const page = await collection.find({ filter: { in: ["caseId", caseIds] }, limit: PAGE, after });
        found.push(...page.rows);
        after = page.next ?? undefined;
      } while (after !== undefined);
      return found;
    },
    plan,
    async change(changes, by) {
      await retried(async () => commit(await plan(changes, by)));
    },
    recalculate,
    register: (follower) => {
      followers.push(follower);
    },
    store,
    onCommitted: (run) => {
      listeners.push(run);
    },
  };
}

/** Again when somebody else was quicker. */
async function retried(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === ATTEMPTS) throw error;
    }
}
