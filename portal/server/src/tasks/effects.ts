/** What a submission does to its case once the engine says that its task completed with it. */
import { caseEvents, caseItems, remedyTexts, submissions } from "../cases/index.ts";
import type { StoredItem, StoredSubmission } from "../cases/index.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { TaskKind } from "./api.ts";
import { detailTexts, kindTexts, outcomesOf } from "./texts.ts";

export interface Effect {
  apply(tx: Transaction): void;
}

/** A typed text stands for both languages: nobody translates what a clerk wrote. */
function typed(value: unknown): Text | null {
  return typeof value === "string" && value.trim() !== "" ? { zh: value, en: value } : null;
}

function decided(item: StoredItem, submission: StoredSubmission): StoredItem {
  if (submission.kind !== "decide" || (submission.outcome !== "grant" && submission.outcome !== "refuse"))
    return item;
  const { data } = submission;
  return {
    ...item,
    decision: {
      outcome: submission.outcome,
      submissionId: submission.id,
      at: submission.at,
      by: submission.by.name,
    },
    ...(submission.outcome === "refuse"
      ? { reasons: typed(data["reasons"]), remedies: typed(data["remedies"]) ?? remedyTexts.standard }
      : {}),
  };
}

/** Marks the submission as applied, writes the decision to its item, adds a line to the case's own history. */
export function effectOf(options: {
  submission: StoredSubmission;
  item: StoredItem | null;
  departmentName: Text;
  at: number;
  eventId: string;
}): Effect & { item: StoredItem | null } {
  const { submission, item, departmentName, at, eventId } = options;
  const next = item === null ? null : decided(item, submission);
  const kind = submission.kind as TaskKind;
  const outcome = outcomesOf[kind].find((entry) => entry.id === submission.outcome)?.label;
  return {
    item: next,
    apply(tx) {
      tx.update(submissions, { ...submission, state: "applied" });
      if (next !== null && next !== item) tx.update(caseItems, next);
      tx.insert(caseEvents, {
        id: eventId,
        caseId: submission.caseId,
        caseItemId: submission.caseItemId,
        at,
        kind: `task.${submission.kind}`,
        text: outcome === undefined ? kindTexts[kind] : detailTexts.act(kindTexts[kind], outcome),
        by: {
          zh: `${departmentName.zh} ${submission.by.name}`,
          en: `${departmentName.en}, ${submission.by.name}`,
        },
        documentId: null,
        public: false,
      });
    },
  };
}
