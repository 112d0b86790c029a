/** What a case's form says once these points of a correction are handed in. */
import type { FieldProblem } from "../../platform/errors.ts";
import type { FormCheck } from "../form-check.ts";
import { pathValue, withValue } from "../form-fields.ts";
import type { StoredCase } from "../model.ts";
import type { CatalogueNeeds } from "../needs.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import { placeOf } from "./targets.ts";

export type CorrectedData = ReturnType<typeof createCorrectedData>;

export function createCorrectedData({
  catalogue,
  formCheck,
}: {
  catalogue: CatalogueNeeds;
  formCheck: FormCheck;
}) {
  /** New values of the sections, with the faults of what is listed; other fields stay as they are. */
  return async (
    theCase: StoredCase,
    correction: StoredCorrection,
    chosen: readonly StoredPoint[],
  ): Promise<{ data: StoredCase["data"]; faults: FieldProblem[] }> => {
    const data = { ...theCase.data };
    const faults: FieldProblem[] = [];
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
      const checked = await formCheck.check({ form, data: proposed, fileIds: [] });
      let kept = theCase.data[section] ?? {};
      for (const { point, place } of changes) {
        const value = pathValue(checked.data, place.path);
        const own = checked.errors.filter(
          (error) =>
            error.path === place.path ||
            error.path.startsWith(`${place.path}.`) ||
            error.path.startsWith(`${place.path}[`),
        );
        for (const error of own)
          faults.push({ pointer: `/points/${point.id}`, code: error.code, detail: error.message });
        kept = withValue(
          kept,
          place.path,
          value === undefined ? pathValue(checked.shaped, place.path) : value,
        );
      }
      data[section] = kept;
    }
    return { data, faults };
  };
}
