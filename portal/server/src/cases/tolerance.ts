/** 容缺受理 (domain.md 1.5, 1.2a rule 13): accepted though something that may follow is missing. Pure. */
import type { ClockChange, WorkingCalendar } from "../clocks/index.ts";
import { localDate, localInstant } from "../clocks/index.ts";
import type { CaseDocument, StoredItem, Tolerance } from "./model.ts";
import type { PackageContent } from "./needs.ts";
import type { Lacks } from "./verdicts.ts";

/** Name of the alarm at the end of the time to supply. */
export const TOLERANCE_DUE = "tolerance-due";
export interface Missing {
  materialId: string;
  /** What is lacking, in the clerk's words; empty: the whole paper. */
  what: string;
}

/** Materials of the item that may follow after acceptance, with the working days they may take. */
export function tolerable(
  content: PackageContent,
  theCase: Pick<CaseDocument, "situation">,
  itemId: string,
): Map<string, number> {
  const used = new Set(
    theCase.situation.materials
      .filter((material) => material.usedBy.includes(itemId))
      .map((material) => material.id),
  );
  return new Map(
    content.materials.flatMap(({ id, tolerantDays }) =>
      used.has(id) && tolerantDays !== null ? [[id, tolerantDays] as const] : [],
    ),
  );
}

/** The shortest of the materials' own times, never longer than the item's promised time, nor than what was said. */
export function supplyDays(
  days: readonly number[],
  promised: number | null,
  said: number | null = null,
): number {
  return Math.min(...days, ...(promised === null ? [] : [promised]), ...(said === null ? [] : [said]));
}

/** The item's promised time, or the legal one: what supplying may never take longer than. */
export function longestSupply(item: Pick<StoredItem, "limits">): number | null {
  return item.limits.handling?.promisedDays ?? item.limits.handling?.legalDays ?? null;
}

/** Whose task it is to look at what is supplied: of those who asked for it. */
function askerOf(item: Pick<StoredItem, "department">, lacks: Pick<Lacks, "asker">): string {
  return lacks.asker === "department" ? `${item.department}:reviewer` : "window:clerk";
}

/**
 * What an accepted item still needs: what the window and its department found missing, and what the applicant
 * promised at submission. Null: nothing. Materials that may not follow are left out; the check of the verdict names them.
 */
export function toleranceFor(
  content: PackageContent,
  theCase: Pick<CaseDocument, "situation" | "promises" | "filedBy">,
  item: StoredItem,
  lacks: Lacks,
  now: number,
  /** An id made now. */
  after: string,
): Tolerance | null {
  const allowed = tolerable(content, theCase, item.itemId);
  const promises = (theCase.promises ?? []).filter((promise) => allowed.has(promise.materialId));
  const words = new Map(
    lacks.missing.filter((one) => allowed.has(one.materialId)).map((one) => [one.materialId, one.what]),
  );
  const ids = [...new Set([...words.keys(), ...promises.map((promise) => promise.materialId)])];
  if (ids.length === 0) return null;
  const promised = ids.every((id) => promises.some((promise) => promise.materialId === id));
  const first = promises[0];
  return {
    at: now,
    days: supplyDays(
      ids.map((id) => allowed.get(id) ?? 0),
      longestSupply(item),
      lacks.days,
    ),
    asker: askerOf(item, lacks),
    agreed: promised && first !== undefined ? { at: first.at, by: theCase.filedBy } : null,
    materials: ids.map((id) => ({
      id,
      name: content.materials.find((material) => material.id === id)?.name ?? { zh: id, en: id },
      what: words.get(id) ?? "",
      state: "open",
      after,
      note: null,
    })),
    supplies: [],
  };
}

/** Materials whose supply is not confirmed yet: while there is one, nothing is granted. */
export function lacking(item: Pick<StoredItem, "tolerance">): Tolerance["materials"] {
  return item.tolerance?.materials.filter((material) => material.state !== "confirmed") ?? [];
}

/** Materials that it is the applicant's turn to supply. */
export function owed(item: Pick<StoredItem, "tolerance" | "status" | "result">): Tolerance["materials"] {
  if (item.result !== null) return [];
  return item.tolerance?.materials.filter((material) => material.state === "open") ?? [];
}

/** The applicant's clock of an item that has just been accepted. */
export function toleranceStart(item: StoredItem): ClockChange[] {
  if (item.tolerance === undefined) return [];
  return [
    {
      do: "start",
      kind: "tolerance",
      caseId: item.caseId,
      caseItemId: item.id,
      itemId: item.itemId,
      department: item.department,
      startedAt: item.tolerance.at,
      legalDays: item.tolerance.days,
      promisedDays: null,
    },
  ];
}

/** When the time to supply ends, by the calendar: at the end of business of its last day. */
export function toleranceEnd(tolerance: Tolerance, calendar: WorkingCalendar, endOfBusiness: string): number {
  return localInstant(calendar.addWorkingDays(localDate(tolerance.at), tolerance.days), endOfBusiness);
}

/** The tolerance after the applicant has handed these in. */
export function supplied(
  tolerance: Tolerance,
  id: string,
  materials: readonly string[],
  now: number,
): Tolerance {
  return {
    ...tolerance,
    materials: tolerance.materials.map((material) =>
      materials.includes(material.id) && material.state === "open"
        ? { ...material, state: "supplied", note: null }
        : material,
    ),
    supplies: [...tolerance.supplies, { id, at: now, materials: [...materials], answer: null }],
  };
}

/** The tolerance after the asker has looked at a supply; null when that supply was answered before. */
export function answered(
  tolerance: Tolerance,
  supplyId: string,
  accepted: boolean,
  note: string,
  now: number,
  /** An id made now. */
  after: string,
): Tolerance | null {
  const supply = tolerance.supplies.find((one) => one.id === supplyId);
  if (supply === undefined || supply.answer !== null) return null;
  return {
    ...tolerance,
    materials: tolerance.materials.map((material) => {
      if (!supply.materials.includes(material.id) || material.state !== "supplied") return material;
      return accepted ? { ...material, state: "confirmed" } : { ...material, state: "open", after, note };
    }),
    supplies: tolerance.supplies.map((one) =>
      one === supply ? { ...one, answer: { accepted, note, at: now } } : one,
    ),
  };
}
