import type { AuditArea } from "../audit/index.ts";
import { isoInstant, localDate } from "../clocks/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { LicencesService } from "./contract.ts";
import { faceValue } from "./face-value.ts";
import { createLicenceIssuing, typeById } from "./issuing.ts";
import { licences, licenceUses, registerOutages } from "./model.ts";
import type { LicenceUseDocument, StoredLicence } from "./model.ts";
import type { LicenceContent, LicenceFactsOf, LicenceReaders } from "./ports.ts";
import { texts } from "./texts.ts";
import { createVerifying } from "./verifying.ts";
import { cardOf, isValid, maskedNumber, statusToday, whyNotValid } from "./wire.ts";

export function createLicencesService(options: {
  platform: Platform;
  audit: AuditArea;
  content: LicenceContent;
  facts: () => LicenceFactsOf;
  /** May the actor, who is not the holder, see a licence that an item of this case made or that stands for a material of it? */
  mayRead: () => LicenceReaders;
}): LicencesService {
  const { audit, content } = options;
  const { store, clock, ids, config } = options.platform;
  const collection = store.collection(licences);
  const uses = store.collection(licenceUses);
  const outages = store.collection(registerOutages);
  const today = (): string => localDate(clock.now());

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
  /** A post sees the uses by cases whose item of its department uses the material; the holder sees all. */
  const usesSeenBy = async (actor: Actor, licence: StoredLicence): Promise<LicenceUseDocument[]> => {
    const page = await uses.find({ filter: { eq: ["licenceId", licence.id] }, sort: ["-at"], limit: 500 });
    if (actor.capacityKind !== "post") return page.rows;
    const seen = await Promise.all(
      page.rows.map((use) => options.mayRead().material(actor, use.caseNo, use.materialId)),
    );
    return page.rows.filter((_, index) => seen[index]);
  };
  /** A department sees a licence that its item has made, or that stands for a material that its item uses. */
  const readsByCase = async (actor: Actor, licence: StoredLicence): Promise<boolean> => {
    if (actor.capacityKind !== "post") return false;
    const { caseNo, caseItemId } = licence;
    if (caseNo !== null && caseItemId !== null && (await options.mayRead().item(actor, caseNo, caseItemId)))
      return true;
    return (await usesSeenBy(actor, licence)).length > 0;
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
  return {
    ...createLicenceIssuing(options),
    ...createVerifying(options.platform, content),
    own,
    verifyUrl,
    typeOf: (licence) => typeById(content, licence.type),
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
      const type = typeById(content, licence.type);
      const seen = await usesSeenBy(actor, licence);
      const url = verifyUrl(licence.identifier);
      return {
        ...cardOf(licence, today(), seen.length),
        elements: type.elements
          .filter((element) => (licence.elements[element.id] ?? "") !== "")
          .map((element) => ({
            label: { zh: element.id, en: element.en },
            value: faceValue(content, element, licence.elements[element.id] ?? ""),
          })),
        usedBy: seen.map((use) => ({ at: isoInstant(use.at), caseNo: use.caseNo, what: use.what })),
        verifyUrl: url,
        qr: await qr(url),
        hasFile: true,
      };
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
