/** The check after a grant by undertaking (告知承诺, 1.2a rule 14): a task of its own, with its own limit. */
import type { ClockChange, ClocksArea } from "../clocks/index.ts";
import { localDate } from "../clocks/index.ts";
import type { WorkingCalendar } from "../clocks/index.ts";
import type { EngineMessage } from "../outbox/index.ts";
import type { CaseCore } from "./case-core.ts";
import type { CreditService } from "./credit/index.ts";
import { submissions } from "./model.ts";
import type { StoredItem, StoredSubmission, UndertakingCheck } from "./model.ts";
import type { CatalogueNeeds, LicenceNeeds } from "./needs.ts";
import type { Platform } from "../platform/platform.ts";
import { checkTexts } from "./undertaking-check-texts.ts";

/** 03: revoked because it was granted on what was not so (行政许可法 art. 69). */
const REVOKED = "03";

export type UndertakingChecks = ReturnType<typeof createUndertakingChecks>;

/** What begins when an item is granted on an undertaking; null when it is not. */
export function checkAfterGrant(
  item: StoredItem,
  days: number | null,
  now: number,
): { check: UndertakingCheck; clock: ClockChange; message: EngineMessage } | null {
  if (item.acceptMode !== "UNDERTAKING" || days === null || item.check !== undefined) return null;
  return {
    check: { state: "open", days, at: now, findings: [] },
    clock: checkClock(item, days, now, null),
    message: {
      name: "undertakingGranted",
      correlationKey: item.id,
      messageId: `undertakingGranted:${item.id}`,
      variables: { caseId: item.caseId, caseItemId: item.id, department: item.department },
    },
  };
}

function checkClock(item: StoredItem, days: number, at: number, round: string | null): ClockChange {
  return {
    do: "start",
    kind: "check",
    caseId: item.caseId,
    caseItemId: item.id,
    itemId: item.itemId,
    department: item.department,
    startedAt: at,
    legalDays: days,
    promisedDays: null,
    roundId: round,
    again: true,
  };
}

/** The check after one more finding; null when that finding is known. */
export function found(
  check: UndertakingCheck,
  finding: UndertakingCheck["findings"][number],
): UndertakingCheck | null {
  if (check.findings.some((one) => one.submissionId === finding.submissionId)) return null;
  const states = { ok: "kept", correct: "to-correct", revoke: "revoked" } as const;
  return { ...check, state: states[finding.outcome], findings: [...check.findings, finding] };
}

/** What documents say of the last finding. */
export function checkFacts(
  item: Pick<StoredItem, "check"> | null,
  calendar: WorkingCalendar,
): Record<string, unknown> | null {
  const last = item?.check?.findings.at(-1);
  if (last === undefined) return null;
  const on = localDate(last.at);
  return {
    on,
    by: last.by.name,
    way: last.way,
    result: last.result,
    days: last.days,
    until: last.days === null ? null : calendar.addWorkingDays(on, last.days),
  };
}

export function createUndertakingChecks(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  licences: LicenceNeeds;
  credit: Pick<CreditService, "broken">;
}) {
  const { platform, core, catalogue, licences, credit } = parts;
  const submissionRows = platform.store.collection(submissions);

  const findingOf = (submission: StoredSubmission): UndertakingCheck["findings"][number] => {
    const { way, result, days } = submission.data;
    const outcome =
      submission.outcome === "correct" || submission.outcome === "revoke" ? submission.outcome : "ok";
    return {
      submissionId: submission.id,
      outcome,
      at: submission.at,
      by: { personId: submission.by.personId, name: submission.by.name },
      way: typeof way === "string" ? way : "",
      result: typeof result === "string" ? result : "",
      days: outcome === "correct" && typeof days === "number" ? days : null,
    };
  };
  const apply = async (caseItemId: string, submission: StoredSubmission): Promise<void> => {
    const finding = findingOf(submission);
    await core.mutate(submission.caseId, { actor: null, by: "worker:cases.applyCheck" }, async (state) => {
      const item = state.items.find((one) => one.id === caseItemId);
      const check = item?.check === undefined ? null : found(item.check, finding);
      if (item === undefined || check === null) return null;
      const clock: ClockChange =
        finding.outcome === "correct"
          ? checkClock(item, finding.days ?? check.days, state.now, `rectify:${submission.id}`)
          : { do: "stop", kind: "check", caseItemId, at: state.now };
      const broken = finding.outcome === "revoke" ? await credit.broken("false", state.theCase, item) : null;
      return {
        ...(broken === null ? {} : { write: broken }),
        items: [{ ...item, check }],
        clocks: [clock],
        events: [
          {
            caseId: item.caseId,
            caseItemId,
            kind: `check-${finding.outcome}`,
            text: checkTexts.event(item.name, finding.outcome),
            by: catalogue.department(item.department).name,
          },
        ],
        audit: [
          {
            action: "cases.undertakingCheck",
            thing: { kind: "case-item", id: caseItemId },
            data: { outcome: finding.outcome, submission: submission.id },
          },
        ],
      };
    });
    if (finding.outcome !== "revoke") return;
    for (const licence of await licences.ofItem(caseItemId))
      if (licence.status !== REVOKED)
        await licences.setStatus(null, licence.id, REVOKED, { zh: finding.result, en: finding.result });
  };

  return {
    /** Days of the check by the item's package; null when it has none. */
    async daysOf(item: StoredItem): Promise<number | null> {
      const theCase = await core.caseRows.get(item.caseId);
      if (theCase === null) return null;
      const content =
        catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
      return content?.items.find((one) => one.id === item.itemId)?.undertaking?.checkWithinDays ?? null;
    },
    /** All findings of the item take effect; answers the last one. May come twice. */
    async applyAll(caseItemId: string): Promise<"ok" | "correct" | "revoke" | null> {
      const rows = await submissionRows.find({
        filter: { eq: ["caseItemId", caseItemId] },
        sort: ["at"],
        limit: 200,
      });
      for (const submission of rows.rows)
        if (submission.kind === "check" && submission.state !== "void") await apply(caseItemId, submission);
      return (await core.itemRows.get(caseItemId))?.check?.findings.at(-1)?.outcome ?? null;
    },
  };
}
