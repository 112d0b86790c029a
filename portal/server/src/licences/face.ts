/** A licence as a page to print: its face template over its elements, with seal and code. */
import type { Platform } from "../platform/platform.ts";
import { faceValue } from "./face-value.ts";
import type { StoredLicence } from "./model.ts";
import type { LicenceContent, LicencePress, LicenceType } from "./ports.ts";

export async function facePdf(options: {
  platform: Platform;
  content: LicenceContent;
  press: LicencePress;
  licence: StoredLicence;
  type: LicenceType;
  verifyUrl: string;
  qr: string;
}): Promise<Uint8Array> {
  const { licence, type, content, press, verifyUrl, qr, platform } = options;
  const organ = content.organ(licence.issuer.id);
  const purpose = content.seal("approval");
  const sample = platform.config.demo;
  const elements = type.elements.map((element) => ({
    id: element.id,
    label: element.id,
    en: element.en,
    value: faceValue(content, element, licence.elements[element.id] ?? ""),
  }));
  const byName = Object.fromEntries(elements.map(({ id, value }) => [id, value]));
  const { html } = await press.html(`licences/${type.face}`, {
    licence: {
      type: licence.type,
      name: licence.name,
      number: licence.number,
      identifier: licence.identifier,
      issuedOn: licence.issuedOn,
      from: licence.validFrom,
      until: licence.validUntil,
      validFrom: licence.validFrom,
      validUntil: licence.validUntil,
      trust: licence.trust,
      holder: licence.holder,
      issuer: { name: licence.issuer.name, code: licence.issuer.code },
      caseNo: licence.caseNo,
      elements,
      face: byName,
    },
    elements: byName,
    document: {
      title: licence.name,
      number: licence.number,
      date: licence.issuedOn,
      kind: licence.type,
      organ: {
        name: organ?.full ?? licence.issuer.name,
        short: organ?.name ?? licence.issuer.name,
        code: licence.issuer.code,
      },
      seal: purpose,
      qr,
      verifyUrl,
      sample,
    },
    __seal: { organ: licence.issuer.name.zh, purpose: purpose?.zh ?? "", sample },
  });
  return press.pdf(html, { title: licence.name.zh });
}
