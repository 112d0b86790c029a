/** What a draft's screens show: task list, one part, the check page. */
import { isoInstant } from "../clocks/index.ts";
import type { ClocksArea } from "../clocks/index.ts";
import { valueAt } from "@onewindow/forms";
import type { FormDefinition as WireForm } from "../catalogue/api.ts";
import type { MaterialSlot } from "../materials/api.ts";
import { unmet } from "../materials/index.ts";
import type { Text } from "../platform/text.ts";
import type { CheckPage, Draft, DraftPart, FormPart } from "./api.ts";
import type { CreditService } from "./credit/index.ts";
import { creditTexts } from "./credit/texts.ts";
import type { DraftService } from "./draft-service.ts";
import { masksOf, readersOf, shownFields, shownFiles, shownValue } from "./form-fields.ts";
import type { DraftDocument, StoredDraft } from "./model.ts";
import type { CatalogueNeeds, MaterialNeeds } from "./needs.ts";
import { partTexts } from "./texts.ts";
import type { DraftSigning } from "./signatures/index.ts";
import { toleranceTexts } from "./tolerance-texts.ts";

type Section = ReturnType<DraftService["sectionsOf"]>[number];

/** Required materials that nobody has supplied yet, and that no undertaking stands for. */
export function materialBlockers(
  slots: readonly MaterialSlot[],
  replaced: ReadonlySet<string>,
): MaterialSlot[] {
  return unmet(slots).filter((slot) => !replaced.has(slot.id));
}

export type DraftView = ReturnType<typeof createDraftView>;

