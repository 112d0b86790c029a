/** What is signed: an application not yet filed, as its signers and their content see it. */
import type { FormDefinition } from "@onewindow/forms";
import type { MaterialSlot } from "../../materials/api.ts";
import { contentsOf, unmet } from "../../materials/index.ts";
import type { MaterialContent } from "../../materials/index.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Text } from "../../platform/text.ts";
import type { DraftService } from "../draft-service.ts";
import type { StoredDraft } from "../model.ts";
import type { CaseFacts, CatalogueNeeds, MaterialNeeds, PackageContent, PackageSigner } from "../needs.ts";
import { hashOf, signedContent, signsPart } from "./content.ts";
import { signatureTexts as texts } from "./texts.ts";

export interface Subject {
  /** `draft:<id>` or `correction:<number>-<n>`. */
  key: string;
  ownerKey: string;
  /** People to tell. */
  personIds: string[];
  /** The applicant's screen of it. */
  href: string;
  title: Text;
  applicant: Text;
  askedBy: string;
  /** May still change: signatures may be asked for and given. */
  open: boolean;
  /** Nothing is left to fill in: people may be asked at any time. */
  finished: boolean;
  content: PackageContent;
  version: string;
  facts: CaseFacts;
  /** Who signs, in the situation of now. */
  signers: PackageSigner[];
  /** People who signed it before. */
  known: { signer: string; name: string; phone: string }[];
  sections: { id: string; name: Text; definition: FormDefinition; complete: boolean }[];
  /** What will be filed, by section. */
  data: Record<string, Record<string, unknown>>;
  slots: MaterialSlot[];
  materials: MaterialContent[];
  caseNo: string | null;
}

export type Subjects = ReturnType<typeof createDraftSubjects>;

export function createDraftSubjects(parts: {
  platform: Platform;
  catalogue: CatalogueNeeds;
  drafts: DraftService;
  materials: MaterialNeeds;
}) {
  const { platform, catalogue, drafts, materials } = parts;
  return async (draft: StoredDraft): Promise<Subject> => {
    const owner = drafts.materialOwner(draft);
    const content = drafts.contentOf(draft);
    const about = { content, version: content.version, facts: drafts.factsOf(draft) };
    const data: Subject["data"] = {};
    const sections: Subject["sections"] = [];
    const all = drafts
      .sectionsOf(draft)
      .map(({ id, name, definition }) => ({ id, name, definition, data: draft.sections[id]?.data ?? {} }));
    for (const [at, checked] of (await drafts.checkSections(draft, all)).entries()) {
      const { id, name, definition } = all[at]!;
      const saved = draft.sections[id];
      data[id] = checked.data;
      sections.push({
        id,
        name,
        definition,
        complete: saved?.checked === true && checked.errors.length === 0,
      });
    }
    return {
      key: owner.key,
      ownerKey: draft.ownerKey,
      personIds: [draft.startedBy.personId],
      href: `/apply/${draft.id}/signatures`,
      title: content.name,
      applicant: draft.applicant.name,
      askedBy: draft.startedBy.name,
      open: draft.state === "open",
      finished: false,
      ...about,
      signers: signersOf(catalogue, about),
      known: [],
      sections,
      data,
      slots: await materials.slotsFor(owner),
      materials: await contentsOf(platform, owner.key),
      caseNo: draft.caseNo,
    };
  };
}

/** Signers that the situation of now needs. */
export function signersOf(
  catalogue: CatalogueNeeds,
  about: { content: PackageContent; version: string; facts: CaseFacts },
): PackageSigner[] {
  return (about.content.signers ?? []).filter((signer) =>
    catalogue.holds(about.content.id, signer.when, about.facts, about.version),
  );
}

/** Materials that the application asks for now: one that an earlier answer needed is not signed. */
function needed(subject: Subject): MaterialContent[] {
  const asked = new Set(subject.slots.map((slot) => slot.id));
  return subject.materials
    .filter(({ materialId }) => asked.has(materialId))
    .toSorted((a, b) => (a.materialId < b.materialId ? -1 : 1));
}

export function currentHash(subject: Subject, signer: PackageSigner): string {
  return hashOf(signedContent(subject, signer, subject.data, needed(subject)));
}

/** What must be finished before this signer can be asked; null when nothing. */
export function blockedBy(subject: Subject, signer: PackageSigner): Text | null {
  if (subject.finished) return null;
  const open = subject.sections
    .filter((section) => signsPart(signer, section.id) && !section.complete)
    .map((section) => section.name);
  const lacking = unmet(subject.slots)
    .filter((slot) => signsPart(signer, slot.id) && slot.tolerantDays === null)
    .map((slot) => slot.name);
  const all = [...open, ...lacking];
  return all.length === 0 ? null : texts.finishFirst(all);
}

/** Names of what a signer signs. */
export function signedNames(subject: Subject, signer: PackageSigner): Text[] {
  return [
    ...subject.sections.filter((section) => signsPart(signer, section.id)).map((section) => section.name),
    ...subject.slots
      .filter((slot) => signsPart(signer, slot.id) && (slot.files.length > 0 || slot.licenceId !== null))
      .map((slot) => slot.name),
  ];
}
