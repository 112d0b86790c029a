import type { AuditArea } from "../audit/index.ts";
import type { ClockItem, ClocksArea } from "../clocks/index.ts";
import { NotFoundError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Outbox } from "../outbox/index.ts";
import type { Platform } from "../platform/platform.ts";
import { createAcceptanceService } from "./acceptance-service.ts";
import type { AcceptanceService } from "./acceptance-service.ts";
import { ownerKeyOf } from "./access.ts";
import { createAccounts } from "./accounts.ts";
import { createCaseCore } from "./case-core.ts";
import type { CaseCore } from "./case-core.ts";
import { registerCaseRoutes } from "./case-routes.ts";
import { createCaseView } from "./case-view.ts";
import type { CaseView } from "./case-view.ts";
import type { CasesContract } from "./contract.ts";
import { createClarificationService } from "./clarification.ts";
import type { ClarificationService } from "./clarification.ts";
import { registerClarificationRoutes } from "./clarification-routes.ts";
import { createCorrectionNotices } from "./correction/notice.ts";
import type { CorrectionNotices } from "./correction/notice.ts";
import { registerCorrectionRoutes } from "./correction/routes.ts";
import { createCorrectionSubjects } from "./correction/signing.ts";
import { createCorrectionService } from "./correction/service.ts";
import { registerDeliveryRoutes } from "./delivery/routes.ts";
import { createDeliveryService } from "./delivery/service.ts";
import type { DeliveryDesk } from "./delivery/desk.ts";
import { createDocumentContext } from "./document-context.ts";
import { registerDraftRoutes } from "./draft-routes.ts";
import { createDraftService } from "./draft-service.ts";
import { keepSweeping } from "./sweep-drafts.ts";
import { createDraftView } from "./draft-view.ts";
import { readsFieldFiles } from "./field-files.ts";
import { createFormCheck } from "./form-check.ts";
import type { FormCheck } from "./form-check.ts";
import { worstLight } from "./lights.ts";
import { submissions } from "./model.ts";
import type { StoredItem } from "./model.ts";
import type {
  AccountNeeds,
  CatalogueNeeds,
  DocumentNeeds,
  LicenceNeeds,
  MaterialNeeds,
  NotificationNeeds,
} from "./needs.ts";
import { plainCaseNumber } from "./numbers.ts";
import { createSigning } from "./signatures/index.ts";
import { createSubmitService } from "./submit-service.ts";
import { finalStates } from "./state-machine.ts";
import { errorTexts } from "./texts.ts";
import { createExtensionService } from "./extension-service.ts";
import type { ExtensionService } from "./extension-service.ts";
import { createCreditService, registerCreditRoutes } from "./credit/index.ts";
import { createClockFollower } from "./clock-follower.ts";
import type { CreditPeople, CreditService } from "./credit/index.ts";
import { registerToleranceRoutes } from "./tolerance-routes.ts";
import { createToleranceService } from "./tolerance-service.ts";
import { createUndertakingChecks } from "./undertaking-check.ts";
import { registerWithdrawalRoutes } from "./withdrawal-routes.ts";
import { createWithdrawalService } from "./withdrawal-service.ts";
import { registerCaseWorkers } from "./workers.ts";

export { createRateLimit } from "./rate-limit.ts";
export { newToken, tokenHashOf } from "./signatures/token.ts";
export { acceptData, verdictData } from "./acceptance-service.ts";
export { itemVisitTexts, lastVisit, openVisit, visitBar } from "./item-visit.ts";
export type { ItemVisit } from "./item-visit.ts";
export { mayClarify, openClarifications } from "./clarification.ts";
export { correctionData, pointInputs } from "./correction/model.ts";
export { correctionFacts } from "./correction/facts.ts";
export { noticeFaults, pointFaults } from "./correction/points.ts";
export { placeOf, targetKey, targetsOf } from "./correction/targets.ts";
export { pointTexts } from "./correction/texts.ts";
export { isRecheck, pendingPoints, silentVoices, voicesOf } from "./verdicts.ts";
export type { AcceptData } from "./acceptance-service.ts";
export { caseSearch, numberMark, personalNumber, SEARCH_SECRET } from "./case-search.ts";
export { factsOfCase } from "./case-facts.ts";
export type { CaseEvent, CasesContract } from "./contract.ts";
export { labelOf as fieldLabel, wireForm } from "./draft-view.ts";
export { FormCheckTimeout } from "./form-check.ts";
export { refuseUnknown } from "./form-refusals.ts";
export type { FormCheck } from "./form-check.ts";
export {
  masksOf,
  pathValue,
  prunedForm,
  reads,
  readersOf,
  shownFields,
  shownFiles,
  shownValue,
} from "./form-fields.ts";
export { caseStatus } from "./lane-view.ts";
export { clockOfNow, worstLight } from "./lights.ts";
export { materialNeeds } from "./material-needs.ts";
export { caseEvents, caseItems, cases, drafts, rounds, submissions } from "./model.ts";
export type {
  CaseDocument,
  StoredCase,
  StoredDraft,
  StoredItem,
  StoredRound,
  StoredSubmission,
  SubmissionDocument,
} from "./model.ts";
export type * from "./needs.ts";
export { isUnread, wayOfResult } from "./delivery/unread.ts";
export { finalStates } from "./state-machine.ts";
export { byTexts, remedyTexts, statusTexts } from "./texts.ts";
export { checkTexts as undertakingCheckTexts } from "./undertaking-check-texts.ts";
export { extensionTexts } from "./extension-texts.ts";
export { lacking, longestSupply, supplyDays, tolerable } from "./tolerance.ts";
export { listed, toleranceTexts } from "./tolerance-texts.ts";