export function createDraftView(parts: {
  drafts: DraftService;
  catalogue: CatalogueNeeds;
  materials: MaterialNeeds;
  clocks: ClocksArea;
  signing: Pick<DraftSigning, "partOf">;
  credit: Pick<CreditService, "barOf">;
}) {
  const { drafts, catalogue, materials, clocks, signing, credit } = parts;

  /** Materials that an undertaking open to this applicant would replace. */
  const replaceable = (draft: DraftDocument): Set<string> =>
    new Set(
      drafts
        .contentOf(draft)
        .items.filter(
          (item) => drafts.itemIdsOf(draft).includes(item.id) && drafts.undertakingOpen(draft, item),
        )
        .flatMap((item) => item.undertaking?.replaces ?? []),
    );
  /** Items whose papers are not asked for, since an undertaking was to stand for them. */
  const onlyByUndertaking = (draft: DraftDocument) => {
    const asked = new Set(draft.situation.materials.map((material) => material.id));
    return drafts
      .contentOf(draft)
      .items.filter(
        (item) =>
          drafts.itemIdsOf(draft).includes(item.id) &&
          drafts.undertakingOpen(draft, item) &&
          (item.undertaking?.replaces ?? []).some((material) => !asked.has(material)),
      );
  };
  const departmentsReading = (draft: DraftDocument, section: Section): DraftPart["readers"] => {
    const readers = Object.values(readersOf(section.definition, drafts.itemIdsOf(draft))).flat();
    const departments = draft.situation.items
      .filter((item) => readers.some((reader) => reader.item === item.id))
      .map((item) => item.department);
    return [...new Map(departments.map((entry) => [entry.id, entry])).values()];
  };
  const formPartOf = (draft: DraftDocument, section: Section): DraftPart => {
    const saved = draft.sections[section.id];
    const touched = saved !== undefined && (saved.done > 0 || saved.errors.length > 0);
    const wrong = saved?.errors.filter((error) => error.code !== "required") ?? [];
    const checked = saved?.checked === true;
    const state = !touched
      ? "not-started"
      : wrong.length > 0
        ? "problem"
        : checked && saved.errors.length === 0
          ? "completed"
          : "incomplete";
    return {
      id: section.id,
      kind: "form",
      name: section.name,
      state,
      note: state === "problem" ? partTexts.problems(wrong.length) : null,
      done: saved?.done ?? 0,
      total: saved?.total ?? shownFields(section.definition).length,
      readers: departmentsReading(draft, section),
    };
  };
  const partsOf = (
    draft: DraftDocument,
    slots: readonly MaterialSlot[],
    signed: DraftPart | null,
    barred: Text | null,
  ): DraftPart[] => {
    // what may follow after acceptance does not stand in the way: it is promised on the check page
    const missing =
      barred === null
        ? materialBlockers(slots, replaceable(draft)).filter((slot) => slot.tolerantDays === null)
        : unmet(slots);
    const needed = slots.filter((slot) => slot.need === "required");
    const situation: DraftPart = {
      id: "situation",
      kind: "situation",
      name: partTexts.situation,
      state: "completed",
      note: null,
      done: 1,
      total: 1,
      readers: [],
    };
    const given = needed.length - unmet(needed).length;
    const papers: DraftPart = {
      id: "materials",
      kind: "materials",
      name: partTexts.materials,
      state: missing.length === 0 ? "completed" : given > 0 ? "incomplete" : "not-started",
      note: missing.length === 0 ? null : partTexts.missing(missing.length),
      done: given,
      total: needed.length,
      readers: [],
    };
    const filled = [
      situation,
      ...drafts.sectionsOf(draft).map((section) => formPartOf(draft, section)),
      papers,
    ];
    const unfilled = filled.filter((part) => part.state !== "completed");
    // nobody is asked to sign what is not finished
    const locked =
      signed !== null && signed.state === "not-started" && unfilled.length > 0
        ? { ...signed, state: "locked" as const, note: finishFirst(unfilled) }
        : signed;
    const before = locked === null ? filled : [...filled, locked];
    const open = before.filter((part) => part.state !== "completed");
    const check: DraftPart = {
      id: "check",
      kind: "check",
      name: partTexts.check,
      state: open.length === 0 ? "not-started" : "locked",
      note: open.length === 0 ? null : finishFirst(open),
      done: 0,
      total: 1,
      readers: [],
    };
    return [...before, check];
  };
  const slotsOf = (draft: StoredDraft): Promise<MaterialSlot[]> =>
    materials.slotsFor(drafts.materialOwner(draft));

  const wire = (
    draft: StoredDraft,
    slots: readonly MaterialSlot[],
    signed: DraftPart | null,
    barred: Text | null,
  ): Draft => ({
    id: draft.id,
    version: draft.version,
    packageId: draft.packageId,
    packageName: drafts.contentOf(draft).name,
    packageVersion: draft.packageVersion,
    outdated: catalogue.package(draft.packageId)?.version !== draft.packageVersion,
    applicant: draft.applicant,
    answers: draft.answers,
    situation: draft.situation,
    parts: partsOf(draft, slots, signed, barred),
    barred,
    savedAt: isoInstant(draft.savedAt),
    keptUntil: draft.keptUntil,
    editors: draft.editors.map(({ name, at }) => ({ name, at: isoInstant(at) })),
  });

  const promised = (draft: DraftDocument): number =>
    draft.situation.promisedDays ??
    Math.max(
      1,
      ...drafts
        .contentOf(draft)
        .items.filter((item) => drafts.itemIdsOf(draft).includes(item.id))
        .map((item) => item.limits.promised?.days ?? item.limits.legal?.days ?? 0),
    );

  const rows = (draft: DraftDocument, section: Section): CheckPage["parts"][number]["rows"] =>
    shownRows(
      section.definition,
      section.id,
      draft.sections[section.id]?.data ?? {},
      draft.provenance,
      false,
    );

  return {
    async wire(draft: StoredDraft): Promise<Draft> {
      const bar = await credit.barOf(draft.ownerKey);
      return wire(draft, await slotsOf(draft), await signing.partOf(draft), bar?.text ?? null);
    },
    formPart(draft: StoredDraft, id: string): FormPart | null {
      const sections = drafts.sectionsOf(draft);
      const at = sections.findIndex((section) => section.id === id);
      const section = sections[at];
      if (section === undefined) return null;
      const prefix = `${id}.`;
      return {
        draftVersion: draft.version,
        part: formPartOf(draft, section),
        form: wireForm(section.definition, section.form, section.name),
        data: draft.sections[id]?.data ?? {},
        provenance: Object.fromEntries(
          Object.entries(draft.provenance)
            .filter(([path]) => path.startsWith(prefix))
            .map(([path, entry]) => [path.slice(prefix.length), entry]),
        ),
        readers: readersOf(section.definition, drafts.itemIdsOf(draft)),
        items: draft.situation.items.map(({ id: item, name, department }) => ({
          id: item,
          name,
          department,
        })),
        next: sections[at + 1]?.id ?? "materials",
      };
    },
    part(draft: StoredDraft, id: string): DraftPart | null {
      const section = drafts.sectionsOf(draft).find((entry) => entry.id === id);
      return section === undefined ? null : formPartOf(draft, section);
    },
    async checkPage(draft: StoredDraft): Promise<CheckPage> {
      const slots = await slotsOf(draft);
      const barred = (await credit.barOf(draft.ownerKey))?.text ?? null;
      const page = wire(draft, slots, await signing.partOf(draft), barred);
      const content = drafts.contentOf(draft);
      const sections = drafts.sectionsOf(draft);
      const chosen = content.items.filter((item) => drafts.itemIdsOf(draft).includes(item.id));
      const departments = [...new Set(chosen.map((item) => item.department))];
      const readBy = (department: string): number => {
        const items = chosen.filter((item) => item.department === department).map((item) => item.id);
        return sections.reduce(
          (sum, section) => sum + Object.keys(readersOf(section.definition, items)).length,
          0,
        );
      };
      const materialName = (id: string): Text =>
        slots.find((slot) => slot.id === id)?.name ?? { zh: id, en: id };
      const accepted = clocks.calendar().addWorkingDays(clocks.today(), 1);
      return {
        draft: page,
        parts: sections.map((section) => ({
          id: section.id,
          name: section.name,
          rows: rows(draft, section),
        })),
        materials: slots,
        readers: departments.map((department) => ({
          department: catalogue.department(department),
          items: chosen.filter((item) => item.department === department).map((item) => item.id),
          fields: readBy(department),
        })),
        declarations: content.declarations,
        undertakings: (barred === null ? chosen : [])
          .filter((item) => drafts.undertakingOpen(draft, item))
          .map((item) => ({
            itemId: item.id,
            itemName: item.name,
            text: item.undertaking?.text ?? item.name,
            replaces: (item.undertaking?.replaces ?? []).map(materialName),
          })),
        tolerances: materialBlockers(slots, replaceable(draft)).flatMap(({ id, name, tolerantDays }) =>
          tolerantDays === null || barred !== null ? [] : [{ materialId: id, name, days: tolerantDays }],
        ),
        promise: toleranceTexts.promise,
        delivery: content.delivery,
        example: { accepted, due: clocks.calendar().addWorkingDays(accepted, promised(draft)) },
        blockers: [
          // whose papers were not asked for because of an undertaking must choose the other way
          ...(barred === null
            ? []
            : onlyByUndertaking(draft).map((item) => ({
                part: "situation",
                text: creditTexts.otherWay(item.name),
              }))),
          ...page.parts
            .filter((part) => part.kind !== "check" && part.state !== "completed")
            .map((part) => ({ part: part.id, text: part.note ?? part.name })),
        ],
      };
    },
  };
}

