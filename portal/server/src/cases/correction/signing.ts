/** A corrected part that somebody else had signed is signed anew, before it is handed in. */
import { contentsOf } from "../../materials/index.ts";
import { NotFoundError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { CaseCore } from "../case-core.ts";
import { factsOfCase } from "../case-facts.ts";
import type { FormCheck } from "../form-check.ts";
import { prunedForm } from "../form-fields.ts";
import { materialNeeds } from "../material-needs.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds, MaterialNeeds } from "../needs.ts";
import { currentHash, keptSeats, signersOf } from "../signatures/index.ts";
import type { Subject, SubjectSigning } from "../signatures/index.ts";
import { errorTexts } from "../texts.ts";
import { isOpen } from "./access.ts";
import { createCorrectedData } from "./merge.ts";
import { correctionId, corrections, stagedOwner } from "./model.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import { correctionTexts } from "./texts.ts";

/** Whether what is handed in is signed, and the signatures that go with it. */
export interface CorrectionSigning extends SubjectSigning {
  subjectOf: CorrectionSubjects["subjectOf"];
}
export type CorrectionSubjects = ReturnType<typeof createCorrectionSubjects>;

export function createCorrectionSubjects(parts: {
  platform: Platform;
  core: CaseCore;
  catalogue: CatalogueNeeds;
  materials: MaterialNeeds;
  formCheck: FormCheck;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}) {
  const { platform, core, catalogue, materials, ownCase } = parts;
  const correctedData = createCorrectedData(parts);
  const rows = platform.store.collection(corrections);

  /** The application as it will be once `points` are handed in; signers: those whose part is then another. */
  const subjectOf = async (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
    points: readonly StoredPoint[] = correction.points.filter((point) => isOpen(correction, items, point)),
  ): Promise<Subject> => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    if (content === null) throw new NotFoundError(errorTexts.noPackage);
    const { data } = await correctedData(theCase, correction, points);
    const key = stagedOwner(theCase.id, correction.n);
    const listed = new Set(
      points.flatMap((point) => (point.target.kind === "material" ? [point.target.materialId] : [])),
    );
    const staged = (await contentsOf(platform, key)).filter(
      (entry) => listed.has(entry.materialId) && entry.files.length > 0,
    );
    const there = await contentsOf(platform, `case:${theCase.id}`);
    const kept = await keptSeats(platform, theCase.id);
    const ids = theCase.situation.items.map((item) => item.id);
    const subject: Subject = {
      key,
      ownerKey: theCase.ownerKey,
      personIds: [theCase.filedBy.personId],
      href: `/cases/${theCase.id}/corrections/${correction.n}/signatures`,
      title: theCase.title,
      applicant: theCase.applicant.name,
      askedBy: theCase.filedBy.name,
      open: correction.points.some((point) => isOpen(correction, items, point)),
      finished: true,
      content,
      version: content.version,
      facts: factsOfCase({ ...theCase, data }),
      signers: [],
      known: kept.map((seat) => ({ signer: seat.signer, ...seat.party })),
      sections: content.sections
        .filter((section) => data[section.id] !== undefined)
        .map((section) => ({
          id: section.id,
          name: section.name,
          definition: prunedForm(
            catalogue.form(theCase.packageId, section.form, theCase.packageVersion),
            ids,
          ),
          complete: true,
        })),
      data,
      slots: await materials.slotsFor({
        key: `case:${theCase.id}`,
        version: theCase.version,
        holders: [],
        needs: materialNeeds(content, theCase.situation, []),
        open: false,
      }),
      materials: [
        ...there.filter((entry) => !staged.some((one) => one.materialId === entry.materialId)),
        ...staged,
      ],
      caseNo: theCase.id,
    };
    const before = new Set(
      signersOf(catalogue, { ...subject, facts: factsOfCase(theCase) }).map((signer) => signer.id),
    );
    return {
      ...subject,
      signers: signersOf(catalogue, subject).filter((signer) => {
        const signed = kept.filter((seat) => seat.signer === signer.id);
        // a case filed before its package had signers is not asked for them by a correction
        if (signed.length === 0) return !before.has(signer.id);
        const hash = currentHash(subject, signer);
        return signed.some((seat) => seat.signature?.hash !== hash);
      }),
    };
  };

  const loaded = async (theCase: StoredCase, n: number): Promise<Subject> => {
    const correction = await rows.get(correctionId(theCase.id, n));
    if (correction === null) throw new NotFoundError(correctionTexts.noCorrection);
    return subjectOf(theCase, correction, await core.itemsOf(theCase.id));
  };

  return {
    subjectOf,
    ofActor: async (actor: Actor, no: string, n: number): Promise<Subject> =>
      loaded(await ownCase(actor, no), n),
    /** By `<number>-<n>`; null when there is none. */
    async byId(id: string): Promise<Subject | null> {
      const [no = "", n = ""] = id.split("-");
      const theCase = await core.caseRows.get(no);
      return theCase === null ? null : loaded(theCase, Number(n));
    },
  };
}