export type { CaseFollower } from "./case-core.ts";

export interface CasesArea extends CasesContract {
  core: CaseCore;
  view: CaseView;
  acceptance: AcceptanceService;
  corrections: CorrectionNotices;
  clarifications: ClarificationService;
  extensions: ExtensionService;
  credit: Pick<CreditService, "barOf">;
  formCheck: FormCheck;
  catalogue: CatalogueNeeds;
  accounts: AccountNeeds;
  /** Marks on the case's documents that stand, by id. */
  marksOn: MaterialNeeds["marks"]["standing"];
  /** Given by the visits area: what the record of a visit says. */
  useVisitFacts(facts: (id: string) => Promise<Record<string, unknown> | null>): void;
  /** Given by the delivery desk. */
  useDelivery(desk: DeliveryDesk): void;
}

export interface CasesOptions {
  platform: Platform;
  audit: AuditArea;
  clocks: ClocksArea;
  outbox: Outbox;
  catalogue: CatalogueNeeds;
  materials: MaterialNeeds;
  licences: LicenceNeeds;
  /** The identity area: who applies, and what it holds of them. */
  accounts: Parameters<typeof createAccounts>[0];
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
  /** The identity area: who may see, enter and repair broken promises. */
  people: CreditPeople;
  /** Administrative division of case numbers, 6 digits. */
  division: () => string;
  formCheck?: FormCheck;
}

