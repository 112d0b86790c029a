/** Wake-ups by the legal clock: what must happen at a moment, kept in the store until it has happened. */
import { z } from "zod";
import type { Platform } from "../platform/platform.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Stored, Transaction } from "../platform/store/port.ts";

export const alarmDocument = z.object({
  /** Who is woken. */
  topic: z.string(),
  /** Epoch ms. */
  at: z.number(),
  data: z.record(z.string(), z.string()),
  failures: z.number(),
});
export type StoredAlarm = z.infer<typeof alarmDocument> & Stored;
export const alarms = defineCollection<z.infer<typeof alarmDocument>>({
  name: "alarms",
  schema: alarmDocument,
  indexes: [{ fields: ["at"] }],
  unique: [],
});

/** May be called more than once for the same alarm: it must change nothing the second time. */
export type AlarmHandler = (data: Record<string, string>, at: number) => Promise<void>;

export interface Alarm {
  topic: string;
  at: number;
  data: Record<string, string>;
}
export interface AlarmBook {
  /** Sets an alarm in the caller's transaction; call `wake` of the clocks after the commit. */
  set(tx: Transaction, alarm: Alarm): void;
  on(topic: string, handler: AlarmHandler): void;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 600_000;

export type Alarms = AlarmBook & { ring(alarm: StoredAlarm): Promise<void> };

export function createAlarms(platform: Platform): Alarms {
  const handlers = new Map<string, AlarmHandler>();
  const { store, ids, log, clock } = platform;
  return {
    set: (tx, { topic, at, data }) => tx.insert(alarms, { id: ids.next(), topic, at, data, failures: 0 }),
    on: (topic, handler) => {
      handlers.set(topic, handler);
    },
    /** Runs the handler and takes the alarm away; one that fails is tried again later and holds nobody up. */
    async ring(alarm) {
      try {
        const handler = handlers.get(alarm.topic);
        if (handler === undefined) throw new Error(`Nobody answers the alarm "${alarm.topic}".`);
        await handler(alarm.data, alarm.at);
      } catch (error) {
        log.error({ err: error, topic: alarm.topic }, "an alarm could not be worked off; trying again");
        const wait = Math.min(FIRST_RETRY_MS * 2 ** alarm.failures, LONGEST_RETRY_MS);
        await store.transaction((tx) =>
          tx.update(alarms, { ...alarm, failures: alarm.failures + 1, at: clock.now() + wait }),
        );
        return;
      }
      await store.transaction((tx) => tx.remove(alarms, alarm));
    },
  };
}
