/** How a person's action takes effect (architecture.md): submission first, then the engine, then the record says so. */
import { isDeepStrictEqual } from "node:util";
import { RejectionError } from "@onewindow/engine";
import type { StoredSubmission } from "../cases/index.ts";
import {
  caseItems,
  refuseUnknown,
  submissions,
  undertakingCheckTexts,
  verdictData,
  visitBar,
} from "../cases/index.ts";
import { ConflictError, fieldProblem, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Text } from "../platform/text.ts";
import type { TaskActs } from "./acts.ts";
import type { CompletedTask, Preview } from "./api.ts";
import { isSuspended } from "./blocked.ts";
import { createCorrectionCheck } from "./correction-check.ts";
import { correctionKind } from "./correction-detail.ts";
import type { CorrectionDetail } from "./correction-detail.ts";
import { barring, decisionChecks } from "./decision-checks.ts";
import type { StoredTask } from "./model.ts";
import { isRating } from "./rating.ts";
import { acceptFaults, outcomeFaults } from "./submission-check.ts";
import { ATTEMPTS } from "./task-guard.ts";
import type { TaskGuard, TaskParts } from "./task-guard.ts";
import { taskTexts } from "./texts.ts";
import { toleranceFaults } from "./tolerance-check.ts";
import { startFaults, validityFaults, withValidity } from "./validity.ts";

/** Kinds of documents that decisions are issued as. */
export const decisionKinds = { grant: "grant-decision", refuse: "refusal-decision" } as const;

export type TaskCompletion = ReturnType<typeof createTaskCompletion>;