/** Drafts, cases and their items: everything between a citizen's answers and the closed file. */
export function createCasesArea(options: CasesOptions): CasesArea {
  const { platform, audit, clocks, outbox, catalogue, materials, licences, documents, notifications } =
    options;
  const accounts = createAccounts(options.accounts);
  const formCheck = options.formCheck ?? createFormCheck();
  const core = createCaseCore({ platform, audit, clocks, outbox });
  const credit = createCreditService({ platform, audit, core, clocks, catalogue, people: options.people });
  const notices = createCorrectionNotices({ platform, core, clocks, catalogue, documents, notifications });
  const acceptance = createAcceptanceService({
    platform,
    core,
    clocks,
    catalogue,
    documents,
    corrections: notices,
  });
  const withdrawals = createWithdrawalService({
    platform,
    core,
    acceptance,
    catalogue,
    documents,
    notifications,
  });
  const drafts = createDraftService({
    platform,
    audit,
    clocks,
    catalogue,
    licences,
    accounts,
    materials,
    formCheck,
  });
  keepSweeping(platform, drafts);
  const signing = createSigning({ platform, audit, catalogue, notifications, drafts, materials });
  drafts.onChanged((id) => signing.changed(`draft:${id}`));
  const draftView = createDraftView({ drafts, catalogue, materials, clocks, signing, credit });
  const submit = createSubmitService({
    platform,
    credit,
    audit,
    clocks,
    outbox,
    drafts,
    materials,
    signing,
    division: options.division,
  });
  const view = createCaseView({
    platform,
    core,
    clocks,
    catalogue,
    materials,
    documents,
    notifications,
    corrections: notices,
  });
  const tolerances = createToleranceService({
    platform,
    core,
    clocks,
    acceptance,
    view,
    materials,
    documents,
    notifications,
    catalogue,
    credit,
  });
  const checks = createUndertakingChecks({ platform, core, clocks, catalogue, licences, credit });
  const extensions = createExtensionService({ platform, core, clocks, catalogue, notifications });
  let visitFacts = async (_id: string): Promise<Record<string, unknown> | null> => null;
  let desk: DeliveryDesk = { facts: async () => null, line: async () => null, papers: async () => [] };
  const context = createDocumentContext({
    platform,
    core,
    clocks,
    catalogue,
    view,
    withdrawals,
    corrections: notices,
    visitFacts: (id) => visitFacts(id),
    desk: () => desk,
  });
  const submissionRows = platform.store.collection(submissions);

  const ownCase: CasesContract["ownCase"] = async (actor, no) => {
    const theCase = await core.caseRows.get(plainCaseNumber(no));
    if (theCase === null || theCase.ownerKey !== ownerKeyOf(actor))
      throw new NotFoundError(errorTexts.noCase);
    return theCase;
  };
  /** Items of the case that the actor's department handles; the common window takes part in all. */
  const departmentItems = async (actor: Actor, caseId: string): Promise<StoredItem[]> => {
    if (actor.capacityKind !== "post" || actor.department === null) return [];
    const theCase = await core.caseRows.get(caseId);
    if (theCase === null || !theCase.departments.includes(actor.department)) return [];
    if (await accounts.isOwn(actor.personId, theCase.applicant)) return [];
    const items = await core.itemsOf(caseId);
    return actor.department === "window"
      ? items
      : items.filter((item) => item.department === actor.department);
  };
  const readsMaterial = async (actor: Actor, caseId: string, materialId: string): Promise<boolean> => {
    const items = await departmentItems(actor, caseId);
    const theCase = await core.caseRows.get(caseId);
    if (theCase === null) return false;
    const usedBy = theCase.situation.materials.find((material) => material.id === materialId)?.usedBy ?? [];
    return items.some(
      ({ itemId }) => usedBy.includes(itemId) || readsFieldFiles(catalogue, theCase, materialId, itemId),
    );
  };
  const isOwner = async (actor: Actor, caseId: string): Promise<boolean> =>
    (await core.caseRows.get(caseId))?.ownerKey === ownerKeyOf(actor);

  const corrected = createCorrectionSubjects({
    platform,
    core,
    catalogue,
    materials,
    formCheck,
    ownCase,
  });
  const correction = createCorrectionService({
    signing: { ...signing.useCorrections(corrected), subjectOf: corrected.subjectOf },
    platform,
    audit,
    core,
    clocks,
    catalogue,
    materials,
    documents,
    formCheck,
    notices,
    acceptance,
    ownCase,
  });
  clocks.useItems(async (caseItemId): Promise<ClockItem | null> => {
    const item = await core.itemRows.get(caseItemId);
    // a job that comes late starts no clock of an item that has ended meanwhile
    if (item === null || item.status === "WITHDRAWN" || item.status === "TERMINATED") return null;
    return {
      caseId: item.caseId,
      caseItemId,
      itemId: item.itemId,
      department: item.department,
      roundId: item.roundId,
      starts: {
        completeness: item.receivedAt,
        handling: item.acceptedAt,
        delivery: item.decision?.at ?? item.reached["GRANTED"] ?? item.reached["REFUSED"] ?? null,
      },
      limits: item.limits,
    };
  });
  clocks.register(
    createClockFollower({ platform, core, clocks, catalogue, notifications, corrections: notices }),
  );
  materials.registerOwner({
    draft: async (actor, draftId) => drafts.materialOwner(await drafts.draftFor(actor, draftId)),
    existing: drafts.existing,
    changed: (key) => {
      if (/^(draft|correction):/.test(key)) signing.changed(key);
    },
    async mayRead(actor, { owner, materialId }) {
      const [kind = "", name = ""] = owner.split(":");
      // `correction:<no>-<n>` waits to be handed in: nobody but the applicant sees it; `earlier:<no>/<n>/<k>` was replaced
      const id = kind === "draft" ? name : (/^\d+/.exec(name)?.[0] ?? name);
      if (kind === "correction") return isOwner(actor, id);
      if (kind === "draft")
        return drafts.draftFor(actor, id).then(
          () => true,
          () => false,
        );
      return (await isOwner(actor, id)) || readsMaterial(actor, id, materialId);
    },
    marks: {
      open: async (caseNo) => (await core.itemsOf(caseNo)).some((item) => !finalStates.has(item.status)),
      announce: core.announce,
      department: (id) => catalogue.department(id).name,
    },
  });
  documents.registerContext(context.documents);
  documents.registerAccess(async (actor, { caseId, caseItemIds, internal }) => {
    if (!internal && (await isOwner(actor, caseId))) return true;
    const items = await departmentItems(actor, caseId);
    if (items.length === 0) return false;
    return caseItemIds.length === 0 || items.some((item) => caseItemIds.includes(item.id));
  });
  documents.onIssued((tx, document) => {
    for (const caseId of [document.caseId, ...(document.alsoCaseIds ?? [])])
      core.addEvent(tx, {
        caseId,
        caseItemId: document.caseItemIds.length === 1 ? (document.caseItemIds[0] ?? null) : null,
        kind: "document",
        text: {
          zh: `${document.title.zh} ${document.number}`,
          en: `${document.title.en} ${document.number}`,
        },
        by: document.organ.name,
        documentId: document.id,
        public: !document.internal,
      });
  });
  notifications.registerFacts(context.messages);
  registerDraftRoutes({ platform, audit, drafts, view: draftView, submit });
  registerCaseRoutes({ platform, audit, core, view, drafts, draftView, ownCase });
  registerWithdrawalRoutes({ platform, audit, withdrawals, drafts, draftView, materials, ownCase });
  registerCreditRoutes({ platform, credit });
  registerToleranceRoutes({ platform, audit, tolerances, ownCase });
  const clarifications = createClarificationService({ platform, audit, core, catalogue, notifications });
  const deliveries = createDeliveryService({
    desk: () => desk,
    core,
    catalogue,
    submissionsOf: async (caseItemId) =>
      (await submissionRows.find({ filter: { eq: ["caseItemId", caseItemId] }, sort: ["at"], limit: 200 }))
        .rows,
  });
  registerDeliveryRoutes({ platform, audit, deliveries, ownCase });
  registerClarificationRoutes({ platform, audit, clarifications, ownCase });
  registerCorrectionRoutes({ platform, audit, service: correction, materials });
  registerCaseWorkers({
    platform,
    core,
    acceptance,
    corrections: notices,
    withdrawals,
    tolerances,
    extensions,
    checks,
    catalogue,
  });
  platform.onClose(() => formCheck.close());

  return {
    core,
    view,
    acceptance,
    corrections: notices,
    clarifications,
    extensions,
    credit,
    formCheck,
    catalogue,
    accounts,
    marksOn: materials.marks.standing,
    useVisitFacts: (facts) => {
      visitFacts = facts;
    },
    useDelivery: (given) => {
      desk = given;
    },
    draftFor: drafts.draftFor,
    touchDraft: drafts.touchDraft,
    openDraftOf: drafts.openDraftOf,
    ownCase,
    takesPart: async (caseId, department) =>
      (await core.caseRows.get(caseId))?.departments.includes(department) ?? false,
    readsMaterial,
    readsItem: async (actor, caseId, caseItemId) =>
      (await departmentItems(actor, caseId)).some((item) => item.id === caseItemId),
    case: (caseId) => core.caseRows.get(caseId),
    item: (caseItemId) => core.itemRows.get(caseItemId),
    itemsOf: core.itemsOf,
    submissionsOf: async (caseItemId) =>
      (await submissionRows.find({ filter: { eq: ["caseItemId", caseItemId] }, sort: ["at"], limit: 100 }))
        .rows,
    packageItem: (theCase, itemId) =>
      (
        catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId)
      )?.items.find((item) => item.id === itemId) ?? null,
    async lights(caseId) {
      const items = await core.itemsOf(caseId);
      const byItem = view.lightsOf(items, await clocks.ofCases([caseId]));
      const open = items
        .filter((item) => !finalStates.has(item.status))
        .flatMap((item) => byItem.get(item.id) ?? []);
      return { worst: worstLight(open), byItem };
    },
    addEvent: core.addEvent,
    async summary(actor) {
      const owner = ownerKeyOf(actor);
      if (owner === null) return { needsYou: 0, running: 0, ready: 0, attention: [] };
      const [todo, running] = await Promise.all(
        ["todo", "running"].map((name) =>
          core.caseRows.count({ and: [{ eq: ["ownerKey", owner] }, { eq: ["view", name] }] }),
        ),
      );
      const pressing = await core.caseRows.find({
        filter: { and: [{ eq: ["ownerKey", owner] }, { eq: ["view", "todo"] }] },
        sort: ["submittedAt"],
        limit: 3,
      });
      const cards = await view.cards(pressing.rows);
      return {
        needsYou: todo ?? 0,
        running: running ?? 0,
        ready: todo ?? 0,
        attention: cards.map((card) => ({
          no: card.no,
          title: card.title,
          what: card.todo ?? card.status.label,
          due: card.light?.due ?? null,
          href: card.todoHref ?? `/cases/${card.no}`,
        })),
      };
    },
  };
}
