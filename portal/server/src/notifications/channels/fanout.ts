/** From a message to the addresses it goes to: whose it is, what they chose, which of their addresses are verified. */
import type { StoredEnterprise, StoredPerson } from "../../identity/index.ts";
import { ConflictError } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Transaction } from "../../platform/store/port.ts";
import type { Text } from "../../platform/text.ts";
import { choiceKey, officialOf } from "../addressee.ts";
import type { SealedTexts } from "../sealed-text.ts";
import type { MessageContent } from "../workers.ts";
import { compose, placeLink } from "./compose.ts";
import { maskPhone } from "./mask.ts";
import { contacts, defaultContact, deliveries, fanouts } from "./model.ts";
import type { ContactDocument, DeliveryDocument, Fanout } from "./model.ts";
import type { Channel } from "./ports.ts";
import { inDigest, sendAt, type MessageEvent } from "./timing.ts";

/** What the identity area knows of people. */
export interface PeopleOfMessages {
  person(id: string): Promise<StoredPerson | null>;
  enterprise(id: string): Promise<StoredEnterprise | null>;
  membersOf(group: string): Promise<{ personId: string }[]>;
}

export interface Fanouts {
  /** Adds the sending to the transaction of the message itself. */
  add(
    tx: Transaction,
    message: {
      to: string;
      personIds: string[];
      event: MessageEvent;
      urgent: boolean;
      title: Text;
      href: string;
      key: string;
    },
  ): void;
  /** Finds the addresses of what was added; false when nothing was left. */
  spread(): Promise<boolean>;
}

export interface OwnAddress {
  channel: Channel;
  sealed: string;
  masked: string;
  /** From the account, not entered here. */
  account: boolean;
}

/** Verified addresses: those that a code proved, and the telephone of the real-name account. */
export function addressesFor(
  contact: ContactDocument,
  person: Pick<StoredPerson, "phone">,
  sealed: SealedTexts,
): OwnAddress[] {
  const phone: OwnAddress[] =
    contact.phone !== null
      ? [{ channel: "sms", sealed: contact.phone.sealed, masked: contact.phone.masked, account: false }]
      : person.phone === null || person.phone === ""
        ? []
        : [
            {
              channel: "sms",
              sealed: sealed.seal(person.phone),
              masked: maskPhone(person.phone),
              account: true,
            },
          ];
  return contact.mail === null
    ? phone
    : [
        ...phone,
        { channel: "mail", sealed: contact.mail.sealed, masked: contact.mail.masked, account: false },
      ];
}

/** What holds in a capacity: chosen in it, or for all. */
export function choicesFor(contact: ContactDocument, keys: readonly string[]): ContactDocument["choices"] {
  return keys.flatMap((key) => contact.byCapacity?.[key] ?? [])[0] ?? contact.choices;
}

/** Service cannot be turned off; the rest is the person's choice. */
export function wanted(
  contact: ContactDocument,
  channel: Channel,
  event: MessageEvent,
  /** Address of the message. */
  to: string,
): boolean {
  if (event === "service" || event === "asked") return true;
  return choicesFor(contact, [choiceKey(to)])[channel][event];
}

const BATCH = 100;

export function createFanouts(parts: {
  platform: Platform;
  content: MessageContent;
  people: PeopleOfMessages;
  sealed: SealedTexts;
}): Fanouts {
  const { platform, content, people, sealed } = parts;
  const { store, clock, ids } = platform;
  const rows = store.collection(fanouts);
  const contactRows = store.collection(contacts);

  const peopleOf = async ({ to, personIds }: Fanout): Promise<string[]> => {
    const official = officialOf(to);
    if (official !== null) return [official];
    if (to.startsWith("group:"))
      return (await people.membersOf(to.slice("group:".length))).map(({ personId }) => personId);
    if (personIds.length > 0) return personIds;
    if (to.startsWith("person:")) return [to.slice("person:".length)];
    const enterprise = await people.enterprise(to.slice("enterprise:".length));
    return enterprise?.members.map(({ personId }) => personId) ?? [];
  };
  const planned = async (fanout: Fanout): Promise<(DeliveryDocument & { id: string })[]> => {
    const { event, urgent } = fanout;
    const found: (DeliveryDocument & { id: string })[] = [];
    for (const personId of new Set(await peopleOf(fanout))) {
      const person = await people.person(personId);
      if (person === null || !person.active) continue;
      const contact = (await contactRows.get(personId)) ?? defaultContact;
      for (const address of addressesFor(contact, person, sealed)) {
        if (!wanted(contact, address.channel, event, fanout.to)) continue;
        const { language } = person;
        const template = event === "asked" ? "act" : event;
        const { subject, text } = compose(content, template, language, {
          link: placeLink(platform.config.publicUrl, language, fanout.href),
        });
        found.push({
          id: ids.next(),
          channel: address.channel,
          state: "waiting",
          event,
          personId,
          sealedTo: address.sealed,
          maskedTo: address.masked,
          language,
          subject,
          sealedText: sealed.seal(text),
          digest: inDigest(event, contact, urgent),
          tries: 0,
          nextAt: sendAt(clock.now(), event, contact, urgent),
          error: null,
          at: fanout.at,
          doneAt: null,
          key: `${fanout.key}:${address.channel}:${personId}`,
        });
      }
    }
    return found;
  };

  return {
    add(tx, message) {
      tx.insert(fanouts, { id: ids.next(), at: clock.now(), ...message });
    },
    async spread() {
      const page = await rows.find({ sort: ["at"], limit: BATCH });
      for (const fanout of page.rows) {
        const found = await planned(fanout).catch((error: unknown) => {
          // the message stands in the portal all the same
          platform.log.error({ err: error, message: fanout.key }, "a message cannot go out");
          return [];
        });
        try {
          await store.transaction((tx) => {
            for (const delivery of found) tx.insert(deliveries, delivery);
            tx.remove(fanouts, fanout);
          });
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
          // the same message was told by these addresses already
          await store.transaction((tx) => tx.remove(fanouts, fanout));
        }
      }
      return page.rows.length > 0;
    },
  };
}
