/** Signatures of an application: who is asked, reminded, replaced, and what becomes of it when the content changes. */
import type { AuditArea } from "../../audit/index.ts";
import { localDate } from "../../clocks/index.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Transaction } from "../../platform/store/port.ts";
import type { Text } from "../../platform/text.ts";
import type { CatalogueNeeds, NotificationNeeds, PackageSigner } from "../needs.ts";
import type { AskRequest, Asked, SignaturePage, SignRequest } from "./api.ts";
import { active, signatures } from "./model.ts";
import type { SignatureDocument, StoredSignature } from "./model.ts";
import { answerable, lackingOf, notAsked, sameName, statusOf, wireSeat } from "./seats.ts";
import { blockedBy, currentHash, signedNames } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { signatureTexts as texts } from "./texts.ts";
import { newToken } from "./token.ts";

const DAY_MS = 86_400_000;
const SEATS = 50;
/** Each reminder is a text message to somebody who has not asked for one. */
const BETWEEN_REMINDERS_MS = 10 * 60_000;

export type SignatureService = ReturnType<typeof createSignatureService>;

export function createSignatureService(parts: {
  platform: Platform;
  audit: AuditArea;
  catalogue: CatalogueNeeds;
  notifications: NotificationNeeds;
}) {
  const { platform, audit, catalogue, notifications } = parts;
  const { store, ids } = platform;
  const rows = store.collection(signatures);
  const now = (): number => platform.clock.now();

  /** Seats of a subject; those that a case was filed or corrected with are the case's. */
  const seatsOf = async (key: string): Promise<StoredSignature[]> => {
    const found = await rows.find({ filter: { eq: ["subject", key] }, sort: ["id"], limit: 200 });
    return found.rows.filter((seat) => !seat.kept);
  };
  const signerOf = (subject: Subject, id: string): PackageSigner => {
    const signer = subject.signers.find((entry) => entry.id === id);
    if (signer === undefined) throw new NotFoundError(texts.unknownSigner);
    return signer;
  };
  const openSubject = (subject: Subject): void => {
    if (!subject.open) throw new StateError(texts.over);
  };
  const seatOf = async (subject: Subject, id: string): Promise<StoredSignature> => {
    const seat = await rows.get(id);
    if (seat === null || seat.subject !== subject.key || active([seat]).length === 0)
      throw new NotFoundError(texts.noSeat);
    return seat;
  };
  /** Who it is by the form, where the package says so. */
  const personOf = (subject: Subject, signer: PackageSigner, key: "name" | "phone"): string | null => {
    const expression = signer.person[key];
    return expression === null
      ? null
      : catalogue.textOf(subject.content.id, expression, subject.facts, subject.version);
  };
  /** Whom to ask next: who signed before and is not asked yet, or who it is by the form. */
  const suggested = (
    subject: Subject,
    signer: PackageSigner,
    seats: readonly StoredSignature[],
  ): { name: string | null; phone: string | null } => {
    const waiting = notAsked(signer, subject.known, seats)[0];
    return waiting === undefined
      ? { name: personOf(subject, signer, "name"), phone: personOf(subject, signer, "phone") }
      : { name: waiting.name, phone: waiting.phone };
  };
  const partyOf = (
    subject: Subject,
    signer: PackageSigner,
    given: Omit<AskRequest, "signer">,
  ): SignatureDocument["party"] => {
    const faults: FieldProblem[] = [];
    const fault = (pointer: string, code: string, detail: Text): void =>
      void faults.push({ pointer, code, detail });
    const name = given.name.trim();
    const phone = given.phone.replace(/[\s-]/g, "");
    const expected = signer.several ? null : personOf(subject, signer, "name");
    if (name === "") fault("/name", "required", texts.nameMissing);
    else if (expected !== null && !sameName(expected, name))
      fault("/name", "name-differs", texts.nameDiffers(expected));
    if (!signer.ways.includes(given.way)) fault("/way", "way", texts.way);
    if (given.way === "link" && !/^1[3-9]\d{9}$/.test(phone)) fault("/phone", "phone", texts.phone);
    if (faults.length > 0) throw new InvalidError(texts.notSignable, faults);
    return { name, phone: given.way === "link" ? phone : "" };
  };

  const linkOf = (token: string): string => `${platform.config.publicUrl}/sign/${token}`;
  const askText = (subject: Subject, seat: SignatureDocument, kind: "ask" | "void") =>
    kind === "ask"
      ? {
          title: texts.ask.title(seat.role),
          body: texts.ask.body(subject.applicant, subject.title, localDate(seat.until)),
        }
      : { title: texts.voidParty.title, body: texts.voidParty.body(subject.applicant, subject.title) };
  /** Sends a fresh link with the change of the seat; earlier links of the seat die with it. */
  const sendLink = (
    tx: Transaction,
    subject: Subject,
    seat: SignatureDocument & { id: string },
    token: string,
    kind: "ask" | "void",
  ): void => {
    if (seat.way !== "link") return;
    notifications.notifyGuest(tx, {
      to: seat.party,
      ...askText(subject, seat, kind),
      link: linkOf(token),
      key: `sign:${seat.id}:${seat.tokenHash.slice(0, 16)}`,
    });
  };
  const fresh = (signer: PackageSigner): { token: string; tokenHash: string; until: number } => ({
    ...newToken(),
    until: now() + signer.days * DAY_MS,
  });
  const tellApplicant = (
    tx: Transaction,
    subject: Subject,
    seat: StoredSignature,
    what: "signed" | "declined" | "disputed" | "void",
    body: Text,
  ): void =>
    notifications.notify(tx, {
      to: { owner: subject.ownerKey, personIds: subject.personIds },
      kind: what === "signed" ? "news" : "todo",
      title: texts.told[what](seat.role, seat.party.name),
      body,
      href: subject.href,
      caseNo: subject.caseNo,
      key: `signature:${seat.id}:${what}:${seat.contentVersion}:${now()}`,
    });
  const announce = (subject: Subject): void => {
    for (const personId of subject.personIds)
      platform.events.publish({ to: [{ personId }], event: { kind: "draft", key: subject.key } });
    void notifications
      .announce({ owner: subject.ownerKey, personIds: subject.personIds })
      .catch((error: unknown) => platform.log.warn({ err: error }, "the applicant was not told at once"));
  };
  const recorded = (
    tx: Transaction,
    actor: Actor | null,
    verb: string,
    seat: Pick<StoredSignature, "id" | "subject" | "signer" | "contentVersion" | "hash" | "way">,
    data: Record<string, unknown> = {},
  ): void =>
    audit.record(tx, {
      actor,
      ...(actor === null ? { by: `signatory:${seat.id}` } : {}),
      action: `signatures.${verb}`,
      thing: { kind: "signature", id: seat.id },
      data: {
        subject: seat.subject,
        signer: seat.signer,
        way: seat.way,
        version: seat.contentVersion,
        hash: seat.hash,
        ...data,
      },
    });

  /** Notes a change of the content: a signature of another content is void, and both are told. May come twice. */
  const follow = async (subject: Subject): Promise<void> => {
    if (!subject.open) return;
    const signers = subject.signers;
    for (const seat of active(await seatsOf(subject.key))) {
      const signer = signers.find((entry) => entry.id === seat.signer);
      if (signer === undefined) continue;
      const hash = currentHash(subject, signer);
      if (hash === seat.hash) continue;
      const wasSigned = seat.state === "signed";
      const asksAgain = wasSigned || seat.state === "disputed";
      const { token, ...link } = fresh(signer);
      const next: StoredSignature = {
        ...seat,
        hash,
        contentVersion: seat.contentVersion + 1,
        ...(asksAgain ? { ...link, state: wasSigned ? "void" : "asked", reason: null, openedAt: null } : {}),
      };
      try {
        await store.transaction((tx) => {
          tx.update(signatures, next);
          if (!asksAgain) return;
          sendLink(tx, subject, next, token, wasSigned ? "void" : "ask");
          recorded(tx, null, wasSigned ? "void" : "askAgain", next, { before: seat.hash });
          if (wasSigned) tellApplicant(tx, subject, next, "void", texts.told.voidBody);
        });
      } catch (error) {
        if (error instanceof ConflictError) continue; // somebody else noted it, or answered meanwhile
        throw error;
      }
      if (asksAgain) announce(subject);
    }
  };

  /** What filing still lacks, per signer that the situation needs. */
  const lacking = async (subject: Subject): Promise<{ signer: PackageSigner; why: Text[] }[]> => {
    const due = subject.signers;
    if (due.length === 0) return [];
    const seats = await seatsOf(subject.key);
    return due
      .map((signer) => ({
        signer,
        why: [
          ...lackingOf(signer, seats, currentHash(subject, signer), now()),
          ...(active(seats).some((seat) => seat.signer === signer.id)
            ? notAsked(signer, subject.known, seats).map(({ name }) => texts.lacks.again(signer.name, name))
            : []),
        ],
      }))
      .filter(({ why }) => why.length > 0);
  };

  const page = async (subject: Subject, actor: Actor): Promise<SignaturePage> => {
    const all = active(await seatsOf(subject.key));
    const due = subject.signers;
    const complete = (await lacking(subject)).length === 0;
    const signers = due.map((signer) => {
      const hash = currentHash(subject, signer);
      return {
        id: signer.id,
        name: signer.name,
        why: signer.why,
        signs: signedNames(subject, signer),
        statement: signer.statement,
        several: signer.several,
        ways: signer.ways,
        person: suggested(subject, signer, all),
        blocked: blockedBy(subject, signer),
        seats: all
          .filter((seat) => seat.signer === signer.id)
          .map((seat) => wireSeat(seat, hash, now(), actor.name)),
      };
    });
    return {
      subject: subject.key,
      title: subject.title,
      applicant: subject.applicant,
      signers,
      complete,
    };
  };

  const newSeat = (
    subject: Subject,
    signer: PackageSigner,
    given: Omit<AskRequest, "signer">,
    seats: readonly StoredSignature[],
  ): { seat: StoredSignature; token: string } => {
    const hash = currentHash(subject, signer);
    const known = seats.filter((entry) => entry.signer === signer.id);
    const { token, ...link } = fresh(signer);
    return {
      token,
      seat: {
        id: ids.next(),
        version: 1,
        subject: subject.key,
        caseNo: subject.caseNo,
        kept: false,
        signer: signer.id,
        role: signer.name,
        party: partyOf(subject, signer, given),
        way: given.way,
        state: "asked",
        ...(given.way === "link" ? link : { tokenHash: "", until: link.until }),
        hash,
        contentVersion:
          known.find((entry) => entry.hash === hash)?.contentVersion ??
          Math.max(0, ...known.map((entry) => entry.contentVersion)) + 1,
        signature: null,
        reason: null,
        askedAt: now(),
        remindedAt: null,
        openedAt: null,
      },
    };
  };
  /** A seat for one more person, or for another one `instead` of somebody; the same rules for both. */
  const seatFor = async (
    subject: Subject,
    signer: PackageSigner,
    given: Omit<AskRequest, "signer">,
    instead: StoredSignature | null,
  ): Promise<{ seat: StoredSignature; token: string }> => {
    const blocked = blockedBy(subject, signer);
    if (blocked !== null) throw new StateError(blocked, {}, "finish-first");
    const seats = await seatsOf(subject.key);
    const others = active(seats).filter((seat) => seat.signer === signer.id && seat.id !== instead?.id);
    const made = newSeat(subject, signer, given, seats);
    if (others.some((entry) => sameName(entry.party.name, made.seat.party.name)))
      throw new StateError(texts.twice, {}, "asked-already");
    if (others.length > 0 && !signer.several) throw new StateError(texts.taken, {}, "role-taken");
    if (seats.length >= SEATS) throw new StateError(texts.tooMany(SEATS), {}, "too-many-signers");
    return made;
  };
  const shown = async (
    subject: Subject,
    actor: Actor,
    seat: StoredSignature,
    token: string,
  ): Promise<Asked> => ({
    page: await page(subject, actor),
    link: seat.way === "link" ? linkOf(token) : null,
  });

  return {
    rows,
    seatsOf,
    signerOf,
    follow,
    lacking,
    page,
    tellApplicant,
    announce,
    recorded,

    /** Asks one more person. Throws StateError while what they would sign is not finished. */
    async ask(subject: Subject, actor: Actor, given: AskRequest): Promise<Asked> {
      openSubject(subject);
      const signer = signerOf(subject, given.signer);
      const { seat, token } = await seatFor(subject, signer, given, null);
      await store.transaction((tx) => {
        tx.insert(signatures, seat);
        sendLink(tx, subject, seat, token, "ask");
        recorded(tx, actor, "ask", seat);
      });
      return shown(subject, actor, seat, token);
    },

    /** Sends a new link; the earlier one is dead. A declined seat cannot be reminded. */
    async remind(subject: Subject, actor: Actor, seatId: string): Promise<Asked> {
      openSubject(subject);
      const seat = await seatOf(subject, seatId);
      const signer = signerOf(subject, seat.signer);
      const status = statusOf(seat, currentHash(subject, signer), now());
      if (status === "signed") throw new StateError(texts.alreadySigned);
      if (status === "declined") throw new StateError(texts.lacks.declined(seat.role, seat.party.name));
      if (seat.remindedAt !== null && now() - seat.remindedAt < BETWEEN_REMINDERS_MS)
        throw new StateError(texts.remindedJustNow, {}, "reminded-just-now");
      const { token, ...link } = fresh(signer);
      const next: StoredSignature = {
        ...seat,
        ...(seat.way === "link" ? link : {}),
        state: seat.state === "disputed" ? "asked" : seat.state,
        reason: null,
        remindedAt: now(),
      };
      await store.transaction((tx) => {
        tx.update(signatures, next);
        sendLink(tx, subject, next, token, "ask");
        recorded(tx, actor, "remind", next);
      });
      return shown(subject, actor, next, token);
    },

    /** Somebody else is asked instead; the link of the former is dead at once. */
    async replace(
      subject: Subject,
      actor: Actor,
      seatId: string,
      given: Omit<AskRequest, "signer">,
    ): Promise<Asked> {
      openSubject(subject);
      const old = await seatOf(subject, seatId);
      const signer = signerOf(subject, old.signer);
      const { seat, token } = await seatFor(subject, signer, given, old);
      await store.transaction((tx) => {
        tx.update(signatures, { ...old, state: "replaced", tokenHash: "" });
        tx.insert(signatures, seat);
        sendLink(tx, subject, seat, token, "ask");
        recorded(tx, actor, "replace", seat, { instead: old.id });
      });
      return shown(subject, actor, seat, token);
    },

    async remove(subject: Subject, actor: Actor, seatId: string): Promise<SignaturePage> {
      openSubject(subject);
      const seat = await seatOf(subject, seatId);
      await store.transaction((tx) => {
        tx.update(signatures, { ...seat, state: "removed", tokenHash: "" });
        recorded(tx, actor, "remove", seat);
      });
      return page(subject, actor);
    },

    /** Signed in the person's own account, in the application itself. */
    async signHere(
      subject: Subject,
      actor: Actor,
      seatId: string,
      given: SignRequest,
    ): Promise<SignaturePage> {
      openSubject(subject);
      const seat = await seatOf(subject, seatId);
      if (seat.way !== "here") throw new StateError(texts.way);
      if (!sameName(actor.name, seat.party.name))
        throw new StateError(texts.otherAccount(seat.party.name), {}, "other-account");
      await this.sign(subject, seat, given, actor);
      return page(subject, actor);
    },

    /** The signature itself: of what was read, or not at all. Throws ConflictError when the content has changed. */
    async sign(
      subject: Subject,
      seat: StoredSignature,
      given: SignRequest,
      actor: Actor | null,
    ): Promise<void> {
      openSubject(subject);
      const signer = signerOf(subject, seat.signer);
      const hash = currentHash(subject, signer);
      const status = statusOf(seat, hash, now());
      if (status === "signed") throw new StateError(texts.alreadySigned, {}, "signed");
      if (!answerable(status)) throw new StateError(texts.notSignable, { status }, "not-signable");
      const blocked = blockedBy(subject, signer);
      if (blocked !== null) throw new StateError(blocked, {}, "finish-first");
      if (given.hash !== hash) {
        await follow(subject);
        throw new ConflictError(texts.changed, { current: { hash } }, "content-changed");
      }
      if (!sameName(given.name, seat.party.name))
        throw new InvalidError(texts.notSignable, [
          { pointer: "/name", code: "name-differs", detail: texts.wrongName(seat.party.name) },
        ]);
      const contentVersion = seat.hash === hash ? seat.contentVersion : seat.contentVersion + 1;
      const next: StoredSignature = {
        ...seat,
        state: "signed",
        hash,
        contentVersion,
        reason: null,
        signature: {
          at: now(),
          hash,
          contentVersion,
          name: given.name.trim(),
          personId: actor?.personId ?? null,
        },
      };
      await store.transaction((tx) => {
        tx.update(signatures, next);
        tellApplicant(tx, subject, next, "signed", texts.told.signedBody(contentVersion));
        recorded(tx, actor, "sign", next);
      });
      announce(subject);
    },
  };
}