function finishFirst(parts: readonly DraftPart[]): Text {
  return partTexts.finishFirst(
    parts.map((part) => part.name.zh).join("、"),
    parts.map((part) => part.name.en).join(", "),
  );
}

/** The rows of a section as pages show them; `mask` hides personal numbers. */
export function shownRows(
  form: Parameters<typeof shownFields>[0],
  section: string,
  data: Record<string, unknown>,
  provenance: StoredDraft["provenance"],
  mask: boolean,
): CheckPage["parts"][number]["rows"] {
  return shownFields(form)
    .filter(({ path }) => valueAt(data, path) !== undefined)
    .map(({ path, component }) => ({
      path: `${section}.${path}`,
      label: labelOf(form, component.label ?? component.key),
      value: shownValue(form, component, valueAt(data, path), mask),
      provenance: provenance[`${section}.${path}`]?.source ?? null,
      masked: masksOf(component, mask),
      files: shownFiles(component, valueAt(data, path)),
    }));
}

export function labelOf(form: Parameters<typeof shownFields>[0], label: string): Text {
  const english = form.i18n?.en;
  return {
    zh: label,
    en: english !== undefined && Object.hasOwn(english, label) ? (english[label] ?? label) : label,
  };
}

/** A form on the wire: the file plus its id and its title in both languages. */
export function wireForm(form: Parameters<typeof shownFields>[0], id: string, title: Text): WireForm {
  return { ...form, id, title, components: form.components.map((component) => ({ ...component })) };
}
