import { createHash, randomInt } from "node:crypto";
import type { JsonValue } from "@onewindow/engine";
import type { AuditArea } from "../audit/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { ConflictError, fieldProblem, InvalidError, StateError } from "../platform/errors.ts";
import type { FieldProblem } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Text } from "../platform/text.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { CreditService } from "./credit/index.ts";
import { caseSearch, SEARCH_SECRET } from "./case-search.ts";
import type { DraftService } from "./draft-service.ts";
import { fileFields, namedFiles } from "./field-files.ts";
import { caseEvents, caseItems, cases, drafts } from "./model.ts";
import type { CaseDocument, CaseItemDocument, StoredDraft } from "./model.ts";
import type { MaterialNeeds, PackageItem } from "./needs.ts";
import { caseCounter, caseNumber, itemNumber } from "./numbers.ts";
import { byTexts, errorTexts, eventTexts } from "./texts.ts";
import { materialBlockers } from "./draft-view.ts";
import type { DraftSigning } from "./signatures/index.ts";
import { toleranceTexts } from "./tolerance-texts.ts";

/** 行政许可法 art. 32(4): tell within 5 working days. art. 44: deliver within 10. */
const COMPLETENESS_DAYS = 5;
const DELIVERY_DAYS = 10;
/** art. 42, where the package sets none. */
const DECISION_DAYS = 20;

export interface SubmitInput {
  declarations: string[];
  undertakings: string[];
  /** Missing materials promised for after acceptance (容缺). */
  promises?: string[];
  delivery: { way: "window" | "post" | "electronic"; address?: string };
}

/** Limits of an item's clocks, in working days. A system check has none (1.2a rule 3). */
export function limitsOf(item: PackageItem): CaseItemDocument["limits"] {
  if (item.acceptance === "none") return { completeness: null, handling: null, delivery: null };
  return {
    completeness: { legalDays: COMPLETENESS_DAYS, promisedDays: null },
    handling: {
      legalDays: item.limits.legal?.days ?? DECISION_DAYS,
      promisedDays: item.limits.promised?.days ?? null,
    },
    delivery: { legalDays: item.limits.deliver?.days ?? DELIVERY_DAYS, promisedDays: null },
  };
}

