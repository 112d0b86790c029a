/** What the answers lead to: items, what is left out and why, materials, time (C4). */
import { checkSubmission } from "@onewindow/forms";
import type { NamedRef } from "../platform/api.ts";
import type { Text } from "../platform/text.ts";
import type { Situation } from "./api.ts";
import type { LoadedPackage } from "./loaded-package.ts";
import type { CaseFacts, PackageItem, PackageMaterial } from "./model.ts";

export interface SituationOptions {
  answers: Record<string, unknown>;
  /** Sections of the form, once they are there: conditions of materials may read them. */
  data?: Record<string, Record<string, unknown>>;
  applicant?: { kind: string };
}

/** Evaluates the package's decision over the answers; answers to hidden questions do not count. */
export function situationOf(
  loaded: LoadedPackage,
  options: SituationOptions,
  department: (id: string) => NamedRef,
): Situation {
  const { content } = loaded;
  const checked = checkSubmission(loaded.form(content.questionnaire.form), options.answers);
  const facts: CaseFacts = {
    answers: checked.data,
    items: [],
    data: options.data ?? {},
    applicant: options.applicant ?? { kind: "enterprise" },
  };
  const decided = loaded.evaluate(content.questionnaire.decision, facts).value;
  const outside = textOf(field(decided, "outside"), "zh", "en");
  const reasons = reasonsOf(field(decided, "items"));
  const left = reasonsOf(field(decided, "skipped"));
  const chosen = outside === null ? content.items.filter((item) => reasons.has(item.id)) : [];
  const items = chosen.map((item) => item.id);
  return {
    complete: outside === null && checked.errors.length === 0 && items.length > 0,
    outside,
    items: chosen.map((item) => ({
      id: item.id,
      name: item.name,
      department: department(item.department),
      reason: reasons.get(item.id) ?? item.name,
    })),
    skipped: content.items.flatMap((item) => {
      const reason = left.get(item.id);
      return reason === undefined || items.includes(item.id)
        ? []
        : [{ id: item.id, name: item.name, reason }];
    }),
    materials: neededMaterials(loaded, { ...facts, items }).map(({ material, need, reason, usedBy }) => ({
      id: material.id,
      name: material.name,
      reason,
      usedBy,
      need,
      found: material.source.kind !== "applicant",
    })),
    promisedDays: promisedDays(content.items, items, content.promisedDays),
  };
}

export interface NeededMaterial {
  material: PackageMaterial;
  need: "required" | "optional";
  reason: Text;
  usedBy: string[];
}

/**
 * The materials that the facts make necessary. A condition that reads a part of the form which is not filled yet
 * leaves the material optional, with its condition as the reason.
 */
export function neededMaterials(loaded: LoadedPackage, facts: CaseFacts): NeededMaterial[] {
  return loaded.content.materials.flatMap((material) => {
    const usedBy = material.usedBy.filter((item) => facts.items.includes(item));
    if (usedBy.length === 0) return [];
    const with_ = (need: "required" | "optional", reason: Text = material.reason): NeededMaterial[] => [
      { material, need, reason, usedBy },
    ];
    if (material.need === "required" || material.need === "optional") return with_(material.need);
    if (loaded.holds(material.need.when, facts)) return with_("required");
    const open = loaded
      .reads(material.need.when)
      .some(
        ([head = ""]) => !["answers", "items", "applicant"].includes(head) && facts.data[head] === undefined,
      );
    return open ? with_("optional", material.condition ?? material.reason) : [];
  });
}

/** The longest chain of promises through the chosen items, in working days; null when none promises. */
export function promisedDays(
  all: readonly PackageItem[],
  chosen: readonly string[],
  fixed: number | null = null,
): number | null {
  if (fixed !== null || chosen.length === 0) return fixed;
  const byId = new Map(all.map((item) => [item.id, item]));
  const until = (id: string): number => {
    const item = byId.get(id);
    if (item === undefined) return 0;
    const before = item.after.filter((other) => chosen.includes(other)).map(until);
    return Math.max(0, ...before) + (item.limits.promised?.days ?? 0);
  };
  const longest = Math.max(...chosen.map(until));
  return longest === 0 ? null : longest;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown, zhKey: string, enKey: string): Text | null {
  const zh = field(value, zhKey);
  const en = field(value, enKey);
  return typeof zh === "string" ? { zh, en: typeof en === "string" ? en : zh } : null;
}

/** The decision's list of `{ id, reasonZh, reasonEn }`; a single hit may stand alone. */
function reasonsOf(value: unknown): Map<string, Text> {
  const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
  return new Map(
    list.flatMap((entry: unknown) => {
      const id = field(entry, "id");
      const reason = textOf(entry, "reasonZh", "reasonEn");
      return typeof id === "string" && reason !== null ? [[id, reason] as const] : [];
    }),
  );
}
