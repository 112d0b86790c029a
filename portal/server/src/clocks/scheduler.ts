import type { VirtualClock } from "@onewindow/engine";
import { ConflictError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { alarms } from "./alarms.ts";
import type { Alarms } from "./alarms.ts";
import { derive } from "./arithmetic.ts";
import { localInstant } from "./local-time.ts";
import { clocks } from "./model.ts";
import type { StoredClock } from "./model.ts";
import type { ClocksInternals, ClockWrite } from "./service.ts";

const LONGEST_TIMEOUT_MS = 2_147_483_647;
const RETRY_MS = 1_000;
const BATCH = 100;

export interface ClockScheduler {
  /** Works off everything that is due; resolves when nothing is. */
  wake(): Promise<void>;
}

/**
 * The one scheduler of legal time: clocks lie in the store ordered by their next moment; there is one wake-up, for the
 * earliest. Each moment is worked off in order and by its own time, also when many lie behind (a server that was down,
 * a test that moved the clock): each change of a light is one audit row.
 */
export function createClockScheduler(
  platform: Platform,
  service: ClocksInternals,
  book: Pick<Alarms, "ring">,
): ClockScheduler {
  const collection = platform.store.collection(clocks);
  const alarmRows = platform.store.collection(alarms);
  const virtual = "onChange" in platform.clock ? (platform.clock as VirtualClock) : null;
  let working: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const step = async (clock: StoredClock, moment: number): Promise<void> => {
    const derived = derive(clock, service.calendar(), moment, service.endOfBusiness);
    const dueAt = localInstant(derived.due, service.endOfBusiness);
    const write: ClockWrite = {
      ...derived,
      id: clock.id,
      version: clock.version,
      dueTold: clock.dueTold || (clock.roundId !== null && moment >= dueAt),
      redTold: clock.redTold || derived.colour === "RED",
    };
    write.nextAt = derive(write, service.calendar(), moment, service.endOfBusiness).nextAt;
    const planned = await service.store([write], new Map([[clock.id, clock]]), {
      actor: null,
      by: "clocks.scheduler",
    });
    await platform.store.transaction((tx) => planned.apply(tx));
    planned.committed();
  };
  const workOff = async (): Promise<void> => {
    for (;;) {
      const page = await collection.find({
        filter: { lte: ["nextAt", platform.clock.now()] },
        sort: ["nextAt"],
        limit: BATCH,
      });
      const due = page.rows.filter((row) => row.nextAt !== null);
      const rings = await alarmRows.find({
        filter: { lte: ["at", due[0]?.nextAt ?? platform.clock.now()] },
        sort: ["at"],
        limit: BATCH,
      });
      if (closed) return;
      if (rings.rows.length > 0) {
        for (const alarm of rings.rows) await book.ring(alarm);
        continue;
      }
      if (due.length === 0) return;
      for (const clock of due)
        try {
          await step(clock, clock.nextAt ?? platform.clock.now());
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
        }
    }
  };
  const arm = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (virtual !== null || closed) return;
    const next = await collection.first({ filter: { exists: ["nextAt", true] }, sort: ["nextAt"] });
    const alarm = await alarmRows.first({ sort: ["at"] });
    const moment = Math.min(next?.nextAt ?? Infinity, alarm?.at ?? Infinity);
    if (moment === Infinity || closed) return;
    const wait = Math.max(0, Math.min(moment - platform.clock.now(), LONGEST_TIMEOUT_MS));
    timer = setTimeout(() => void wake(), wait).unref();
  };
  const wake = async (): Promise<void> => {
    if (closed) return;
    again = true;
    working ??= (async () => {
      try {
        while (again && !closed) {
          again = false;
          await workOff();
        }
        await arm();
      } catch (error) {
        platform.log.error({ err: error }, "the clocks could not be worked off; trying again");
        if (!closed) timer = setTimeout(() => void wake(), RETRY_MS).unref();
      } finally {
        working = null;
      }
    })();
    await working;
  };

  service.onCommitted(() => {
    if (working === null) void wake();
  });
  platform.onReady(async () => {
    await service.recalculate();
    await wake();
    const unsubscribe = virtual?.onChange(() => void wake());
    platform.onClose(async () => unsubscribe?.());
  });
  platform.onIdle(wake);
  platform.onClose(async () => {
    closed = true;
    if (timer !== null) clearTimeout(timer);
    await working;
  });
  return { wake };
}
