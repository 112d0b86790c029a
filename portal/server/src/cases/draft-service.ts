import { fieldsOf } from "@onewindow/forms";
import type { FormDefinition } from "@onewindow/forms";
import type { AuditArea } from "../audit/index.ts";
import type { Situation } from "../catalogue/api.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { addDays, isoInstant } from "../clocks/index.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { FieldFiles, MaterialOwner } from "../materials/index.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { ownerKeyOf } from "./access.ts";
import type { FieldError } from "./api.ts";
import { createDraftFill } from "./draft-fill.ts";
import { fieldNeeds, fileFields, heldFiles } from "./field-files.ts";
import type { FormCheck } from "./form-check.ts";
import { refuseForeign, refuseUnknown } from "./form-refusals.ts";
import { filled, isEmpty, pathValue, prunedForm, shownValue, withValue } from "./form-fields.ts";
import { drafts } from "./model.ts";
import type { DraftDocument, DraftSection, StoredCase, StoredDraft } from "./model.ts";
import type {
  AccountNeeds,
  CaseFacts,
  CatalogueNeeds,
  LicenceNeeds,
  MaterialNeeds,
  PackageContent,
  PackageItem,
  PackageSection,
} from "./needs.ts";
import { signatures } from "./signatures/model.ts";
import { materialNeeds } from "./material-needs.ts";
import { errorTexts, provenanceTexts } from "./texts.ts";

const EDITORS = 5;
/** A deleted draft can be restored for so long; screens offer it for ten seconds. */
const RESTORE_MS = 600_000;

export interface DraftParts {
  platform: Platform;
  audit: AuditArea;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  licences: LicenceNeeds;
  accounts: AccountNeeds;
  materials: Pick<MaterialNeeds, "fieldFiles">;
  formCheck: FormCheck;
}

export interface SectionCheck {
  section: DraftSection;
  /** Paths that the form, as these items need it, does not know. */
  unknown: string[];
  foreign: FieldError[];
  shaped: Record<string, unknown>;
  data: Record<string, unknown>;
  errors: FieldError[];
}

export type DraftService = ReturnType<typeof createDraftService>;

