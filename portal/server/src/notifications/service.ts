import type { Actor } from "../platform/http/route.ts";
import { ConflictError, NotFoundError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { Filter, Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { isoInstant } from "../clocks/index.ts";
import { addressKey, addressesOf, type Addressee } from "./addressee.ts";
import type { Message } from "./api.ts";
import type { Fanouts } from "./channels/index.ts";
import { messages, type StoredMessage } from "./model.ts";
import { texts } from "./texts.ts";

export interface NewMessage {
  to: Addressee;
  kind: "todo" | "news";
  title: Text;
  body: Text;
  href: string;
  caseNo: string | null;
  /** Unique: the same thing is told once, however often a job comes. */
  key: string;
  /** What it is to the person, for mail and text messages; by the kind when absent. `service` cannot be turned off. */
  event?: "act" | "progress" | "service";
  /** Heeds no quiet hours and no digest. */
  urgent?: boolean;
}

/** What takes messages out of the house. */
export interface MessageOutlet {
  fanouts: Pick<Fanouts, "add">;
  wake(): void;
}

export interface NotificationsService {
  /** Adds the message to the caller's transaction. Call `announce` after the commit, so that open browsers hear of it. */
  notify(tx: Transaction, message: NewMessage): void;
  /** Tells open browsers how many unread messages there are now. */
  announce(to: Addressee): Promise<void>;
  /** Writes and announces one message by itself; nothing happens when its key was told already. */
  send(message: NewMessage): Promise<void>;
  list(actor: Actor, view?: "todo" | "news"): Promise<{ rows: Message[]; unread: number }>;
  read(actor: Actor, id: string): Promise<Message>;
  unread(actor: Actor): Promise<number>;
  /** What the bell shows: unread things to do. */
  unhandled(actor: Actor): Promise<number>;
  /** Messages about a case to its applicant, newest first. */
  ofCase(caseNo: string, owner: string): Promise<{ id: string; at: string; title: Text; body: Text }[]>;
}

const listed = 100;

export function createNotificationsService(platform: Platform, outlet: MessageOutlet): NotificationsService {
  const { store, clock, ids, events } = platform;
  const collection = store.collection(messages);
  const mine = (actor: Actor): Filter => ({ in: ["to", addressesOf(actor)] });
  const unreadOf = (addresses: string[], capacityId: string): Promise<number> =>
    collection.count({ and: [{ in: ["to", addresses] }, { not: { contains: ["readBy", capacityId] } }] });
  const wire = (message: StoredMessage, capacityId: string): Message => ({
    id: message.id,
    kind: message.kind,
    at: isoInstant(message.at),
    title: message.title,
    body: message.body,
    href: message.href,
    read: message.readBy.includes(capacityId),
    caseNo: message.caseNo,
  });

  const service: NotificationsService = {
    notify(tx, { to, event, urgent = false, ...message }) {
      tx.insert(messages, { id: ids.next(), to: addressKey(to), at: clock.now(), readBy: [], ...message });
      outlet.fanouts.add(tx, {
        to: addressKey(to),
        personIds: "owner" in to ? (to.personIds ?? []) : [],
        event: event ?? (message.kind === "todo" ? "act" : "progress"),
        urgent,
        title: message.title,
        href: message.href,
        key: message.key,
      });
      outlet.wake();
    },
    async announce(to) {
      outlet.wake();
      const targets =
        "official" in to
          ? [{ personId: to.official }]
          : "group" in to
            ? [{ group: to.group }]
            : [...new Set([...(to.personIds ?? []), ...personOf(to.owner)])].map((personId) => ({
                personId,
              }));
      if (targets.length === 0) return;
      // as the bell counts: things to do. Nobody in particular asks here: what no capacity has read yet
      const newest = await collection.find({
        filter: { and: [{ eq: ["to", addressKey(to)] }, { eq: ["kind", "todo"] }] },
        sort: ["-at"],
        limit: listed,
      });
      const unread = newest.rows.filter((message) => message.readBy.length === 0).length;
      events.publish({ to: targets, event: { kind: "message", unread } });
    },
    async send(message) {
      try {
        await store.transaction((tx) => service.notify(tx, message));
      } catch (error) {
        if (error instanceof ConflictError) return;
        throw error;
      }
      await service.announce(message.to);
    },
    async list(actor, view) {
      const addresses = addressesOf(actor);
      if (addresses.length === 0) return { rows: [], unread: 0 };
      const filter: Filter =
        view === undefined ? mine(actor) : { and: [mine(actor), { eq: ["kind", view] }] };
      const [page, unread] = await Promise.all([
        collection.find({ filter, sort: ["-at"], limit: listed }),
        service.unread(actor),
      ]);
      return { rows: page.rows.map((message) => wire(message, actor.capacityId)), unread };
    },
    async read(actor, id) {
      for (;;) {
        const message = await collection.get(id);
        if (message === null || !addressesOf(actor).includes(message.to))
          throw new NotFoundError(texts.noMessage);
        if (message.readBy.includes(actor.capacityId)) return wire(message, actor.capacityId);
        const read = { ...message, readBy: [...message.readBy, actor.capacityId] };
        try {
          await store.transaction((tx) => tx.update(messages, read));
        } catch (error) {
          if (error instanceof ConflictError) continue; // somebody of the same group read it at the same time
          throw error;
        }
        const unread = await service.unread(actor);
        events.publish({ to: [{ personId: actor.personId }], event: { kind: "message", unread } });
        return wire(read, actor.capacityId);
      }
    },
    async unread(actor) {
      const addresses = addressesOf(actor);
      return addresses.length === 0 ? 0 : unreadOf(addresses, actor.capacityId);
    },
    async unhandled(actor) {
      const addresses = addressesOf(actor);
      if (addresses.length === 0) return 0;
      return collection.count({
        and: [
          { in: ["to", addresses] },
          { eq: ["kind", "todo"] },
          { not: { contains: ["readBy", actor.capacityId] } },
        ],
      });
    },
    async ofCase(caseNo, owner) {
      const page = await collection.find({
        filter: { and: [{ eq: ["caseNo", caseNo] }, { eq: ["to", owner] }] },
        sort: ["-at"],
        limit: listed,
      });
      return page.rows.map(({ id, at, title, body }) => ({ id, at: isoInstant(at), title, body }));
    },
  };
  return service;
}

function personOf(owner: string): string[] {
  return owner.startsWith("person:") ? [owner.slice("person:".length)] : [];
}