/** Submitting: every part checked, then number, case, items, outbox row in one transaction. Idempotent. */
export function createSubmitService(parts: {
  platform: Platform;
  audit: AuditArea;
  clocks: ClocksArea;
  outbox: Outbox;
  drafts: DraftService;
  materials: MaterialNeeds;
  signing: DraftSigning;
  credit: Pick<CreditService, "barOf">;
  division: () => string;
}) {
  const { platform, audit, clocks, outbox, materials, signing, credit } = parts;
  const { store, ids } = platform;
  const secret = platform.secret(SEARCH_SECRET);

  const again = async (draft: StoredDraft): Promise<{ no: string; queryCode: string }> => {
    const existing = draft.caseNo === null ? null : await store.collection(cases).get(draft.caseNo);
    if (existing === null) throw new StateError(errorTexts.submitted);
    return { no: existing.id, queryCode: existing.queryCode };
  };

  const faults = (draft: StoredDraft, input: SubmitInput, barred: Text | null): FieldProblem[] => {
    const content = parts.drafts.contentOf(draft);
    const problems: FieldProblem[] = [];
    const problem = (pointer: string, code: string, detail: Text): void =>
      void problems.push({ pointer, code, detail });
    for (const declaration of content.declarations)
      if (declaration.required && !input.declarations.includes(declaration.id))
        problem("/declarations", "declaration", errorTexts.declaration);
    for (const [index, id] of input.undertakings.entries()) {
      if (barred !== null) {
        problem(`/undertakings/${index}`, "barred", barred);
        continue;
      }
      const chosen = parts.drafts.itemIdsOf(draft).includes(id);
      const item = content.items.find((entry) => entry.id === id);
      if (!chosen || item?.undertaking == null || !parts.drafts.undertakingOpen(draft, item))
        problem(`/undertakings/${index}`, "undertaking", errorTexts.undertaking);
    }
    // whose papers an undertaking stands for must undertake, or be asked for the papers
    const asked = new Set(draft.situation.materials.map((material) => material.id));
    for (const item of content.items)
      if (
        parts.drafts.itemIdsOf(draft).includes(item.id) &&
        !input.undertakings.includes(item.id) &&
        parts.drafts.undertakingOpen(draft, item) &&
        (item.undertaking?.replaces ?? []).some((material) => !asked.has(material))
      )
        problem("/undertakings", "undertaking-needed", errorTexts.undertakingNeeded(item.name));
    const { way, address } = input.delivery;
    if (!content.delivery.includes(way) || (way === "post" && (address ?? "").trim() === ""))
      problem("/delivery", "delivery", errorTexts.delivery);
    return problems;
  };

  const checkedData = async (
    draft: StoredDraft,
  ): Promise<{ data: CaseDocument["data"]; problems: FieldProblem[] }> => {
    const data: CaseDocument["data"] = {};
    const problems: FieldProblem[] = [];
    const sections = parts.drafts
      .sectionsOf(draft)
      .map(({ id, definition }) => ({ id, definition, data: draft.sections[id]?.data ?? {} }));
    for (const [at, checked] of (await parts.drafts.checkSections(draft, sections)).entries()) {
      const { id } = sections[at]!;
      data[id] = checked.data;
      problems.push(...checked.errors.map((error) => fieldProblem(error, `/data/${id}`)));
    }
    return { data, problems };
  };

  const write = async (
    actor: Actor,
    draft: StoredDraft,
    input: SubmitInput,
    data: CaseDocument["data"],
  ): Promise<{ no: string; queryCode: string }> => {
    const content = parts.drafts.contentOf(draft);
    const chosen = content.items.filter((item) => parts.drafts.itemIdsOf(draft).includes(item.id));
    const now = platform.clock.now();
    const date = clocks.today();
    const queryCode = String(randomInt(1_000_000)).padStart(6, "0");
    const handover = await materials.handover(draft.id, parts.drafts.materialOwner(draft).needs);
    const withFiles = parts.drafts
      .sectionsOf(draft)
      .filter(({ definition }) => fileFields(definition).length > 0);
    const files =
      withFiles.length === 0
        ? null
        : await materials.fieldHandover(
            `draft:${draft.id}`,
            new Map(
              withFiles.flatMap(({ id, definition }) => [...namedFiles(id, definition, data[id] ?? {})]),
            ),
          );
    const signed = await signing.handover(draft);
    // once more, now that papers and signatures are read in the versions that are taken over
    const unsigned = await signing.problems(draft);
    if (unsigned.length > 0) throw new InvalidError(errorTexts.blocked, unsigned, "not-complete");
    let no = "";
    await store.transaction((tx) => {
      tx.next(caseCounter(parts.division(), date), (serial) => {
        no = caseNumber(parts.division(), date, serial);
        const itemIds = new Map(chosen.map((item, index) => [item.id, itemNumber(no, index)]));
        const found = { applicant: draft.applicant, title: content.name, situation: draft.situation, data };
        tx.insert(cases, {
          id: no,
          search: caseSearch({ ...found, town: parts.drafts.townOf(draft, data) }, no, secret),
          queryCode,
          ownerKey: draft.ownerKey,
          filedBy: { personId: actor.personId, name: actor.name },
          applicant: draft.applicant,
          applicantKind: draft.applicantKind,
          packageId: draft.packageId,
          packageVersion: content.version,
          title: content.name,
          town: parts.drafts.townOf(draft, data),
          answers: draft.answers,
          situation: draft.situation,
          data,
          provenance: draft.provenance,
          declarations: input.declarations,
          undertakings: input.undertakings,
          promises: (input.promises ?? []).map((materialId) => ({ materialId, at: now })),
          delivery: input.delivery,
          draftId: draft.id,
          submittedAt: now,
          closedAt: null,
          outcome: null,
          status: "SUBMITTED",
          view: "running",
          departments: [...new Set(["window", ...chosen.map((item) => item.department)])],
          lastEvent: { at: now, text: eventTexts.submitted },
        });
        for (const item of chosen) tx.insert(caseItems, itemDocument(no, itemIds, item, input, now));
        tx.update(drafts, { ...draft, state: "submitted", caseNo: no });
        handover.apply(tx, no);
        files?.(tx, no);
        signed(tx, no);
        tx.insert(caseEvents, {
          id: ids.next(),
          caseId: no,
          caseItemId: null,
          at: now,
          kind: "submitted",
          text: eventTexts.submitted,
          by: byTexts.applicant,
          documentId: null,
          public: true,
        });
        outbox.start(tx, {
          process: content.process,
          caseId: no,
          variables: {
            caseId: no,
            caseNo: no,
            packageId: content.id,
            delivery: input.delivery.way,
            items: chosen.map((item) => processItem(itemIds, item)),
          },
        });
        audit.record(tx, {
          actor,
          action: "cases.submit",
          thing: { kind: "case", id: no },
          data: {
            draftId: draft.id,
            items: chosen.map((item) => item.id),
            hash: createHash("sha256").update(JSON.stringify(data)).digest("hex"),
          },
        });
      });
    });
    void outbox.flush();
    return { no, queryCode };
  };

  return {
    /** Throws InvalidError naming every fault at once; the same draft submitted again answers the same number. */
    async submit(
      actor: Actor,
      draftId: string,
      ifMatch: number | undefined,
      input: SubmitInput,
    ): Promise<{ no: string; queryCode: string }> {
      const seen = await parts.drafts.draftFor(actor, draftId);
      if (seen.state === "submitted") return again(seen);
      // a file that is still scanned is in it, or refused: never left behind in silence
      await materials.uploadsOver(`draft:${draftId}`);
      const draft = await parts.drafts.openDraftFor(actor, draftId, ifMatch);
      const { data, problems } = await checkedData(draft);
      const slots: MaterialSlot[] = await materials.slotsFor(parts.drafts.materialOwner(draft));
      const replaced = new Set(
        input.undertakings.flatMap(
          (id) =>
            parts.drafts.contentOf(draft).items.find((item) => item.id === id)?.undertaking?.replaces ?? [],
        ),
      );
      const barred = (await credit.barOf(draft.ownerKey))?.text ?? null;
      const lacking = materialBlockers(slots, barred === null ? replaced : new Set());
      const promised = lacking.filter(
        (slot) => barred === null && slot.tolerantDays !== null && input.promises?.includes(slot.id) === true,
      );
      const missing = lacking
        .filter((slot) => !promised.includes(slot))
        .map((slot) => ({
          pointer: `/materials/${slot.id}`,
          ...(barred !== null && input.promises?.includes(slot.id) === true
            ? { code: "barred", detail: barred }
            : slot.tolerantDays === null || barred !== null
              ? { code: "required", detail: slot.name }
              : { code: "promise-needed", detail: toleranceTexts.promiseNeeded(slot.name) }),
        }));
      const all = [
        ...problems,
        ...missing,
        ...(await signing.problems(draft)),
        ...faults(draft, input, barred),
      ];
      if (all.length > 0) {
        // a second request of the same draft may have been quicker, and its materials are the case's by now
        const now = await parts.drafts.draftFor(actor, draftId);
        if (now.state === "submitted") return again(now);
        throw new InvalidError(errorTexts.blocked, all, "not-complete");
      }
      try {
        return await write(actor, draft, { ...input, promises: promised.map((slot) => slot.id) }, data);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        const now = await parts.drafts.draftFor(actor, draftId);
        if (now.state === "submitted") return again(now);
        throw new ConflictError(errorTexts.changed, { current: { version: now.version } });
      }
    },
  };
}

function itemDocument(
  no: string,
  itemIds: Map<string, string>,
  item: PackageItem,
  input: SubmitInput,
  now: number,
): CaseItemDocument & { id: string } {
  return {
    id: itemIds.get(item.id) ?? item.id,
    caseId: no,
    itemId: item.id,
    name: item.name,
    department: item.department,
    process: item.process,
    status: "SUBMITTED",
    after: item.after.filter((id) => itemIds.has(id)),
    acceptance: item.acceptance,
    limits: limitsOf(item),
    undertaking: input.undertakings.includes(item.id),
    licence: item.licence,
    roundId: null,
    receivedAt: null,
    acceptedAt: null,
    acceptMode: null,
    decision: null,
    result: null,
    reasons: null,
    remedies: null,
    reached: { SUBMITTED: now },
    procedures: [],
  };
}

function processItem(itemIds: Map<string, string>, item: PackageItem): { [name: string]: JsonValue } {
  return {
    caseItemId: itemIds.get(item.id) ?? item.id,
    itemId: item.id,
    process: item.process,
    department: item.department,
    waits: item.after.some((id) => itemIds.has(id)),
    acceptance: item.acceptance,
    approval: item.review.approval,
    reviewDecision: item.review.decision,
    licence: item.licence,
  };
}