/** Drafts: made from answers, filled part by part, kept for the applicant only. */
export function createDraftService(parts: DraftParts) {
  const { platform, audit, clocks, catalogue, licences, accounts, materials, formCheck } = parts;
  const { store, ids } = platform;
  const collection = store.collection(drafts);
  const now = (): number => platform.clock.now();
  let onChange: (draftId: string) => void = () => undefined;
  const fill = createDraftFill({ platform, licences, accounts });

  const contentOf = (draft: Pick<DraftDocument, "packageId" | "packageVersion">): PackageContent => {
    const content =
      catalogue.package(draft.packageId, draft.packageVersion) ?? catalogue.package(draft.packageId);
    if (content === null) throw new NotFoundError(errorTexts.noPackage);
    return content;
  };
  const itemIdsOf = (draft: Pick<DraftDocument, "situation">): string[] =>
    draft.situation.items.map((item) => item.id);
  const factsOf = (
    draft: Pick<DraftDocument, "answers" | "situation" | "sections" | "applicantKind">,
  ): CaseFacts => ({
    answers: draft.answers,
    items: itemIdsOf(draft),
    data: Object.fromEntries(Object.entries(draft.sections).map(([id, section]) => [id, section.data])),
    applicant: { kind: draft.applicantKind },
  });
  /** The sections that the chosen items need: those with a field that one of them reads. */
  const sectionsOf = (draft: DraftDocument): (PackageSection & { definition: FormDefinition })[] =>
    catalogue
      .sections(draft.packageId, factsOf(draft), draft.packageVersion)
      .map((section) => ({
        ...section,
        definition: prunedForm(
          catalogue.form(draft.packageId, section.form, draft.packageVersion),
          itemIdsOf(draft),
        ),
      }))
      .filter((section) => section.definition.components.length > 0);

  const draftFor = async (actor: Actor, id: string): Promise<StoredDraft> => {
    const draft = await collection.get(id);
    if (draft === null || draft.ownerKey !== ownerKeyOf(actor) || draft.state === "deleted")
      throw new NotFoundError(errorTexts.noDraft);
    return draft;
  };
  /** What stands now, for the screen to show the difference: `part` names the section that was to be saved. */
  const currentOf = (draft: StoredDraft, part?: string): Record<string, unknown> => ({
    version: draft.version,
    savedAt: isoInstant(draft.savedAt),
    by: draft.editors[0]?.name ?? null,
    ...(part === undefined ? {} : { data: draft.sections[part]?.data ?? {} }),
  });
  const openDraftFor = async (
    actor: Actor,
    id: string,
    ifMatch?: number,
    part?: string,
  ): Promise<StoredDraft> => {
    const draft = await draftFor(actor, id);
    if (draft.state !== "open") throw new StateError(errorTexts.submitted, { caseNo: draft.caseNo });
    if (ifMatch !== undefined && ifMatch !== draft.version)
      throw new ConflictError(errorTexts.changed, { current: currentOf(draft, part) });
    return draft;
  };
  const touched = (draft: StoredDraft, actor: Actor): StoredDraft => ({
    ...draft,
    savedAt: now(),
    keptUntil: addDays(clocks.today(), platform.config.draftKeptDays),
    editors: [
      { personId: actor.personId, name: actor.name, at: now() },
      ...draft.editors.filter((editor) => editor.personId !== actor.personId),
    ].slice(0, EDITORS),
  });
  const write = async (
    draft: StoredDraft,
    actor: Actor,
    action: string,
    data: Record<string, unknown> = {},
  ): Promise<StoredDraft> => {
    try {
      await store.transaction((tx) => {
        tx.update(drafts, draft);
        audit.record(tx, { actor, action, thing: { kind: "draft", id: draft.id }, data });
      });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const current = await collection.get(draft.id);
      throw new ConflictError(errorTexts.changed, { current: current === null ? null : currentOf(current) });
    }
    onChange(draft.id);
    return { ...draft, version: draft.version + 1 };
  };
  /** What finished answers lead to. Answers to questions that are not asked do not count. */
  const checkedSituation = async (
    about: Pick<DraftDocument, "packageId" | "applicantKind"> & { packageVersion?: string },
    given: Record<string, unknown>,
    data: Record<string, Record<string, unknown>> = {},
  ): Promise<{ answers: Record<string, unknown>; situation: Situation }> => {
    const { packageId, packageVersion } = about;
    const content = catalogue.package(packageId, packageVersion) ?? catalogue.package(packageId);
    if (content === null) throw new NotFoundError(errorTexts.noPackage);
    const form = catalogue.form(packageId, content.questionnaire.form, packageVersion);
    const { data: answers, unknown, foreign } = await formCheck.check({ form, data: given, files: {} });
    refuseUnknown(unknown, "/answers");
    refuseForeign(foreign, "/answers");
    const applicant = { kind: about.applicantKind };
    const situation = await catalogue.situation(packageId, answers, packageVersion, { data, applicant });
    if (situation.outside !== null) throw new StateError(situation.outside, {}, "outside");
    if (!situation.complete) throw new InvalidError(errorTexts.incomplete, [], "situation-incomplete");
    return { answers, situation };
  };
  /** Checks several parts in one go; what registers hold stands over what is given. */
  const checkSections = async (
    draft: StoredDraft,
    sections: readonly { id: string; definition: FormDefinition; data: Record<string, unknown> }[],
  ): Promise<SectionCheck[]> => {
    const held = sections.some(({ definition }) => fileFields(definition).length > 0)
      ? await materials.fieldFiles(`draft:${draft.id}`)
      : (new Map() as FieldFiles);
    const requests = sections.map(({ id, definition, data }) => {
      const locked = Object.entries(draft.provenance).filter(
        ([path, entry]) => entry.locked && path.startsWith(`${id}.`),
      );
      const values = locked.reduce((sum, [path]) => {
        const inner = path.slice(id.length + 1);
        return withValue(sum, inner, pathValue(draft.sections[id]?.data ?? {}, inner));
      }, data);
      return { form: definition, data: values, files: heldFiles(id, held) };
    });
    return (await formCheck.checkAll(requests)).map((checked, at) => ({
      shaped: checked.shaped,
      unknown: checked.unknown,
      foreign: checked.foreign,
      data: checked.data,
      errors: checked.errors,
      section: {
        data: checked.shaped,
        errors: checked.errors,
        checked: true,
        ...filled(requests[at]!.form, checked.shaped, checked.hidden),
      },
    }));
  };
  const checkSection = async (
    draft: StoredDraft,
    definition: FormDefinition,
    id: string,
    data: Record<string, unknown>,
  ): Promise<SectionCheck> => (await checkSections(draft, [{ id, definition, data }]))[0]!;

  /** What the draft needs of materials, as the materials area asks for it. */
  const materialOwner = (draft: StoredDraft): MaterialOwner => ({
    key: `draft:${draft.id}`,
    version: draft.version,
    holders: [...new Set([draft.ownerKey, `person:${draft.startedBy.personId}`])],
    needs: materialNeeds(contentOf(draft), draft.situation, []),
    fields: () =>
      sectionsOf(draft).flatMap(({ id, definition }) => fieldNeeds(id, definition, draft.situation.items)),
    open: draft.state === "open",
  });
  /** The office offers 告知承诺 for the item in this applicant's situation. */
  const undertakingOpen = (draft: DraftDocument, item: PackageItem): boolean =>
    item.undertaking !== null &&
    (item.undertaking.when === null ||
      catalogue.holds(draft.packageId, item.undertaking.when, factsOf(draft), draft.packageVersion));

  /** A draft from finished answers, prefilled with what we hold. */
  const create = async (
    actor: Actor,
    packageId: string,
    given: Record<string, unknown>,
    kept: StoredCase | null = null,
  ): Promise<StoredDraft> => {
    const ownerKey = ownerKeyOf(actor);
    const content = catalogue.package(packageId);
    if (content === null || ownerKey === null) throw new NotFoundError(errorTexts.noPackage);
    if (content.status !== "live") throw new StateError(errorTexts.paused);
    const applicant = await accounts.applicant(actor);
    const applicantKind = await accounts.kindOf(applicant);
    const { answers, situation } = await checkedSituation({ packageId, applicantKind }, given);
    const empty: StoredDraft = {
      id: ids.next(),
      version: 1,
      state: "open",
      ownerKey,
      startedBy: { personId: actor.personId, name: actor.name },
      applicant,
      applicantKind,
      packageId,
      packageVersion: content.version,
      answers,
      situation,
      sections: {},
      provenance: {},
      caseNo: null,
      createdAt: now(),
      savedAt: now(),
      keptUntil: addDays(clocks.today(), platform.config.draftKeptDays),
      editors: [{ personId: actor.personId, name: actor.name, at: now() }],
    };
    const filledIn = await fill.fillIn(empty, content, sectionsOf(empty), actor);
    const draft = kept === null ? filledIn : await withValuesOf(filledIn, kept);
    await store.transaction((tx) => {
      tx.insert(drafts, draft);
      audit.record(tx, {
        actor,
        action: "cases.draft",
        thing: { kind: "draft", id: draft.id },
        data: {
          packageId,
          prefilled: Object.keys(draft.provenance),
          ...(kept === null ? {} : { from: kept.id }),
        },
      });
    });
    return draft;
  };
  /** What the applicant entered for an earlier case, over what we hold; what registers say anew stays as they say it. */
  const withValuesOf = async (draft: StoredDraft, theCase: StoredCase): Promise<StoredDraft> => {
    const next = { ...draft, sections: { ...draft.sections }, provenance: { ...draft.provenance } };
    for (const { id, definition } of sectionsOf(draft)) {
      const data = theCase.data[id];
      if (data === undefined) continue;
      const { section } = await checkSection(draft, definition, id, data);
      next.sections[id] = section;
      for (const { path } of fieldsOf(definition)) {
        const at = `${id}.${path}`;
        if (path.includes("[]") || next.provenance[at] !== undefined) continue;
        if (isEmpty(pathValue(section.data, path))) continue;
        next.provenance[at] = {
          source: "last",
          label: provenanceTexts.last,
          locked: false,
          at: isoInstant(now()),
        };
      }
    }
    return next;
  };

  return {
    /** Told after each change of what a draft says. */
    onChanged(listener: (draftId: string) => void): void {
      onChange = listener;
    },
    contentOf,
    itemIdsOf,
    undertakingOpen,
    materialOwner,
    /** The town as its select names it, for lists of cases. */
    townOf(draft: DraftDocument, data: Record<string, Record<string, unknown>>): Text | null {
      for (const section of sectionsOf(draft)) {
        const field = fieldsOf(section.definition).find(({ path }) => path === "town");
        const value = data[section.id]?.["town"];
        if (field !== undefined && !isEmpty(value))
          return shownValue(section.definition, field.component, value);
      }
      return null;
    },
    factsOf,
    sectionsOf,
    draftFor,
    openDraftFor,
    checkSections,

    create: (actor: Actor, packageId: string, given: Record<string, unknown>): Promise<StoredDraft> =>
      create(actor, packageId, given),
    /** A new draft with the answers and values of an earlier case of the applicant. */
    createFrom: (actor: Actor, theCase: StoredCase): Promise<StoredDraft> =>
      create(actor, theCase.packageId, theCase.answers, theCase),

    async remove(actor: Actor, id: string): Promise<void> {
      const draft = await openDraftFor(actor, id);
      await store.transaction((tx) => {
        tx.update(drafts, { ...draft, state: "deleted", savedAt: now() });
        audit.record(tx, { actor, action: "cases.deleteDraft", thing: { kind: "draft", id } });
      });
    },
    /** Takes a deletion back, as long as the draft is not forgotten. */
    async restore(actor: Actor, id: string): Promise<StoredDraft> {
      const draft = await collection.get(id);
      if (draft === null || draft.ownerKey !== ownerKeyOf(actor)) throw new NotFoundError(errorTexts.noDraft);
      if (draft.state !== "deleted") return draft;
      const next: StoredDraft = { ...draft, state: "open" };
      await store.transaction((tx) => {
        tx.update(drafts, next);
        audit.record(tx, { actor, action: "cases.restoreDraft", thing: { kind: "draft", id } });
      });
      return { ...next, version: next.version + 1 };
    },

    /** With `confirm` the new answers apply; without, nothing changes and the difference is told. */
    async changeAnswers(
      actor: Actor,
      id: string,
      ifMatch: number | undefined,
      given: Record<string, unknown>,
      confirm: boolean,
    ): Promise<{ applied: boolean; before: StoredDraft; after: StoredDraft }> {
      const before = await openDraftFor(actor, id, ifMatch);
      const data = factsOf(before).data;
      const { answers, situation } = await checkedSituation(before, given, data);
      const after: StoredDraft = { ...before, answers, situation };
      if (!confirm) return { applied: false, before, after };
      const content = contentOf(before);
      const sections = sectionsOf(after);
      after.sections = Object.fromEntries(
        Object.entries(before.sections).filter(([id]) => sections.some((section) => section.id === id)),
      );
      after.sections = fill.followAnswers(content, before, after);
      // other items read other fields: what was complete may not be any more
      for (const { id: part, definition } of sections) {
        const stored = after.sections[part];
        if (stored === undefined) continue;
        const { section } = await checkSection(after, definition, part, stored.data);
        after.sections[part] = { ...section, checked: stored.checked };
      }
      const next = await fill.fillIn(after, content, sections, actor);
      const saved = await write(touched(next, actor), actor, "cases.changeAnswers", {
        items: itemIdsOf(after),
      });
      return { applied: true, before, after: saved };
    },

    /** Saves what has the right shape; answers the errors of the whole check. A field the form lacks and a value it cannot give are refused. */
    async savePart(
      actor: Actor,
      id: string,
      part: string,
      ifMatch: number | undefined,
      data: Record<string, unknown>,
    ): Promise<{ draft: StoredDraft; errors: FieldError[] }> {
      const draft = await openDraftFor(actor, id, ifMatch, part);
      const section = sectionsOf(draft).find((entry) => entry.id === part);
      if (section === undefined) throw new NotFoundError(errorTexts.noPart);
      const checked = await checkSection(draft, section.definition, part, data);
      refuseUnknown(checked.unknown);
      refuseForeign(
        checked.foreign.filter((error) => draft.provenance[`${part}.${error.path}`]?.locked !== true),
      );
      const provenance = Object.fromEntries(
        Object.entries(draft.provenance).filter(
          ([path, entry]) =>
            entry.locked ||
            !path.startsWith(`${part}.`) ||
            same(
              pathValue(draft.sections[part]?.data ?? {}, path.slice(part.length + 1)),
              pathValue(checked.shaped, path.slice(part.length + 1)),
            ),
        ),
      );
      const saved = await write(
        touched({ ...draft, provenance, sections: { ...draft.sections, [part]: checked.section } }, actor),
        actor,
        "cases.saveDraft",
        { part, filled: checked.section.done },
      );
      return { draft: saved, errors: checked.errors };
    },

    /** For the materials area: a changed material is a changed draft. */
    touchDraft(tx: Transaction, draft: StoredDraft, actor: Actor): void {
      tx.update(drafts, touched(draft, actor));
    },

    async openDraftOf(actor: Actor, packageId: string): Promise<string | null> {
      const ownerKey = ownerKeyOf(actor);
      if (ownerKey === null) return null;
      const found = await collection.first({
        filter: {
          and: [{ eq: ["ownerKey", ownerKey] }, { eq: ["state", "open"] }, { eq: ["packageId", packageId] }],
        },
        sort: ["-savedAt"],
      });
      return found?.id ?? null;
    },

    /** Which of these drafts are still there, open or submitted. */
    async existing(draftIds: string[]): Promise<ReadonlySet<string>> {
      return new Set((await collection.getMany(draftIds)).map(({ id }) => id));
    },

    /** Drafts that nobody touched for too long are deleted, as the task list says. */
    async forgetOld(): Promise<number> {
      let gone = 0;
      for (;;) {
        const old = await collection.find({
          filter: {
            or: [
              { and: [{ eq: ["state", "open"] }, { lt: ["keptUntil", clocks.today()] }] },
              { and: [{ eq: ["state", "deleted"] }, { lt: ["savedAt", now() - RESTORE_MS] }] },
            ],
          },
          limit: 100,
        });
        if (old.rows.length === 0) return gone;
        const asked = await store.collection(signatures).find({
          filter: { in: ["subject", old.rows.map((draft) => `draft:${draft.id}`)] },
          limit: 10_000,
        });
        await store.transaction((tx) => {
          for (const seat of asked.rows) tx.remove(signatures, seat);
          for (const draft of old.rows) {
            tx.remove(drafts, draft);
            audit.record(tx, {
              actor: null,
              by: "cases.forgetOld",
              action: "cases.deleteDraft",
              thing: { kind: "draft", id: draft.id },
            });
          }
        });
        gone += old.rows.length;
      }
    },

    async openDrafts(actor: Actor): Promise<StoredDraft[]> {
      const ownerKey = ownerKeyOf(actor);
      if (ownerKey === null) return [];
      const page = await collection.find({
        filter: { and: [{ eq: ["ownerKey", ownerKey] }, { eq: ["state", "open"] }] },
        sort: ["-savedAt"],
        limit: 20,
      });
      return page.rows;
    },
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
