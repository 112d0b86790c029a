/** Which materials a case or draft needs: the package's facts and the situation's choice. Pure. */
import type { Situation } from "../catalogue/api.ts";
import type { MaterialNeed } from "../materials/index.ts";
import type { PackageContent } from "./needs.ts";

/** `undertakings`: items granted on an undertaking; the materials that it replaces are not asked for. */
export function materialNeeds(
  content: PackageContent,
  situation: Situation,
  undertakings: readonly string[],
  /** Materials that the applicant promised to supply after acceptance. */
  later: readonly string[] = [],
): MaterialNeed[] {
  const items = new Map(situation.items.map((item) => [item.id, item.name]));
  const replaced = new Set(
    content.items
      .filter((item) => undertakings.includes(item.id))
      .flatMap((item) => item.undertaking?.replaces ?? []),
  );
  return situation.materials.flatMap((wanted) => {
    const fact = content.materials.find((material) => material.id === wanted.id);
    if (fact === undefined) return [];
    const usedBy = wanted.usedBy.flatMap((id) => {
      const name = items.get(id);
      return name === undefined ? [] : [{ id, name }];
    });
    return [
      {
        ...fact,
        need: wanted.need,
        reason: wanted.reason,
        usedBy,
        replacedByUndertaking: replaced.has(wanted.id),
        later: later.includes(wanted.id),
      },
    ];
  });
}
