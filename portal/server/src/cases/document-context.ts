/** What documents and messages about a case may say. */
import { isoInstant, localDate } from "../clocks/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { ContextOf, ContextRequest } from "../documents/index.ts";
import type { MessageFactsOf } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { CaseCore } from "./case-core.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import type { DeliveryDesk } from "./delivery/desk.ts";
import { factsOfCase } from "./case-facts.ts";
import type { CaseView } from "./case-view.ts";
import { prunedForm, readersOf } from "./form-fields.ts";
import { pathValue, withValue } from "./form-fields.ts";
import { labelOf } from "./lane-view.ts";
import { submissions } from "./model.ts";
import type { StoredCase, StoredItem, StoredSubmission } from "./model.ts";
import type { CatalogueNeeds } from "./needs.ts";
import { limitTexts, modeTexts } from "./texts.ts";
import { visitedFacts } from "./item-visit.ts";
import { extensionFacts } from "./extension.ts";
import { checkFacts } from "./undertaking-check.ts";
import { toleranceFacts } from "./tolerance-documents.ts";
import type { WithdrawalService } from "./withdrawal-service.ts";

export function createDocumentContext(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  view: CaseView;
  withdrawals: WithdrawalService;
  corrections: CorrectionNotices;
  /** What the record of a site visit says: given by the visits area. */
  visitFacts: (id: string) => Promise<Record<string, unknown> | null>;
  /** What the record of a delivery says: given by the delivery desk. */
  desk: () => DeliveryDesk;
}): { documents: ContextOf; messages: MessageFactsOf } {
  const { platform, core, clocks, catalogue, view, withdrawals, corrections } = parts;
  const submissionRows = platform.store.collection(submissions);

  const lastOf = (found: StoredSubmission[], kind: string): StoredSubmission | null =>
    found.filter((one) => one.kind === kind && one.state !== "void").at(-1) ?? null;

  const itemFacts = async (
    item: StoredItem,
    pending: { outcome: string } | null,
  ): Promise<Record<string, unknown>> => {
    const handling = await clocks.get(item.id, "handling");
    const light = handling === null ? null : clocks.light(handling);
    return {
      id: item.id,
      itemId: item.itemId,
      name: item.name,
      department: catalogue.department(item.department).name,
      acceptedOn: item.acceptedAt === null ? null : localDate(item.acceptedAt),
      acceptMode: item.acceptMode === null ? null : modeTexts[item.acceptMode],
      receivedOn: item.receivedAt === null ? null : localDate(item.receivedAt),
      legalDays: item.limits.handling?.legalDays ?? null,
      promisedDays: item.limits.handling?.promisedDays ?? null,
      legalDue: light?.legalDue ?? dueFrom(item, item.limits.handling?.legalDays ?? null),
      promisedDue: light?.promisedDue ?? dueFrom(item, item.limits.handling?.promisedDays ?? null),
      result: pending?.outcome ?? item.result,
    };
  };
  /** The limit that was gone over: of several the one that began last. */
  const overdueFacts = async (item: StoredItem): Promise<{ name: Text; due: string } | null> => {
    const kinds = ["completeness", "handling", "delivery"] as const;
    const own = await Promise.all(
      kinds.map(async (kind) => ({ kind, clock: await clocks.get(item.id, kind) })),
    );
    const last = own
      .filter(({ clock }) => clock?.colour === "RED")
      .toSorted((a, b) => (a.clock?.startedAt ?? 0) - (b.clock?.startedAt ?? 0))
      .at(-1);
    return last?.clock == null ? null : { name: limitTexts[last.kind], due: last.clock.due };
  };
  /** The clock starts a moment after the notice: its dates are known all the same. */
  const dueFrom = (item: StoredItem, days: number | null): string | null =>
    item.acceptedAt === null || days === null
      ? null
      : clocks.calendar().addWorkingDays(localDate(item.acceptedAt), days);

  /** Only what the items of the document read: a notice shows no other department's fields. */
  const formFacts = (theCase: StoredCase, itemIds: readonly string[]): Record<string, unknown> => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    const facts: Record<string, unknown> = {};
    for (const section of content?.sections ?? []) {
      const data = theCase.data[section.id];
      if (data === undefined) continue;
      const form = prunedForm(
        catalogue.form(theCase.packageId, section.form, theCase.packageVersion),
        itemIds,
      );
      facts[section.id] = Object.keys(readersOf(form, itemIds))
        .filter((path) => !path.includes("[]") && pathValue(data, path) !== undefined)
        .reduce<Record<string, unknown>>((sum, path) => withValue(sum, path, pathValue(data, path)), {});
    }
    return facts;
  };

  const decisionFacts = (
    item: StoredItem | null,
    found: StoredSubmission[],
    pending: { data: Record<string, unknown>; outcome: string } | null,
  ): Record<string, unknown> | null => {
    if (item === null) return null;
    const decided = lastOf(found, "decide");
    const data = pending?.data ?? decided?.data ?? {};
    const at = pending !== null || decided === null ? platform.clock.now() : decided.at;
    return {
      ...data,
      outcome: pending?.outcome ?? decided?.outcome ?? null,
      on: localDate(at),
      reasons: data["reasons"] ?? item.reasons,
      remedies: data["remedies"] ?? item.remedies,
    };
  };
  const procedureFacts = (item: StoredItem | null): Record<string, unknown> | null => {
    const last = item?.procedures.at(-1);
    if (last === undefined) return null;
    const kind = clocks.procedureKinds().find((entry) => entry.id === last.kind);
    const from = localDate(last.at);
    return {
      name: kind?.name ?? last.kind,
      law: kind?.law ?? null,
      days: last.days,
      from,
      until: clocks.calendar().addWorkingDays(from, last.days),
      reason: last.reason,
    };
  };

  /** What the correction's papers say: of a stored one (`<id>`, `<id>#<hand-in>`), or of the notice being written. */
  const correctionOf = async (request: ContextRequest): Promise<Record<string, unknown> | null> => {
    if (request.pending?.outcome === "send") return request.pending.data;
    if (/^(visit|delivery):/.test(request.about ?? "")) return null;
    const [id = "", handIn] = (request.about ?? "").split("#");
    return id === "" ? null : corrections.facts(id, handIn === undefined ? null : Number(handIn));
  };

  return {
    async documents(caseId, caseItemId, kind, request) {
      const theCase = await core.caseRows.get(caseId);
      if (theCase === null) return null;
      const all = await core.itemsOf(caseId);
      const about =
        request.caseItemIds.length === 0 ? all : all.filter((item) => request.caseItemIds.includes(item.id));
      const item = caseItemId === null ? null : (all.find((entry) => entry.id === caseItemId) ?? null);
      if (caseItemId !== null && item === null) return null;
      const found =
        caseItemId === null
          ? []
          : (await submissionRows.find({ filter: { eq: ["caseItemId", caseItemId] }, sort: ["at"] })).rows;
      const itemIds = about.map((entry) => entry.itemId);
      const slots = (await view.materialSlots(theCase, all)).filter((slot) =>
        slot.usedBy.some((use) => itemIds.includes(use.id)),
      );
      const handed = lastOf(found, "form");
      return {
        department: item?.department ?? request.department ?? "window",
        applicant: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
        context: {
          case: {
            no: theCase.id,
            packageName: theCase.title,
            submittedAt: isoInstant(theCase.submittedAt),
            delivery: theCase.delivery.way,
            queryCode: theCase.queryCode,
          },
          applicant: {
            name: theCase.applicant.name,
            kind: theCase.applicant.kind,
            filedBy: theCase.filedBy.name,
            ...catalogue.applicantFacts(theCase.packageId, factsOfCase(theCase), theCase.packageVersion),
          },
          items: await Promise.all(about.map((entry) => itemFacts(entry, null))),
          item: item === null ? null : await itemFacts(item, request.pending),
          overdue: item === null ? null : await overdueFacts(item),
          form: formFacts(theCase, itemIds),
          materials: slots.map((slot) => ({
            id: slot.id,
            name: slot.name,
            state: slot.stateLabel,
            files: slot.files.length,
            trust: slot.trust,
          })),
          decision: decisionFacts(item, found, request.pending),
          procedure: procedureFacts(item),
          withdrawal: withdrawals.facts(about),
          visit:
            kind === "visit-record"
              ? await parts.visitFacts((request.about ?? "").replace("visit:", ""))
              : null,
          visited: visitedFacts(item),
          extension: extensionFacts(item),
          check: checkFacts(item, clocks.calendar()),
          tolerance: toleranceFacts(about, clocks.calendar()),
          correction: await correctionOf(request),
          delivery: request.about?.startsWith("delivery:")
            ? await parts.desk().facts(request.about.slice("delivery:".length))
            : handed === null
              ? null
              : {
                  ...handed.data,
                  at: isoInstant(handed.at),
                  by: handed.by.name,
                  cases: [theCase.id],
                  papers: await parts.desk().papers(handed.caseItemId ?? ""),
                },
        },
      };
    },

    async messages(caseId, caseItemId) {
      const theCase = await core.caseRows.get(caseId);
      if (theCase === null) return null;
      const item = caseItemId === null ? null : await core.itemRows.get(caseItemId);
      const procedure = procedureFacts(item);
      const handling = item === null ? null : await clocks.get(item.id, "handling");
      const overdue = item === null ? null : await overdueFacts(item);
      const values: Record<string, string | number | Text | null> = {
        caseNo: theCase.id,
        no: theCase.id,
        packageName: theCase.title,
        applicant: theCase.applicant.name,
        item: item?.name ?? theCase.title,
        itemName: item?.name ?? theCase.title,
        department:
          item === null ? catalogue.department("window").name : catalogue.department(item.department).name,
        status: item === null ? null : labelOf(item),
        reasons: item?.reasons ?? null,
        due: handling?.due ?? null,
        legalDue: handling?.legalDue ?? null,
        limit: overdue?.name ?? null,
        overdue: overdue?.due ?? null,
        procedure: (procedure?.["name"] as Text | undefined) ?? null,
        days: (procedure?.["days"] as number | undefined) ?? null,
        until:
          (procedure?.["until"] as string | undefined) ??
          (visitedFacts(item)?.["until"] as string | null | undefined) ??
          null,
      };
      return {
        caseNo: theCase.id,
        applicant: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
        departmentHead: item === null ? null : `${item.department}:decider`,
        href: { applicant: `/cases/${theCase.id}`, department: "/w/inbox?view=over" },
        values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as Record<
          string,
          string | number | Text
        >,
      };
    },
  };
}
