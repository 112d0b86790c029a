/** Sends what is due: at least once to the other side, once by our book; retries with growing waits, then a dead letter. */
import type { VirtualClock } from "@onewindow/engine";
import { ConflictError } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import type { SealedTexts } from "../sealed-text.ts";
import type { MessageContent } from "../workers.ts";
import { compose, placeLink } from "./compose.ts";
import type { Fanouts } from "./fanout.ts";
import { deliveries, type Delivery } from "./model.ts";
import { DeliveryError, type Channel, type ChannelPort } from "./ports.ts";
import { retryAt } from "./timing.ts";

const BATCH = 100;
const RETRY_MS = 5_000;
const LONGEST_TIMEOUT_MS = 2_147_483_647;

export interface Dispatcher {
  /** Works off all that is due; resolves when nothing is. */
  wake(): Promise<void>;
}

export function createDispatcher(parts: {
  platform: Platform;
  content: MessageContent;
  sealed: SealedTexts;
  fanouts: Fanouts;
  /** Null: nothing is configured, the outbox is the end. */
  ports: Record<Channel, ChannelPort | null>;
}): Dispatcher {
  const { platform, content, sealed, ports } = parts;
  const { store, clock, log } = platform;
  const rows = store.collection(deliveries);
  const virtual = "onChange" in clock ? (clock as VirtualClock) : null;
  let working: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  const outgoing = (group: readonly Delivery[], first: Delivery): { subject: string; text: string } =>
    group.length === 1
      ? { subject: first.subject, text: sealed.open(first.sealedText) }
      : compose(content, "digest", first.language, {
          count: group.length,
          link: placeLink(platform.config.publicUrl, first.language, "/messages?view=news"),
        });
  const sendOne = async (group: readonly Delivery[]): Promise<void> => {
    const [first] = group;
    if (first === undefined) return;
    const now = clock.now();
    const port = ports[first.channel];
    const result = await (async (): Promise<Partial<Delivery>> => {
      const done = { nextAt: null, doneAt: now, error: null };
      try {
        const { subject, text } = outgoing(group, first);
        if (port === null) return { ...done, state: "outbox" };
        await port.send({ id: first.id, to: sealed.open(first.sealedTo), subject, text });
        return { ...done, state: "sent" };
      } catch (error) {
        const next = error instanceof DeliveryError && error.permanent ? null : retryAt(now, first.tries + 1);
        const what = error instanceof Error ? error.message : "unknown";
        log.warn({ delivery: first.id, channel: first.channel, error: what }, "a message was not delivered");
        return { error: what, nextAt: next, ...(next === null ? { state: "dead", doneAt: now } : {}) };
      }
    })();
    await store.transaction((tx) => {
      for (const row of group) tx.update(deliveries, { ...row, ...result, tries: row.tries + 1 });
    });
  };
  /** News of a digest to one person by one channel go as one. */
  const groupsOf = (due: readonly Delivery[]): Delivery[][] => [
    ...Map.groupBy(due, (row) =>
      row.digest && row.personId !== null ? `${row.personId}:${row.channel}:${row.maskedTo}` : row.id,
    ).values(),
  ];
  const workOff = async (): Promise<void> => {
    for (;;) {
      if (closed) return;
      if (await parts.fanouts.spread()) continue;
      const due = await rows.find({
        filter: { lte: ["nextAt", clock.now()] },
        sort: ["nextAt"],
        limit: BATCH,
      });
      const waiting = due.rows.filter((row) => row.nextAt !== null);
      if (waiting.length === 0) return;
      for (const group of groupsOf(waiting)) {
        if (closed) return;
        try {
          await sendOne(group);
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
        }
      }
    }
  };
  const arm = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (virtual !== null || closed) return;
    const next = await rows.first({ filter: { exists: ["nextAt", true] }, sort: ["nextAt"] });
    if (next?.nextAt == null || closed) return;
    const wait = Math.max(0, Math.min(next.nextAt - clock.now(), LONGEST_TIMEOUT_MS));
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
        log.error({ err: error }, "messages could not be sent; trying again");
        if (!closed) timer = setTimeout(() => void wake(), RETRY_MS).unref();
      } finally {
        working = null;
      }
    })();
    await working;
  };

  platform.onReady(async () => {
    void wake();
    const unsubscribe = virtual?.onChange(() => void wake());
    platform.onClose(async () => unsubscribe?.());
  });
  platform.onIdle(wake);
  platform.onClose(async () => {
    closed = true;
    if (timer !== null) clearTimeout(timer);
    await working;
    for (const port of Object.values(ports)) await port?.close();
  });
  return { wake };
}
