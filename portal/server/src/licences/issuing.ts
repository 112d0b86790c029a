/** Numbers and writes licences: serials without gaps, identifier with check character, validity by the type's rule. */
import type { AuditArea } from "../audit/index.ts";
import { licenceNumber } from "../catalogue/index.ts";
import { lastDayOfYears, localDate } from "../clocks/index.ts";
import { AppError, ConflictError, NotFoundError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { LicencesService, NewLicence } from "./contract.ts";
import { elementsFrom } from "./elements.ts";
import { makeIdentifier } from "./identifier.ts";
import { licences, type LicenceDocument, type StoredLicence } from "./model.ts";
import { serialScope } from "./number-pattern.ts";
import type { LicenceContent, LicenceFactsOf, LicenceIssuer, LicenceType } from "./ports.ts";
import { texts } from "./texts.ts";

export function createLicenceIssuing(options: {
  platform: Platform;
  audit: AuditArea;
  content: LicenceContent;
  facts: () => LicenceFactsOf;
}): Pick<LicencesService, "issue" | "issueForItem"> {
  const { audit, content } = options;
  const { store, clock, ids } = options.platform;
  const collection = store.collection(licences);
  const today = (): string => localDate(clock.now());
  const issuerBy = (id: string): LicenceIssuer => {
    const issuer = content.organ(id);
    if (issuer === null)
      throw new AppError({ code: "licence-issuer", status: 500, detail: texts.noIssuer(id) });
    return issuer;
  };
  const byKey = (key: string): Promise<StoredLicence | null> =>
    collection.first({ filter: { eq: ["key", key] } });

  const issue = async (request: NewLicence): Promise<StoredLicence> => {
    const known = await byKey(request.key);
    if (known !== null) return known;
    const type = typeById(content, request.type);
    const issuer = issuerBy(type.issuer);
    const issuedOn = request.issuedOn ?? today();
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
            validUntil:
              request.until ??
              (type.validity === "long" ? null : lastDayOfYears(request.from, type.validity.years)),
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
    issue,
    async issueForItem(caseItemId, typeId) {
      const facts = await options.facts()(caseItemId);
      if (facts === null) throw new NotFoundError(texts.noCase);
      const type = typeById(content, typeId);
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
  };
}

/** Throws AppError `licence-type` when the content has no such type. */
export function typeById(content: LicenceContent, id: string): LicenceType {
  const type = content.licenceType(id);
  if (type === null) throw new AppError({ code: "licence-type", status: 500, detail: texts.noType(id) });
  return type;
}
