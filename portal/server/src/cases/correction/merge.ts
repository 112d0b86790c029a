/** What a case's form says once these points of a correction are handed in. */
import { fieldMaterial } from "@onewindow/forms";
import type { FieldProblem } from "../../platform/errors.ts";
import type { FormCheck } from "../form-check.ts";
import { pathValue, withValue } from "../form-fields.ts";
import type { StoredCase } from "../model.ts";
import type { NamedFiles } from "../../materials/index.ts";
import { namedFiles } from "../field-files.ts";
import type { CatalogueNeeds, MaterialNeeds } from "../needs.ts";
import { filesForFields, isAtOrInside } from "./access.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import { placeOf } from "./targets.ts";

export type CorrectedData = ReturnType<typeof createCorrectedData>;

export function createCorrectedData({
  catalogue,
  formCheck,
  materials,
}: {
  catalogue: CatalogueNeeds;
  formCheck: FormCheck;
  materials: Pick<MaterialNeeds, "fieldFiles">;
}) {
  /** New values of the sections, with the faults of what is listed and the files named; other fields stay as they are. */
  return async (
    theCase: StoredCase,
    correction: StoredCorrection,
    chosen: readonly StoredPoint[],
  ): Promise<{ data: StoredCase["data"]; faults: FieldProblem[]; named: NamedFiles }> => {
    const data = { ...theCase.data };
    const faults: FieldProblem[] = [];
    const named = new Map<string, ReadonlySet<string>>();
    const filesFor = filesForFields(materials, theCase, correction);
    const bySection = Map.groupBy(
      chosen.flatMap((point) => {
        if (point.target.kind !== "field") return [];
        const value = correction.draft.values[point.target.path];
        const place = value === undefined ? null : placeOf(catalogue, theCase, point.target.path);
        return place === null ? [] : [{ point, place, value }];
      }),
      ({ place }) => place.section,
    );
    for (const [section, changes] of bySection) {
      const form = changes[0]!.place.form;
      const proposed = changes.reduce(
        (sum, { place, value }) => withValue(sum, place.path, value),
        theCase.data[section] ?? {},
      );
      const checked = await formCheck.check({ form, data: proposed, files: await filesFor(section, form) });
      let kept = theCase.data[section] ?? {};
      for (const { point, place } of changes) {
        const value = pathValue(checked.data, place.path);
        const own = checked.errors.filter((error) => isAtOrInside(error.path, place.path));
        for (const error of own)
          faults.push({ pointer: `/points/${point.id}`, code: error.code, detail: error.message });
        kept = withValue(
          kept,
          place.path,
          value === undefined ? pathValue(checked.shaped, place.path) : value,
        );
      }
      data[section] = kept;
      // files that wait for other points go on waiting
      const fields = changes.map(({ place }) => fieldMaterial(section, place.path));
      for (const [material, files] of namedFiles(section, form, kept))
        if (fields.some((own) => isAtOrInside(material, own))) named.set(material, files);
    }
    return { data, faults, named };
  };
}
