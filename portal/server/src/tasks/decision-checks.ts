/** Checks before a decision is issued; one that fails bars the choice it names. */
import { itemVisitTexts, lacking, listed, visitBar } from "../cases/index.ts";
import { openClarifications } from "../cases/index.ts";
import type { StoredItem, StoredSubmission } from "../cases/index.ts";
import type { StoredClock } from "../clocks/index.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { RuleResult, TaskDetail } from "./api.ts";
import { isSuspended } from "./blocked.ts";
import { detailTexts } from "./texts.ts";

export type DecisionCheck = NonNullable<TaskDetail["decision"]>["checks"][number];

export function decisionChecks(options: {
  item: StoredItem;
  submissions: readonly StoredSubmission[];
  /** Materials that the item uses. */
  materials: readonly MaterialSlot[];
  rules: readonly RuleResult[];
  handling: StoredClock | null;
}): DecisionCheck[] {
  const { item, submissions, materials, rules, handling } = options;
  const reviewed = submissions.some((one) => one.kind === "review" && one.state === "applied");
  const missing = materials.some(
    (slot) => slot.need === "required" && ["missing", "later"].includes(slot.state),
  );
  return [
    {
      id: "review",
      text: detailTexts.checkReview,
      ok: reviewed || item.acceptMode === "UNDERTAKING",
      blocks: "none",
    },
    { id: "materials", text: detailTexts.checkMaterials, ok: !missing, blocks: "grant" },
    {
      id: "tolerance",
      text: detailTexts.checkTolerance(listed(lacking(item).map((material) => material.name))),
      ok: lacking(item).length === 0,
      blocks: "grant",
    },
    {
      id: "rules",
      text: detailTexts.checkRules,
      ok: rules.every((rule) => rule.result !== "not-met"),
      blocks: "none",
    },
    {
      id: "clarification",
      text: detailTexts.checkClarification,
      ok: openClarifications(item).length === 0,
      // silence alone is no reason: the decision says its own
      blocks: "none",
    },
    {
      id: "visit",
      text: visitBar(item) ?? itemVisitTexts.check,
      ok: visitBar(item) === null,
      blocks: "grant",
    },
    { id: "clock", text: detailTexts.checkClock, ok: !isSuspended(item, handling), blocks: "both" },
  ];
}

/** The failed checks that bar an outcome. */
export function barring(checks: readonly DecisionCheck[], outcome: string): DecisionCheck[] {
  return checks.filter((check) => !check.ok && (check.blocks === "both" || check.blocks === outcome));
}
