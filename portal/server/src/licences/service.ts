import type { AuditArea } from "../audit/index.ts";
import { licenceNumber } from "../catalogue/index.ts";
import { addDays, isoInstant, localDate } from "../clocks/index.ts";
import type { LicenceOffer } from "../materials/index.ts";
import { AppError, ConflictError, NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { LicenceCard, LicenceFace, Verification } from "./api.ts";
import { elementsFrom } from "./elements.ts";
import { faceValue } from "./face-value.ts";
import { makeIdentifier, readIdentifier } from "./identifier.ts";
import { licences, licenceUses, registerOutages, type LicenceDocument, type StoredLicence } from "./model.ts";
import { serialScope } from "./number-pattern.ts";
import type { LicenceContent, LicenceFactsOf, LicenceIssuer, LicenceType } from "./ports.ts";
import { texts } from "./texts.ts";
import { cardOf, isValid, labelOf, maskedHolder, statusToday, whyNotValid } from "./wire.ts";

export interface NewLicence {
  key: string;
  type: string;
  holder: { key: string; name: Text; code: string };
  elements: Record<string, string>;
  /** Dates; `until` null follows the type's rule, `for-good` overrides it. */
  from: string;
  until: string | null;
  caseNo: string | null;
  caseItemId: string | null;
  status?: LicenceDocument["status"];
  statusReason?: Text | null;
  by: string;
}
export interface HeldLicence {
  id: string;
  type: string;
  name: Text;
  status: string;
  elements: Record<string, string>;
  validUntil: string | null;
}

export interface LicencesService {
  list(actor: Actor): Promise<LicenceCard[]>;
  face(actor: Actor, id: string, qr: (url: string) => Promise<string>): Promise<LicenceFace>;
  /** The licence itself, when the actor holds it or a case of the actor's department made or used it. Audited. */
  own(actor: Actor, id: string, action: string): Promise<StoredLicence>;
  verify(text: string): Promise<Verification>;
  /** Licences of a holder, valid or not, newest first. */
  licencesOf(holder: { kind: "person" | "enterprise"; id: string }): Promise<HeldLicence[]>;
  /** The best of a type that the holders have; null when none. */
  offer(holders: string[], type: string): Promise<LicenceOffer | null>;
  recordUse(tx: Transaction, use: { licenceId: string; caseNo: string; what: Text; key: string }): void;
  /** Numbers and writes a licence; the same key once only. */
  issue(licence: NewLicence): Promise<StoredLicence>;
  issueForItem(caseItemId: string, type: string): Promise<StoredLicence>;
  ofItem(caseItemId: string): Promise<StoredLicence[]>;
  /** Licences that a case has brought, oldest first. */
  ofCase(caseNo: string): Promise<StoredLicence[]>;
  /** Looks the applicant's licence of a type up in the register. Null: the register is down. */
  check(caseItemId: string, type: string): Promise<"valid" | "invalid" | null>;
  /** Credit code or identity number of a holder, as the register has it. */
  codeOf(holderKey: string): Promise<string | null>;
  /** Changes the state of a licence, e.g. 07 revoked, with its reason. */
  setStatus(actor: Actor | null, id: string, status: LicenceDocument["status"], reason: Text): Promise<void>;
  setRegisterDown(type: string, down: boolean): Promise<void>;
  typeOf(licence: LicenceDocument): LicenceType;
  verifyUrl(identifier: string): string;
}

export function createLicencesService(options: {
  platform: Platform;
  audit: AuditArea;
  content: LicenceContent;
  facts: () => LicenceFactsOf;
  /** May the actor, who is not the holder, see licences that this case made or used? */
  mayReadCase: () => (actor: Actor, caseNo: string) => Promise<boolean>;
}): LicencesService {
  const { audit, content } = options;
  const { store, clock, ids, config } = options.platform;
  const collection = store.collection(licences);
  const uses = store.collection(licenceUses);
  const outages = store.collection(registerOutages);
  const today = (): string => localDate(clock.now());

  const typeBy = (id: string): LicenceType => {
    const type = content.licenceType(id);
    if (type === null) throw new AppError({ code: "licence-type", status: 500, detail: texts.noType(id) });
    return type;
  };
  const issuerBy = (id: string): LicenceIssuer => {
    const issuer = content.organ(id);
    if (issuer === null)
      throw new AppError({ code: "licence-issuer", status: 500, detail: texts.noIssuer(id) });
    return issuer;
  };
  const verifyUrl = (identifier: string): string => `${config.publicUrl}/v/${identifier}`;
  const byHolders = async (holders: string[], type?: string): Promise<StoredLicence[]> => {
    if (holders.length === 0) return [];
    const holder = { in: ["holderKey", holders] as [string, string[]] };
    const page = await collection.find({
      filter: type === undefined ? holder : { and: [holder, { eq: ["type", type] }] },
      limit: 500,
    });
    return page.rows.toSorted((a, b) => b.issuedOn.localeCompare(a.issuedOn));
  };
  /** A department sees a licence that a case of its own has made or used. */
  const readsByCase = async (actor: Actor, licence: StoredLicence): Promise<boolean> => {
    if (actor.capacityKind !== "post") return false;
    const used = await uses.find({ filter: { eq: ["licenceId", licence.id] }, limit: 500 });
    const numbers = new Set([
      ...used.rows.map(({ caseNo }) => caseNo),
      ...(licence.caseNo === null ? [] : [licence.caseNo]),
    ]);
    for (const caseNo of numbers) if (await options.mayReadCase()(actor, caseNo)) return true;
    return false;
  };
  const own = async (actor: Actor, id: string, action: string): Promise<StoredLicence> => {
    const licence = await collection.get(id);
    if (
      licence === null ||
      !(licence.holderKey === holderKeyOf(actor) || (await readsByCase(actor, licence)))
    )
      throw new NotFoundError(texts.noLicence);
    await audit.recordRead({ actor, action, thing: { kind: "licence", id } });
    return licence;
  };
  const usesOf = (id: string): Promise<number> => uses.count({ eq: ["licenceId", id] });
  const byKey = (key: string): Promise<StoredLicence | null> =>
    collection.first({ filter: { eq: ["key", key] } });

  const issue = async (request: NewLicence): Promise<StoredLicence> => {
    const known = await byKey(request.key);
    if (known !== null) return known;
    const type = typeBy(request.type);
    const issuer = issuerBy(type.issuer);
    const issuedOn = request.from < today() ? request.from : today();
    const year = issuedOn.slice(0, 4);
    const counter = `licence/${issuer.id}/${type.id}/${serialScope(type.number, year)}`;
    try {
      await store.transaction((tx) =>
        tx.next(counter, (serial) => {
          const id = ids.next();
          const licence: LicenceDocument = {
            key: request.key,
            type: type.id,
            name: type.name,
            number: licenceNumber(type.number, {
              serial,
              year: Number(year),
              facts: { uscc: request.holder.code, idNumber: request.holder.code },
            }),
            identifier: makeIdentifier({
              typeCode: type.code,
              issuerCode: issuer.uscc,
              serial: `${year}${String(serial).padStart(6, "0")}`,
              edition: "001",
            }),
            holderKey: request.holder.key,
            holder: { name: request.holder.name, code: request.holder.code },
            issuer: { id: issuer.id, name: issuer.full, code: issuer.uscc },
            issuedOn,
            validFrom: request.from,
            validUntil: request.until ?? lastDay(type, request.from),
            status: request.status ?? "01",
            statusReason: request.statusReason ?? null,
            statusSince: today(),
            trust: "A",
            elements: request.elements,
            caseNo: request.caseNo,
            caseItemId: request.caseItemId,
          };
          tx.insert(licences, { id, ...licence });
          audit.record(tx, {
            actor: null,
            by: request.by,
            action: "licences.issue",
            thing: { kind: "licence", id },
            data: { type: type.id, identifier: licence.identifier, item: request.caseItemId },
          });
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error; // the same job came twice at once
    }
    const issued = await byKey(request.key);
    if (issued === null) throw new ConflictError(texts.noLicence);
    return issued;
  };

  return {
    own,
    issue,
    verifyUrl,
    typeOf: (licence) => typeBy(licence.type),
    async list(actor) {
      const holder = holderKeyOf(actor);
      const rows = await byHolders(holder === null ? [] : [holder]);
      await audit.recordRead({
        actor,
        action: "licences.list",
        thing: { kind: "licence", id: holder ?? "none" },
        data: { rows: rows.length },
      });
      return Promise.all(rows.map(async (licence) => cardOf(licence, today(), await usesOf(licence.id))));
    },
    async face(actor, id, qr) {
      const licence = await own(actor, id, "licences.read");
      const type = typeBy(licence.type);
      const page = await uses.find({ filter: { eq: ["licenceId", id] }, sort: ["-at"], limit: 500 });
      const url = verifyUrl(licence.identifier);
      return {
        ...cardOf(licence, today(), page.rows.length),
        elements: type.elements
          .filter((element) => (licence.elements[element.id] ?? "") !== "")
          .map((element) => ({
            label: { zh: element.id, en: element.en },
            value: faceValue(content, element, licence.elements[element.id] ?? ""),
          })),
        usedBy: page.rows.map((use) => ({ at: isoInstant(use.at), caseNo: use.caseNo, what: use.what })),
        verifyUrl: url,
        qr: await qr(url),
        hasFile: true,
      };
    },
    async verify(text) {
      const answer = (
        result: Verification["result"],
        licence: Verification["licence"] = null,
      ): Verification => ({
        result,
        message: texts.verdict[result],
        checkedAt: isoInstant(clock.now()),
        licence,
      });
      const reading = readIdentifier(text);
      if (reading.kind === "other") return answer("foreign");
      if (reading.kind === "bad-check-digit") return answer("bad-check-digit");
      const licence = await collection.first({ filter: { eq: ["identifier", reading.identifier] } });
      if (licence === null) {
        const { typeCode, issuerCode } = reading.parts;
        const ours = content
          .licenceTypes()
          .some((type) => type.code === typeCode && content.organ(type.issuer)?.uscc === issuerCode);
        return answer(ours ? "not-found" : "foreign");
      }
      const day = today();
      const card = cardOf(licence, day, 0);
      // one that begins later is genuine and not struck off; its first day is said beside it
      return answer(statusToday(licence, day) === "01" ? "valid" : "not-valid", {
        name: licence.name,
        number: maskedNumber(licence),
        identifier: licence.identifier,
        issuer: licence.issuer.name,
        holderMasked: maskedHolder(licence.holder.name.zh),
        issuedOn: licence.issuedOn,
        validFrom: licence.validFrom,
        validUntil: licence.validUntil,
        statusLabel: labelOf(statusToday(licence, day)),
        statusReason: card.statusReason,
      });
    },
    async licencesOf({ kind, id }) {
      const rows = await byHolders([`${kind}:${id}`]);
      return rows.map(({ id: licenceId, type, name, elements, validUntil, ...licence }) => ({
        id: licenceId,
        type,
        name,
        status: statusToday({ type, name, elements, validUntil, ...licence }, today()),
        elements,
        validUntil,
      }));
    },
    async offer(holders, type) {
      const found = await byHolders(holders, type);
      const day = today();
      const best = found.find((licence) => isValid(licence, day)) ?? found[0];
      if (best === undefined) return null;
      const whyNot = whyNotValid(best, day);
      return {
        licenceId: best.id,
        label: texts.offer(best.name, maskedNumber(best)),
        validUntil: best.validUntil,
        usable: whyNot === null,
        whyNot,
      };
    },
    recordUse(tx, use) {
      tx.insert(licenceUses, { id: ids.next(), at: clock.now(), ...use });
    },
    async issueForItem(caseItemId, typeId) {
      const facts = await options.facts()(caseItemId);
      if (facts === null) throw new NotFoundError(texts.noCase);
      const type = typeBy(typeId);
      return issue({
        key: `item:${caseItemId}:${typeId}`,
        type: typeId,
        holder: facts.holder,
        elements: elementsFrom(type.elements, facts.data),
        from: facts.validity.from ?? today(),
        until: facts.validity.until,
        caseNo: facts.caseNo,
        caseItemId,
        by: "worker:licences.issue",
      });
    },
    async ofItem(caseItemId) {
      const page = await collection.find({ filter: { eq: ["caseItemId", caseItemId] }, limit: 50 });
      return page.rows;
    },
    async ofCase(caseNo) {
      const page = await collection.find({ filter: { eq: ["caseNo", caseNo] }, limit: 100 });
      return page.rows;
    },
    async check(caseItemId, type) {
      if ((await outages.first({ filter: { eq: ["type", type] } })) !== null) return null;
      const facts = await options.facts()(caseItemId);
      if (facts === null) throw new NotFoundError(texts.noCase);
      const day = today();
      const valid = (await byHolders(facts.holders, type)).some((licence) => isValid(licence, day));
      return valid ? "valid" : "invalid";
    },
    async codeOf(holderKey) {
      return (await byHolders([holderKey])).find(({ holder }) => holder.code !== "")?.holder.code ?? null;
    },
    async setStatus(actor, id, status, reason) {
      const licence = await collection.get(id);
      if (licence === null) throw new NotFoundError(texts.noLicence);
      await store.transaction((tx) => {
        tx.update(licences, { ...licence, status, statusReason: reason, statusSince: today() });
        audit.record(tx, {
          actor,
          by: "licences.setStatus",
          action: "licences.setStatus",
          thing: { kind: "licence", id },
          data: { from: licence.status, to: status },
        });
      });
    },
    async setRegisterDown(type, down) {
      const known = await outages.first({ filter: { eq: ["type", type] } });
      if (down === (known !== null)) return;
      await store.transaction((tx) => {
        if (known === null) tx.insert(registerOutages, { id: ids.next(), type, since: clock.now() });
        else tx.remove(registerOutages, known);
        audit.record(tx, {
          actor: null,
          by: "licences.setRegisterDown",
          action: "licences.setRegisterDown",
          thing: { kind: "register", id: type },
          data: { down },
        });
      });
    },
  };
}

function holderKeyOf(actor: Actor): string | null {
  if (actor.capacityKind === "self") return `person:${actor.personId}`;
  return actor.capacityKind === "enterprise" && actor.enterpriseId !== null
    ? `enterprise:${actor.enterpriseId}`
    : null;
}

/** Five years from 2026-03-12 end on 2031-03-11. */
function lastDay(type: LicenceType, from: string): string | null {
  if (type.validity === "long") return null;
  const [year = "", month = "", day = ""] = from.split("-");
  const same = `${String(Number(year) + type.validity.years).padStart(4, "0")}-${month}-${day}`;
  // 29 February has no like in most years: the day after its eve
  return month === "02" && day === "29" && new Date(`${same}T00:00:00Z`).getUTCDate() !== 29
    ? `${same.slice(0, 8)}28`
    : addDays(same, -1);
}

/** An identity card's number is the person's own: it is never shown whole to others. */
function maskedNumber(licence: LicenceDocument): string {
  return /^\d{17}[\dX]$/.test(licence.number)
    ? `${licence.number.slice(0, 6)}********${licence.number.slice(-4)}`
    : licence.number;
}
