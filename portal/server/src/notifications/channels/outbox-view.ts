/** The visible outbox: what went out, what waits, what was given up. Addresses masked, texts sealed but in a demo. */
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant } from "../../clocks/index.ts";
import { ForbiddenError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Filter } from "../../platform/store/port.ts";
import type { OutboxMessage, OutboxPage, OutboxText } from "../api.ts";
import type { SealedTexts } from "../sealed-text.ts";
import { deliveries, type Delivery } from "./model.ts";
import type { Channel, ChannelPort } from "./ports.ts";
import { channelTexts } from "./texts.ts";

/** More dead letters than this are "1,000+". */
const COUNTED = 1_001;

export interface DeadLetters {
  count: number;
  /** ISO instant of the oldest. */
  since: string | null;
}
export type OutboxView = ReturnType<typeof createOutboxView>;

export function createOutboxView(parts: {
  platform: Platform;
  audit: Pick<AuditArea, "record" | "recordRead">;
  sealed: SealedTexts;
  ports: Record<Channel, ChannelPort | null>;
  wake: () => void;
}) {
  const { platform, audit, sealed, ports, wake } = parts;
  const { store, clock } = platform;
  const rows = store.collection(deliveries);

  const wire = (row: Delivery): OutboxMessage => ({
    id: row.id,
    channel: row.channel,
    state: row.state,
    event: row.event,
    to: row.maskedTo,
    language: row.language,
    subject: row.subject,
    tries: row.tries,
    nextAt: row.nextAt === null ? null : isoInstant(row.nextAt),
    error: row.error,
    at: isoInstant(row.at),
    doneAt: row.doneAt === null ? null : isoInstant(row.doneAt),
  });
  const found = async (id: string): Promise<Delivery> => {
    const row = await rows.get(id);
    if (row === null) throw new NotFoundError(channelTexts.noDelivery);
    return row;
  };
  const dead = async (): Promise<DeadLetters> => {
    const filter: Filter = { eq: ["state", "dead"] };
    const count = await rows.count(filter, { atMost: COUNTED });
    const oldest = count === 0 ? null : await rows.first({ filter, sort: ["at"] });
    return { count, since: oldest === null ? null : isoInstant(oldest.at) };
  };
  /** In a demo nobody else could read it: no channel takes it anywhere. */
  const readable = (row: Delivery): boolean => platform.config.demo && ports[row.channel] === null;

  return {
    dead,
    async list(query: {
      state?: Delivery["state"];
      channel?: Channel;
      after?: string;
      limit: number;
    }): Promise<OutboxPage> {
      const conditions: Filter[] = [
        ...(query.channel === undefined ? [] : [{ eq: ["channel", query.channel] } satisfies Filter]),
        ...(query.state === undefined ? [] : [{ eq: ["state", query.state] } satisfies Filter]),
      ];
      const page = await rows.find({
        ...(conditions.length === 0 ? {} : { filter: { and: conditions } }),
        sort: ["-at"],
        limit: query.limit,
        after: query.after,
      });
      return {
        rows: page.rows.map(wire),
        next: page.next,
        dead: (await dead()).count,
        channels: { mail: ports.mail !== null, sms: ports.sms !== null },
        readable: platform.config.demo && (ports.mail === null || ports.sms === null),
      };
    },
    /** Throws ForbiddenError outside a demo. */
    async text(actor: Actor, id: string): Promise<OutboxText> {
      const row = await found(id);
      if (!readable(row)) throw new ForbiddenError(channelTexts.sealed, "sealed");
      await audit.recordRead({
        actor,
        action: "notifications.readOutbox",
        thing: { kind: "delivery", id },
        data: { channel: row.channel, event: row.event },
      });
      return { id, to: row.maskedTo, subject: row.subject, text: sealed.open(row.sealedText) };
    },
    /** Another round of tries for what was given up. */
    async retry(actor: Actor, id: string): Promise<OutboxMessage> {
      const row = await found(id);
      if (row.state !== "dead") throw new StateError(channelTexts.notDead, { state: row.state }, "not-dead");
      await store.transaction((tx) => {
        tx.update(deliveries, { ...row, state: "waiting", tries: 0, nextAt: clock.now(), doneAt: null });
        audit.record(tx, {
          actor,
          action: "notifications.retry",
          thing: { kind: "delivery", id },
          data: { channel: row.channel },
        });
      });
      wake();
      return wire(await found(id));
    },
  };
}