export function createTaskCompletion(
  parts: TaskParts & { correction: CorrectionDetail },
  guard: TaskGuard,
  acts: TaskActs,
) {
  const corrections = createCorrectionCheck({ ...parts, detail: parts.correction });
  const { platform, audit, cases, clocks, catalogue, documents, readModel } = parts;
  const { store, engine, ids } = platform;
  const { actable, blockedFor, collection, itemOf, visible } = guard;
  const submissionRows = store.collection(submissions);

  /** Years that the task's licence is valid for: null without an end, undefined when there is no licence. */
  const yearsOf = async (task: StoredTask): Promise<number | null | undefined> => {
    const licence = task.kind === "decide" ? (await itemOf(task))?.licence : null;
    return licence == null ? undefined : catalogue.validityYears(licence);
  };

  /** May the decision on the task's item reach back? */
  const backdatingOf = async (task: StoredTask): Promise<boolean> => {
    const item = await itemOf(task);
    const theCase = item === null ? null : await cases.case(task.caseId);
    if (item === null || theCase === null) return false;
    return cases.packageItem(theCase, item.itemId)?.backdating ?? false;
  };

  /** A department's verdict that lets something follow (容缺). */
  const toleranceFaultsOf = async (
    task: StoredTask,
    data: Record<string, unknown>,
  ): Promise<FieldProblem[]> => {
    const word = verdictData.safeParse(data);
    const item = await itemOf(task);
    if (!word.success)
      return word.error.issues.map((issue) => ({
        pointer: `/data/${issue.path.join("/")}`,
        code: "verdict",
        detail: taskTexts.formWrong,
      }));
    if (word.data.verdict !== "tolerate" || item === null) return [];
    const theCase = await cases.case(task.caseId);
    const slots =
      theCase === null ? [] : await cases.view.materialSlots(theCase, await cases.itemsOf(task.caseId));
    const own = slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId));
    const bar = theCase === null ? null : await cases.credit.barOf(theCase.ownerKey);
    return toleranceFaults(item, word.data, own, "/data", bar?.text ?? null);
  };

  /** The data as it will be kept, or InvalidError with every fault. */
  const checked = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<Record<string, unknown>> => {
    const form = catalogue.taskForm(task.form);
    const label = (field: string): Text => {
      const component =
        form === null ? undefined : form.components.flatMap(flat).find((entry) => entry.key === field);
      const zh = component?.label ?? field;
      return { zh, en: form?.i18n?.en?.[zh] ?? zh };
    };
    if (task.kind === "accept") {
      const round = task.roundId === null ? null : await cases.acceptance.round(task.roundId);
      const all = await cases.itemsOf(task.caseId);
      const items = round === null ? [] : parts.correction.openItems(task, round, all);
      const withdrawn = all.filter((item) => round?.items.includes(item.id) && item.status === "WITHDRAWN");
      const theCase = await cases.case(task.caseId);
      const slots = theCase === null ? [] : await cases.view.materialSlots(theCase, all);
      const faults = [
        ...outcomeFaults(task, outcome, data, label),
        ...acceptFaults(
          data,
          round?.items ?? [],
          items,
          withdrawn,
          (item) => slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId)),
          theCase === null ? null : ((await cases.credit.barOf(theCase.ownerKey))?.text ?? null),
        ),
        ...(await corrections.verdictFaults(task, data)),
      ];
      if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
      return data;
    }
    if (task.kind === "correction") {
      const faults = outcomeFaults(task, outcome, data, label);
      if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
      return corrections.noticeData(task, data);
    }
    if (form === null) return data;
    // a form may show and ask by the outcome: it is part of what is checked
    // points of a correction and what may follow are no fields of the form: they have rules of their own
    const { points, missing, days, ...rest } = data;
    const fields = task.kind === "verdict" ? rest : data;
    const result = await cases.formCheck.check({ form, data: { ...fields, outcome }, files: {} });
    refuseUnknown(result.unknown.filter((path) => path !== "outcome"));
    const years = await yearsOf(task);
    // a decision sent back says why, and nothing of the decision itself
    const relevant = task.kind === "decide" && outcome === "return" ? [] : result.errors;
    const faults = [
      ...relevant.map((error) => fieldProblem(error)),
      ...outcomeFaults(task, outcome, result.data, label),
      ...(task.kind === "verdict"
        ? [
            ...(await corrections.verdictFaults(task, { ...result.data, points })),
            ...(await toleranceFaultsOf(task, { ...result.data, missing, days })),
          ]
        : []),
      ...validityFaults(outcome, result.data, years),
      ...startFaults(
        outcome,
        task.kind === "decide" ? result.data : {},
        clocks.today(),
        await backdatingOf(task),
      ),
    ].filter((fault, at, all) => all.findIndex((other) => other.pointer === fault.pointer) === at);
    if (faults.length > 0) throw new InvalidError(taskTexts.formWrong, faults, "form");
    if (task.kind === "verdict" && result.data["verdict"] === "correct") return { ...result.data, points };
    if (task.kind === "verdict" && result.data["verdict"] === "tolerate")
      return { ...result.data, missing, days: days ?? null };
    return withValidity(outcome, result.data, years);
  };

  const preview = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<Preview> => {
    if (task.kind === "correction" && outcome === "send") {
      const { caseItemIds, facts } = await corrections.preview(task, data);
      if (caseItemIds.length === 0) throw new InvalidError(taskTexts.noPoints, [], "no-points");
      return documents.preview({
        kind: correctionKind,
        caseId: task.caseId,
        caseItemIds,
        department: "window",
        pending: { outcome, data: facts },
      });
    }
    const kind =
      outcome === "grant" ? decisionKinds.grant : outcome === "refuse" ? decisionKinds.refuse : null;
    if (task.kind !== "decide" || kind === null || task.caseItemId === null)
      throw new InvalidError(taskTexts.noOutcome(outcome), [], "no-document");
    return documents.preview({
      kind,
      caseId: task.caseId,
      caseItemIds: [task.caseItemId],
      department: task.department,
      pending: { outcome, data: withValidity(outcome, data, await yearsOf(task)) },
    });
  };

  /** Throws where a check bars the choice, or the document would lack something. */
  const mayIssue = async (
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
  ): Promise<void> => {
    const theCase = await cases.case(task.caseId);
    const item = await itemOf(task);
    if (theCase === null || item === null) throw new NotFoundError(taskTexts.noTask);
    const slots = await cases.view.materialSlots(theCase, await cases.itemsOf(task.caseId));
    const failed = barring(
      decisionChecks({
        item,
        submissions: await cases.submissionsOf(item.id),
        materials: slots.filter((slot) => slot.usedBy.some((use) => use.id === item.itemId)),
        rules: [],
        handling: await clocks.get(item.id, "handling"),
      }),
      outcome,
    );
    const { missing } = failed.length > 0 ? { missing: [] } : await preview(task, outcome, data);
    const faults = [
      ...failed.map((check) => ({ pointer: "/outcome", code: `check-${check.id}`, detail: check.text })),
      ...missing.map((detail) => ({ pointer: "/data", code: "document-incomplete", detail })),
    ];
    if (faults.length > 0)
      throw new InvalidError(
        failed.length > 0 ? taskTexts.checkFailed : taskTexts.missingParts,
        faults,
        "not-issuable",
      );
  };

  /** Hands the stored submission to the engine and waits until its record says what became of it. */
  const send = async (task: StoredTask, submission: StoredSubmission): Promise<"applied" | "void"> => {
    try {
      await engine.completeUserTask(task.id, { outcome: submission.outcome, submissionId: submission.id });
    } catch (error) {
      if (!(error instanceof RejectionError)) throw error;
    }
    await readModel.caughtUp();
    const now = await submissionRows.get(submission.id);
    if (now?.state === "applied") return "applied";
    if (now?.state === "stored") {
      const ended = await collection.get(task.id);
      if (ended?.state === "open")
        throw new StateError(taskTexts.changed, { state: "open" }, "engine-refused");
      await store
        .transaction((tx) => tx.update(submissions, { ...now, state: "void" }))
        .catch((error: unknown) => {
          if (!(error instanceof ConflictError)) throw error;
        });
    }
    return "void";
  };

  const storeSubmission = async (
    actor: Actor,
    task: StoredTask,
    outcome: string,
    data: Record<string, unknown>,
    idempotencyKey: string | undefined,
  ): Promise<StoredSubmission> => {
    const id = ids.next();
    for (let attempt = 1; ; attempt += 1) {
      const item = await itemOf(task);
      const handling = task.caseItemId === null ? null : await clocks.get(task.caseItemId, "handling");
      const over = isRating(task.kind) ? null : item?.status;
      if (over === "TERMINATED") throw new StateError(taskTexts.terminated, {}, "terminated");
      if (over === "WITHDRAWN") throw new StateError(taskTexts.withdrawn, {}, "withdrawn");
      if (item !== null && ["review", "approve", "decide"].includes(task.kind) && isSuspended(item, handling))
        throw new StateError(taskTexts.suspendedPlain, {}, "suspended");
      const visit = item === null || task.kind !== "review" || outcome !== "pass" ? null : visitBar(item);
      if (visit !== null) throw new StateError(visit, {}, "visit");
      const submission = {
        id,
        taskId: task.id,
        caseId: task.caseId,
        caseItemId: task.caseItemId,
        roundId: task.roundId,
        actId: task.actId ?? null,
        kind: task.kind,
        form: task.form,
        outcome,
        data,
        by: {
          personId: actor.personId,
          name: actor.name,
          department: actor.department,
          capacityId: actor.capacityId,
        },
        at: platform.clock.now(),
        idempotencyKey: idempotencyKey ?? null,
        state: "stored" as const,
      };
      try {
        await store.transaction((tx) => {
          tx.insert(submissions, submission);
          // the item's version moves: ordering a special procedure and handing in exclude each other
          if (item !== null) tx.update(caseItems, item);
          audit.record(tx, {
            actor,
            action: "tasks.complete",
            thing: { kind: "task", id: task.id },
            data: { case: task.caseId, kind: task.kind, outcome, submission: id, fields: Object.keys(data) },
          });
        });
        return { ...submission, version: 1 };
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        if (error.code === "exists") {
          const other = await submissionRows.first({ filter: { eq: ["taskId", task.id] } });
          // the same person's other window, saying something else, must hear that it did not count
          const same =
            other?.by.personId === actor.personId &&
            other.outcome === outcome &&
            isDeepStrictEqual(other.data, JSON.parse(JSON.stringify(data)));
          if (other !== null && same && other.state !== "void") return other;
          throw new ConflictError(
            taskTexts.handled(other?.by.name ?? ""),
            { by: other?.by.name ?? null },
            "handled",
          );
        }
        if (attempt === ATTEMPTS) throw error;
      }
    }
  };

  return {
    preview: async (
      actor: Actor,
      id: string,
      outcome: string,
      data: Record<string, unknown>,
    ): Promise<Preview> => {
      const task = await actable(actor, id, undefined, "complete");
      await audit.recordRead({
        actor,
        action: "tasks.preview",
        thing: { kind: "task", id },
        data: { case: task.caseId },
      });
      return preview(task, outcome, data);
    },
    async complete(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      outcome: string,
      given: Record<string, unknown>,
      idempotencyKey: string | undefined,
    ): Promise<CompletedTask> {
      const seen = await visible(actor, id);
      const before = await submissionRows.first({ filter: { eq: ["taskId", id] } });
      if (
        before !== null &&
        before.by.personId === actor.personId &&
        before.idempotencyKey !== null &&
        before.idempotencyKey === idempotencyKey &&
        before.state === "applied"
      )
        return { id, outcome: before.outcome, applied: true };
      if (before !== null && before.by.personId !== actor.personId)
        throw new ConflictError(taskTexts.handled(before.by.name), { by: before.by.name }, "handled");
      if (before === null) await actable(actor, id, ifMatch, "complete");
      const blocked = before === null ? await blockedFor(actor, seen) : null;
      if (blocked !== null) throw new StateError(blocked, {}, "blocked");
      const data = before === null ? await checked(seen, outcome, given) : before.data;
      if (before === null && seen.kind === "check" && outcome === "correct") {
        const check = (await itemOf(seen))?.check;
        const known = check?.findings ?? [];
        const days = data["days"];
        if (check !== undefined && typeof days === "number" && days > check.days)
          throw new InvalidError(taskTexts.formWrong, [
            {
              pointer: "/data/days",
              code: "too-long",
              detail: undertakingCheckTexts.daysTooMany(check.days),
            },
          ]);
        if (known.some((finding) => finding.outcome === "correct"))
          throw new StateError(undertakingCheckTexts.onceOnly, {}, "corrected-once");
      }
      if (before === null && seen.kind === "extend" && outcome === "approve") {
        const item = await itemOf(seen);
        const bar = item === null ? null : await cases.extensions.approvalBar(item, platform.clock.now());
        if (bar !== null) throw new StateError(bar, {}, "not-extendable");
      }
      if (before === null && seen.kind === "decide" && outcome !== "return")
        await mayIssue(seen, outcome, data);
      const task = before === null && seen.assignee === null ? await acts.take(actor, id, undefined) : seen;
      const submission = await storeSubmission(actor, task, outcome, data, idempotencyKey);
      const result = await send(task, submission);
      if (result === "void")
        throw new StateError(taskTexts.endedOtherwise, { submission: submission.id }, "ended-otherwise");
      return { id, outcome: submission.outcome, applied: true };
    },

    /** Submissions that a crash left between store and engine are sent again. */
    async recover(): Promise<void> {
      const left = await submissionRows.find({ filter: { eq: ["state", "stored"] }, limit: 500 });
      for (const submission of left.rows) {
        const task = await collection.get(submission.taskId);
        if (task === null) continue;
        await send(task, submission).catch((error: unknown) =>
          platform.log.warn({ err: error, task: task.id }, "a submission waits for the engine"),
        );
      }
    },
  };
}

interface Keyed {
  key: string;
  label?: string;
  components?: Keyed[];
}
function flat(component: Keyed): Keyed[] {
  return [component, ...(component.components ?? []).flatMap(flat)];
}
