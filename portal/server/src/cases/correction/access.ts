/** Whose correction it is, what of it is still open, and its files that wait to be handed in. */
import type { FormDefinition, HeldFiles } from "@onewindow/forms";
import type { FieldFiles, MaterialOwner, MaterialsArea } from "../../materials/index.ts";
import { ConflictError, NotFoundError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { CaseCore } from "../case-core.ts";
import { fieldNeeds, fileFields, heldFiles } from "../field-files.ts";
import { materialNeeds } from "../material-needs.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds } from "../needs.ts";
import { correctionId, stagedOwner } from "./model.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import type { CorrectionNotices } from "./notice.ts";
import { fieldForm, placeOf } from "./targets.ts";
import { correctionTexts } from "./texts.ts";

export const itemOf = (items: readonly StoredItem[], point: StoredPoint): StoredItem | undefined =>
  items.find((item) => item.id === point.caseItemId);
/** The item still waits for this correction. */
export const waits = (correction: StoredCorrection, item: StoredItem | undefined): boolean =>
  item?.status === "SUPPLEMENT" && item.corrections?.at(-1) === correction.id;
export const isOpen = (
  correction: StoredCorrection,
  items: readonly StoredItem[],
  point: StoredPoint,
): boolean => point.answer === null && waits(correction, itemOf(items, point));

export const checkVersion = (correction: StoredCorrection, ifMatch: number | undefined): void => {
  if (ifMatch !== undefined && ifMatch !== correction.version)
    throw new ConflictError(correctionTexts.changed, { current: { version: correction.version } });
};

/** Is this the field, or something inside it: a part of an address, a row of a grid? */
export const isAtOrInside = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);

/** Answers the files that the fields of a form may name: the case's, and those that wait to be handed in; read when one has any. */
export function filesForFields(
  materials: Pick<MaterialsArea, "fieldFiles">,
  theCase: StoredCase,
  correction: StoredCorrection,
): (section: string, form: FormDefinition) => Promise<HeldFiles> {
  let owned: Promise<FieldFiles[]> | null = null;
  return async (section, form) => {
    if (fileFields(form).length === 0) return {};
    owned ??= Promise.all([
      materials.fieldFiles(`case:${theCase.id}`),
      materials.fieldFiles(stagedOwner(theCase.id, correction.n)),
    ]);
    return heldFiles(section, ...(await owned));
  };
}

export type CorrectionAccess = ReturnType<typeof createCorrectionAccess>;

export function createCorrectionAccess(parts: {
  core: CaseCore;
  catalogue: CatalogueNeeds;
  notices: CorrectionNotices;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}) {
  const { core, catalogue, notices } = parts;
  const load = async (
    actor: Actor,
    no: string,
    n: number,
  ): Promise<{ theCase: StoredCase; correction: StoredCorrection; items: StoredItem[] }> => {
    const theCase = await parts.ownCase(actor, no);
    const correction = await notices.rows.get(correctionId(theCase.id, n));
    if (correction === null) throw new NotFoundError(correctionTexts.noCorrection);
    return { theCase, correction, items: await core.itemsOf(theCase.id) };
  };
  /** The materials that are listed, as an owner of files of their own until they are handed in. */
  const stagedMaterials = (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
  ): MaterialOwner => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    const open = correction.points.filter((point) => isOpen(correction, items, point));
    const ids = new Set(
      open.flatMap((point) => (point.target.kind === "material" ? [point.target.materialId] : [])),
    );
    return {
      key: stagedOwner(theCase.id, correction.n),
      version: correction.version,
      holders: [],
      needs:
        content === null
          ? []
          : materialNeeds(content, theCase.situation, []).filter((need) => ids.has(need.id)),
      fields: () =>
        open.flatMap((point) => {
          const place = point.target.kind === "field" ? placeOf(catalogue, theCase, point.target.path) : null;
          if (place === null) return [];
          return fieldNeeds(place.section, fieldForm(place), theCase.situation.items);
        }),
      open: open.length > 0,
    };
  };
  return { load, stagedMaterials };
}
