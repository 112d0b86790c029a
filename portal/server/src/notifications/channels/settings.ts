/** What a person wants to get by which channel, and the addresses that a code has proved. */
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant } from "../../clocks/index.ts";
import { AppError, InvalidError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Transaction } from "../../platform/store/port.ts";
import type { AddressRequest, MessageSettings, SettingsRequest } from "../api.ts";
import { choiceKeysOf } from "../addressee.ts";
import type { SealedTexts } from "../sealed-text.ts";
import type { MessageContent } from "../workers.ts";
import { CODE_LIFE_MS, CODE_TRIES, CODES_AN_HOUR, codeHash, codeHolds, newCode } from "./codes.ts";
import { compose } from "./compose.ts";
import { addressesFor, choicesFor, type PeopleOfMessages } from "./fanout.ts";
import { maskMail, maskPhone } from "./mask.ts";
import { contacts, defaultContact, deliveries } from "./model.ts";
import type { ContactDocument, StoredContact } from "./model.ts";
import { channelTexts } from "./texts.ts";

const HOUR_MS = 3_600_000;
const PHONE = /^1\d{10}$/;
const MAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}\.[^\s@<>".]{2,}$/;

export type MessageSettingsService = ReturnType<typeof createMessageSettings>;

export function createMessageSettings(parts: {
  platform: Platform;
  audit: Pick<AuditArea, "record">;
  content: MessageContent;
  people: PeopleOfMessages;
  sealed: SealedTexts;
  /** After a commit that wrote something to send. */
  wake: () => void;
}) {
  const { platform, audit, content, people, sealed, wake } = parts;
  const { store, clock, ids } = platform;
  const rows = store.collection(contacts);
  const key = platform.secret("message-codes");

  const keep = (
    tx: Transaction,
    personId: string,
    stored: StoredContact | null,
    next: ContactDocument,
  ): void => {
    if (stored === null) tx.insert(contacts, { ...next, id: personId });
    else tx.update(contacts, { ...next, id: personId, version: stored.version });
  };
  const recorded = (tx: Transaction, actor: Actor, verb: string, data: Record<string, unknown>): void =>
    audit.record(tx, {
      actor,
      action: `notifications.${verb}`,
      thing: { kind: "person", id: actor.personId },
      data,
    });

  const wire = async (actor: Actor): Promise<MessageSettings> => {
    const contact = (await rows.get(actor.personId)) ?? defaultContact;
    const person = await people.person(actor.personId);
    const own = addressesFor(contact, { phone: person?.phone ?? null }, sealed);
    const address = (channel: "mail" | "sms") => {
      const found = own.find((one) => one.channel === channel);
      return found === undefined ? null : { masked: found.masked, account: found.account };
    };
    const { pending } = contact;
    return {
      choices: choicesFor(contact, choiceKeysOf(actor)),
      quiet: contact.quiet,
      digest: contact.digest,
      addresses: { mail: address("mail"), sms: address("sms") },
      pending:
        pending === null || pending.until <= clock.now()
          ? null
          : { channel: pending.channel, masked: pending.masked, until: isoInstant(pending.until) },
      serviceReason: channelTexts.serviceLaw,
    };
  };

  return {
    settings: wire,
    async save(actor: Actor, { choices, quiet, digest }: SettingsRequest): Promise<MessageSettings> {
      const stored = await rows.get(actor.personId);
      await store.transaction((tx) => {
        const before = stored ?? defaultContact;
        const own = Object.fromEntries(choiceKeysOf(actor).map((key) => [key, choices]));
        keep(tx, actor.personId, stored, {
          ...before,
          byCapacity: { ...before.byCapacity, ...own },
          quiet,
          digest,
        });
        recorded(tx, actor, "settings", { choices, quiet, digest, capacity: actor.capacityId });
      });
      return wire(actor);
    },
    /** Sends a code to an address that is not used before it comes back. */
    async ask(actor: Actor, { channel, address }: AddressRequest): Promise<MessageSettings> {
      const to = address.trim();
      const fault =
        channel === "mail"
          ? MAIL.test(to)
            ? null
            : channelTexts.badMail
          : PHONE.test(to)
            ? null
            : channelTexts.badPhone;
      if (fault !== null)
        throw new InvalidError(fault, [{ pointer: "/address", code: "format", detail: fault }], "address");
      const now = clock.now();
      const stored = await rows.get(actor.personId);
      const contact = stored ?? defaultContact;
      const recent = contact.codesSent.filter((at) => at > now - HOUR_MS);
      if (recent.length >= CODES_AN_HOUR)
        throw new AppError({ code: "too-many-codes", status: 429, detail: channelTexts.tooMany });
      const code = newCode();
      const masked = channel === "mail" ? maskMail(to) : maskPhone(to);
      const { subject, text } = compose(content, "code", actor.language, { code });
      const deliveryId = ids.next();
      await store.transaction((tx) => {
        keep(tx, actor.personId, stored, {
          ...contact,
          codesSent: [...recent, now],
          pending: {
            channel,
            sealed: sealed.seal(to),
            masked,
            codeHash: codeHash(key, actor.personId, code),
            until: now + CODE_LIFE_MS,
            tries: 0,
          },
        });
        tx.insert(deliveries, {
          id: deliveryId,
          channel,
          state: "waiting",
          event: "asked",
          personId: actor.personId,
          sealedTo: sealed.seal(to),
          maskedTo: masked,
          language: actor.language,
          subject,
          sealedText: sealed.seal(text),
          digest: false,
          tries: 0,
          nextAt: now,
          error: null,
          at: now,
          doneAt: null,
          key: `code:${deliveryId}`,
        });
        recorded(tx, actor, "askCode", { channel });
      });
      wake();
      return wire(actor);
    },
    /** The code has come back: the address is used from now on. */
    async verify(actor: Actor, code: string): Promise<MessageSettings> {
      const stored = await rows.get(actor.personId);
      const pending = stored?.pending ?? null;
      if (stored === null || pending === null) throw new StateError(channelTexts.noPending, {}, "no-pending");
      if (pending.until <= clock.now() || pending.tries >= CODE_TRIES)
        throw new StateError(channelTexts.oldCode, {}, "code-old");
      if (!codeHolds(key, actor.personId, code.trim(), pending.codeHash)) {
        await store.transaction((tx) => {
          tx.update(contacts, { ...stored, pending: { ...pending, tries: pending.tries + 1 } });
          recorded(tx, actor, "verifyFailed", { channel: pending.channel });
        });
        throw new InvalidError(
          channelTexts.badCode,
          [{ pointer: "/code", code: "wrong", detail: channelTexts.badCode }],
          "code-wrong",
        );
      }
      const proved = { sealed: pending.sealed, masked: pending.masked, verifiedAt: clock.now() };
      await store.transaction((tx) => {
        tx.update(contacts, {
          ...stored,
          pending: null,
          ...(pending.channel === "mail" ? { mail: proved } : { phone: proved }),
        });
        recorded(tx, actor, "verified", { channel: pending.channel });
      });
      return wire(actor);
    },
    /** Forgets an entered address; the account's own telephone stays. */
    async forget(actor: Actor, channel: "mail" | "sms"): Promise<MessageSettings> {
      const stored = await rows.get(actor.personId);
      if (stored !== null)
        await store.transaction((tx) => {
          tx.update(contacts, { ...stored, ...(channel === "mail" ? { mail: null } : { phone: null }) });
          recorded(tx, actor, "forgetAddress", { channel });
        });
      return wire(actor);
    },
  };
}
