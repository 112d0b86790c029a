/** A correction as its applicant sees it (C13): each point with what it opens, old beside new, its receipt. */
import { isoInstant } from "../../clocks/index.ts";
import type { ClocksArea } from "../../clocks/index.ts";
import type { MaterialsArea } from "../../materials/index.ts";
import type { MaterialSlot } from "../../materials/api.ts";
import type { PageMark } from "../../materials/marks/api.ts";
import type { Actor } from "../../platform/http/route.ts";
import { wireForm } from "../draft-view.ts";
import { shownValue, withValue } from "../form-fields.ts";
import { materialNeeds } from "../material-needs.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds, DocumentNeeds } from "../needs.ts";
import { statusTexts } from "../texts.ts";
import { isOpen, itemOf, waits } from "./access.ts";
import type { CorrectionAccess } from "./access.ts";
import type { CorrectionPage, CorrectionPoint } from "./api.ts";
import { receiptKey } from "./hand-in.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import type { CorrectionNotices } from "./notice.ts";
import type { CorrectionSigning } from "./signing.ts";
import { fieldForm, placeOf, valueOf } from "./targets.ts";

export type CorrectionPages = ReturnType<typeof createCorrectionPage>;

export function createCorrectionPage(parts: {
  access: CorrectionAccess;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  materials: Pick<MaterialsArea, "slotsFor" | "marks">;
  documents: DocumentNeeds;
  notices: CorrectionNotices;
  signing: CorrectionSigning;
}) {
  const { access, clocks, catalogue, materials, documents, notices } = parts;
  const { load, stagedMaterials } = access;

  const wirePoint = (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
    slots: ReadonlyMap<string, MaterialSlot>,
    caseSlots: ReadonlyMap<string, MaterialSlot>,
    receipts: ReadonlyMap<number, string>,
    marks: ReadonlyMap<string, PageMark>,
    point: StoredPoint,
  ): CorrectionPoint => {
    const open = isOpen(correction, items, point);
    const { target, answer } = point;
    const place = target.kind === "field" ? placeOf(catalogue, theCase, target.path) : null;
    const drafted = target.kind === "field" ? correction.draft.values[target.path] : undefined;
    const note = answer?.note ?? correction.draft.notes[point.id] ?? "";
    const slot = target.kind === "material" ? slots.get(target.materialId) : undefined;
    const there = target.kind === "material" ? caseSlots.get(target.materialId) : undefined;
    const shown = (value: unknown) =>
      place === null ? null : shownValue(place.form, place.field.component, value, false);
    const value = target.kind === "field" ? valueOf(theCase, target.path) : null;
    const saved = drafted !== undefined || note !== "" || (slot?.files.length ?? 0) > 0;
    const ref = (file: { id: string; name: string; mediaType: string }) => ({
      id: file.id,
      name: file.name,
      mediaType: file.mediaType,
    });
    return {
      id: point.id,
      caseItemId: point.caseItemId,
      item: itemOf(items, point)?.name ?? theCase.title,
      department: catalogue.department(point.department),
      target,
      label: point.label,
      group: place?.sectionName ?? null,
      problem: point.problem,
      ask: point.ask,
      basis: point.basis,
      sample: point.sample,
      page: point.page ?? null,
      mark: marks.get(point.mark ?? "") ?? null,
      first: point.first,
      state: answer !== null ? "handed-in" : !open ? "closed" : saved ? "saved" : "open",
      handedInAt: answer === null ? null : isoInstant(answer.at),
      receiptId: answer === null ? null : (receipts.get(answer.handIn) ?? null),
      before: answer === null ? shown(value) : shown(answer.before),
      after: answer === null ? (drafted === undefined ? null : shown(drafted)) : shown(answer.after),
      filesBefore: answer === null ? (there?.files ?? []).map(ref) : answer.filesBefore,
      files: answer === null ? (slot?.files ?? []).map(ref) : answer.files,
      note,
      field:
        place === null || !open
          ? null
          : {
              form: wireForm(fieldForm(place), place.section, place.sectionName),
              section: place.section,
              path: place.path,
              data:
                drafted === undefined
                  ? (theCase.data[place.section] ?? {})
                  : withValue(theCase.data[place.section] ?? {}, place.path, drafted),
            },
      slot: open ? (slot ?? null) : null,
    };
  };

  const receiptsOf = async (correction: StoredCorrection): Promise<Map<number, string>> => {
    const found = new Map<number, string>();
    for (const handIn of correction.handIns) {
      const document = await documents.byKey(receiptKey(correction.id, handIn.n));
      if (document !== null) found.set(handIn.n, document.id);
    }
    return found;
  };

  const page = async (actor: Actor, no: string, n: number): Promise<CorrectionPage> => {
    const { theCase, correction, items } = await load(actor, no, n);
    const listed = items.filter((item) => correction.points.some((point) => point.caseItemId === item.id));
    const staged = await materials.slotsFor(stagedMaterials(theCase, correction, items));
    const slots = new Map(staged.map((slot) => [slot.id, slot]));
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    const whole =
      content === null
        ? []
        : await materials.slotsFor({
            key: `case:${theCase.id}`,
            version: theCase.version,
            holders: [],
            needs: materialNeeds(content, theCase.situation, []),
            open: false,
          });
    const caseSlots = new Map(whole.map((slot) => [slot.id, slot]));
    const receipts = await receiptsOf(correction);
    const marks = await materials.marks.forApplicant(
      theCase.id,
      correction.points.flatMap((point) => point.mark ?? []),
    );
    const subject = await parts.signing.subjectOf(theCase, correction, items);
    const lacking = await parts.signing.problems(subject);
    const waiting = listed.filter((item) => waits(correction, item));
    const timed = waiting[0] ?? listed[0];
    const clock = timed === undefined ? null : await clocks.get(timed.id, "correction");
    const own = clock?.roundId === correction.id ? clock : null;
    const firstN = listed
      .map((item) => item.corrections?.[0])
      .find((id) => id !== undefined && id !== correction.id);
    return {
      no: theCase.id,
      n,
      version: correction.version,
      title: theCase.title,
      state:
        waiting.length > 0
          ? "open"
          : correction.points.every((point) => point.answer !== null)
            ? "complete"
            : listed.some((item) => item.status === "LAPSED")
              ? "lapsed"
              : "over",
      issuedAt: isoInstant(correction.issuedAt),
      due: own?.due ?? notices.dueOf(correction),
      light: own === null ? null : clocks.light(own),
      documentId: (await documents.byKey(`correction-notice:${correction.id}`))?.id ?? null,
      items: listed.map((item) => ({
        caseItemId: item.id,
        name: item.name,
        department: catalogue.department(item.department),
        status: item.status,
        statusLabel: statusTexts[item.status],
      })),
      points: correction.points.map((point) =>
        wirePoint(theCase, correction, items, slots, caseSlots, receipts, marks, point),
      ),
      firstN: firstN === undefined ? null : Number(firstN.split(":")[1]),
      receipts: correction.handIns.map((handIn) => ({
        at: isoInstant(handIn.at),
        points: handIn.points.length,
        documentId: receipts.get(handIn.n) ?? null,
      })),
      signers: subject.signers.map(({ id, name }) => ({
        name,
        signed: !lacking.some(({ pointer }) => pointer === `/signatures/${id}`),
      })),
      savedAt: correction.draft.savedAt === null ? null : isoInstant(correction.draft.savedAt),
    };
  };

  return page;
}
