/** What the applicant does with a correction: only what is listed is open, and what is entered is kept until it is handed in. */
import type { AuditArea } from "../../audit/index.ts";
import type { ClocksArea } from "../../clocks/index.ts";
import type { MaterialOwner, MaterialsArea } from "../../materials/index.ts";
import { ConflictError, InvalidError, StateError } from "../../platform/errors.ts";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { AcceptanceService } from "../acceptance-service.ts";
import type { CaseCore } from "../case-core.ts";
import type { FormCheck } from "../form-check.ts";
import { pathValue, withValue } from "../form-fields.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds, DocumentNeeds } from "../needs.ts";
import { checkVersion, createCorrectionAccess, filesForFields, isAtOrInside, isOpen } from "./access.ts";
import type { CorrectionPage, SaveCorrectionRequest } from "./api.ts";
import { createHandIn } from "./hand-in.ts";
import { corrections, stagedOwner } from "./model.ts";
import type { StoredCorrection } from "./model.ts";
import type { CorrectionNotices } from "./notice.ts";
import { createCorrectionPage } from "./page.ts";
import type { CorrectionSigning } from "./signing.ts";
import { fieldForm, placeOf } from "./targets.ts";
import { correctionTexts } from "./texts.ts";

export type CorrectionService = ReturnType<typeof createCorrectionService>;

export function createCorrectionService(parts: {
  platform: Platform;
  audit: AuditArea;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  materials: Pick<
    MaterialsArea,
    "uploadsOver" | "marks" | "slotsFor" | "exchange" | "fieldFiles" | "fieldExchange"
  >;
  documents: DocumentNeeds;
  formCheck: FormCheck;
  notices: CorrectionNotices;
  acceptance: AcceptanceService;
  signing: CorrectionSigning;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}) {
  const { platform, audit, catalogue, formCheck } = parts;
  const { store } = platform;
  const access = createCorrectionAccess(parts);
  const page = createCorrectionPage({ ...parts, access });
  const handIn = createHandIn({ ...parts, access });
  const { load, stagedMaterials } = access;

  /** The values that are open, in their right shape; every other one is refused by its name. */
  const shapedValues = async (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
    given: SaveCorrectionRequest,
  ): Promise<Record<string, unknown>> => {
    const faults: FieldProblem[] = [];
    const values: Record<string, unknown> = {};
    const filesFor = filesForFields(parts.materials, theCase, correction);
    for (const [path, value] of Object.entries(given.values)) {
      const listed = correction.points.filter(
        (point) => point.target.kind === "field" && point.target.path === path,
      );
      const pointer = `/values/${path}`;
      const place = listed.length === 0 ? null : placeOf(catalogue, theCase, path);
      if (place === null) {
        faults.push({ pointer, code: "not-open", detail: correctionTexts.notOpen(path) });
        continue;
      }
      if (!listed.some((point) => isOpen(correction, items, point))) {
        faults.push({ pointer, code: "handed-in", detail: correctionTexts.pointOver(listed[0]!.label) });
        continue;
      }
      const form = fieldForm(place);
      const { shaped, foreign } = await formCheck.check({
        form,
        data: withValue({}, place.path, value),
        files: await filesFor(place.section, form),
      });
      const strange = foreign.filter((error) => isAtOrInside(error.path, place.path));
      if (strange.length > 0) {
        faults.push(...strange.map((error) => ({ pointer, code: error.code, detail: error.message })));
        continue;
      }
      values[path] = pathValue(shaped, place.path) ?? null;
    }
    for (const id of Object.keys(given.notes)) {
      const point = correction.points.find((entry) => entry.id === id);
      const pointer = `/notes/${id}`;
      if (point === undefined)
        faults.push({ pointer, code: "not-open", detail: correctionTexts.unknownPoint });
      else if (!isOpen(correction, items, point))
        faults.push({ pointer, code: "handed-in", detail: correctionTexts.pointOver(point.label) });
    }
    if (faults.length > 0) throw new InvalidError(correctionTexts.wrong, faults, "not-open");
    return values;
  };

  return {
    page,
    handIn,
    async save(
      actor: Actor,
      no: string,
      n: number,
      ifMatch: number | undefined,
      given: SaveCorrectionRequest,
    ): Promise<CorrectionPage> {
      const { theCase, correction, items } = await load(actor, no, n);
      checkVersion(correction, ifMatch);
      if (!correction.points.some((point) => isOpen(correction, items, point)))
        throw new StateError(correctionTexts.over);
      const values = await shapedValues(theCase, correction, items, given);
      const next: StoredCorrection = {
        ...correction,
        draft: {
          values: { ...correction.draft.values, ...values },
          notes: { ...correction.draft.notes, ...given.notes },
          savedAt: platform.clock.now(),
        },
      };
      try {
        await store.transaction((tx) => {
          tx.update(corrections, next);
          audit.record(tx, {
            actor,
            action: "corrections.save",
            thing: { kind: "correction", id: correction.id },
            data: { case: theCase.id, fields: Object.keys(values) },
          });
        });
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        throw new ConflictError(correctionTexts.changed, {});
      }
      parts.signing.changed(stagedOwner(theCase.id, n));
      return page(actor, no, n);
    },
    /** The files of a correction's materials, for the materials area. Throws NotFoundError for others. */
    async materialOwner(actor: Actor, no: string, n: number): Promise<MaterialOwner> {
      const { theCase, correction, items } = await load(actor, no, n);
      return stagedMaterials(theCase, correction, items);
    },
  };
}
