/** Is what a clerk hands in for a task complete and allowed? Every fault at once. */
import type { StoredItem } from "../cases/index.ts";
import { acceptData, undertakingCheckTexts } from "../cases/index.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Text } from "../platform/text.ts";
import type { StoredTask } from "./model.ts";
import { outcomesOf, taskTexts } from "./texts.ts";
import { toleranceFaults } from "./tolerance-check.ts";

/** What each decision must say (行政许可法 art. 38: a refusal gives its reasons and the ways to object). */
const decisionNeeds: Record<string, string[]> = {
  grant: ["content", "from"],
  refuse: ["facts", "reasons", "articles", "remedies"],
  return: ["opinion"],
};
/** Fields of any of which a reason may stand. */
const reasonFields = ["reasons", "reason", "opinion", "note", "result"];

const empty = (value: unknown): boolean => typeof value !== "string" || value.trim() === "";

/** The window's verdicts: one for each item of the round that is still open, refusals with reasons. */
export function acceptFaults(
  data: Record<string, unknown>,
  roundItems: readonly string[],
  items: readonly StoredItem[],
  /** Items of the round that the applicant has withdrawn meanwhile. */
  withdrawn: readonly StoredItem[] = [],
  /** Papers of an item: what is missing, and what may follow after acceptance. */
  papersOf: (item: StoredItem) => readonly MaterialSlot[] = () => [],
  /** Why 容缺 is closed to the applicant. */
  bar: Text | null = null,
): FieldProblem[] {
  const parsed = acceptData.safeParse(data);
  if (!parsed.success)
    return parsed.error.issues.map((issue) => ({
      pointer: `/data/${issue.path.join("/")}`,
      code: "verdict",
      detail: taskTexts.formWrong,
    }));
  const problems: FieldProblem[] = [];
  const { verdicts } = parsed.data;
  for (const id of Object.keys(verdicts))
    if (!roundItems.includes(id))
      problems.push({ pointer: `/data/verdicts/${id}`, code: "unknown", detail: taskTexts.verdictUnknown });
  for (const item of withdrawn)
    if (verdicts[item.id] !== undefined)
      problems.push({
        pointer: `/data/verdicts/${item.id}`,
        code: "withdrawn",
        detail: taskTexts.verdictWithdrawn(item.name),
      });
  for (const item of items) {
    const verdict = verdicts[item.id];
    const pointer = `/data/verdicts/${item.id}`;
    if (verdict === undefined)
      problems.push({ pointer, code: "required", detail: taskTexts.verdictMissing(item.name) });
    else if (verdict.verdict === "not-accept" && empty(verdict.reason))
      problems.push({
        pointer: `${pointer}/reason`,
        code: "required",
        detail: taskTexts.verdictReason(item.name),
      });
    else if (verdict.verdict === "tolerate")
      problems.push(...toleranceFaults(item, verdict, papersOf(item), pointer, bar));
    else if (verdict.verdict === "undertaking" && !item.undertaking)
      problems.push({ pointer, code: "undertaking", detail: taskTexts.verdictUndertaking(item.name) });
  }
  return problems;
}

/** What the outcome demands beyond the form itself. `label` names a field as its form does. */
export function outcomeFaults(
  task: Pick<StoredTask, "kind">,
  outcome: string,
  data: Record<string, unknown>,
  label: (field: string) => Text,
): FieldProblem[] {
  const known = outcomesOf[task.kind].find((entry) => entry.id === outcome);
  if (known === undefined)
    return [{ pointer: "/outcome", code: "unknown", detail: taskTexts.noOutcome(outcome) }];
  if (task.kind === "decide")
    return (decisionNeeds[outcome] ?? [])
      .filter((field) => empty(data[field]))
      .map((field) => ({
        pointer: `/data/${field}`,
        code: "required",
        detail: taskTexts.required(label(field)),
      }));
  if (task.kind === "check" && outcome === "correct" && typeof data["days"] !== "number")
    return [{ pointer: "/data/days", code: "required", detail: undertakingCheckTexts.daysMissing }];
  if (known.needsReason && reasonFields.every((field) => empty(data[field])))
    return [{ pointer: "/data/opinion", code: "required", detail: taskTexts.reasonNeeded }];
  return [];
}
