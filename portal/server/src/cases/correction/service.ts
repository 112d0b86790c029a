/** What the applicant does with a correction (C13): only what is listed is open; part by part; a complete item is checked anew. */
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant } from "../../clocks/index.ts";
import type { ClocksArea } from "../../clocks/index.ts";
import type { MaterialOwner, MaterialsArea } from "../../materials/index.ts";
import type { MaterialSlot } from "../../materials/api.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { AcceptanceService } from "../acceptance-service.ts";
import type { CaseCore } from "../case-core.ts";
import { wireForm } from "../draft-view.ts";
import type { FormCheck } from "../form-check.ts";
import { isEmpty, pathValue, shownValue, withValue } from "../form-fields.ts";
import { materialNeeds } from "../material-needs.ts";
import type { StoredCase, StoredItem } from "../model.ts";
import type { CatalogueNeeds, DocumentNeeds } from "../needs.ts";
import { statusTexts } from "../texts.ts";
import type { CorrectionPage, CorrectionPoint, HandedIn, SaveCorrectionRequest } from "./api.ts";
import { correctionId, corrections, stagedOwner } from "./model.ts";
import type { StoredCorrection, StoredPoint } from "./model.ts";
import type { CorrectionNotices } from "./notice.ts";
import { fieldForm, placeOf, valueOf } from "./targets.ts";
import { correctionTexts } from "./texts.ts";

const RECEIPT = "correction-receipt";
const SAFETY_MS = 60_000;

export type CorrectionService = ReturnType<typeof createCorrectionService>;

export function createCorrectionService(parts: {
  platform: Platform;
  audit: AuditArea;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  materials: Pick<MaterialsArea, "slotsFor" | "exchange">;
  documents: DocumentNeeds;
  formCheck: FormCheck;
  notices: CorrectionNotices;
  acceptance: AcceptanceService;
  ownCase: (actor: Actor, no: string) => Promise<StoredCase>;
}) {
  const { platform, audit, core, clocks, catalogue, materials, documents, formCheck, notices } = parts;
  const { store } = platform;

  const load = async (
    actor: Actor,
    no: string,
    n: number,
  ): Promise<{ theCase: StoredCase; correction: StoredCorrection; items: StoredItem[] }> => {
    const theCase = await parts.ownCase(actor, no);
    const correction = await notices.rows.get(correctionId(theCase.id, n));
    if (correction === null) throw new NotFoundError(correctionTexts.noCorrection);
    return { theCase, correction, items: await core.itemsOf(theCase.id) };
  };
  const itemOf = (items: readonly StoredItem[], point: StoredPoint): StoredItem | undefined =>
    items.find((item) => item.id === point.caseItemId);
  /** The item still waits for this correction. */
  const waits = (correction: StoredCorrection, item: StoredItem | undefined): boolean =>
    item?.status === "SUPPLEMENT" && item.corrections?.at(-1) === correction.id;
  const isOpen = (correction: StoredCorrection, items: readonly StoredItem[], point: StoredPoint): boolean =>
    point.answer === null && waits(correction, itemOf(items, point));

  /** The materials that are listed, as an owner of files of their own until they are handed in. */
  const stagedMaterials = (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
  ): MaterialOwner => {
    const content =
      catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);
    const open = correction.points.filter((point) => isOpen(correction, items, point));
    const ids = new Set(
      open.flatMap((point) => (point.target.kind === "material" ? [point.target.materialId] : [])),
    );
    return {
      key: stagedOwner(theCase.id, correction.n),
      version: correction.version,
      holders: [],
      needs:
        content === null
          ? []
          : materialNeeds(content, theCase.situation, []).filter((need) => ids.has(need.id)),
      open: open.length > 0,
    };
  };

  const wirePoint = (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
    slots: ReadonlyMap<string, MaterialSlot>,
    caseSlots: ReadonlyMap<string, MaterialSlot>,
    receipts: ReadonlyMap<number, string>,
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
      due: own?.due ?? (await notices.dueOf(correction)),
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
        wirePoint(theCase, correction, items, slots, caseSlots, receipts, point),
      ),
      firstN: firstN === undefined ? null : Number(firstN.split(":")[1]),
      receipts: correction.handIns.map((handIn) => ({
        at: isoInstant(handIn.at),
        points: handIn.points.length,
        documentId: receipts.get(handIn.n) ?? null,
      })),
      savedAt: correction.draft.savedAt === null ? null : isoInstant(correction.draft.savedAt),
    };
  };

  const checkVersion = (correction: StoredCorrection, ifMatch: number | undefined): void => {
    if (ifMatch !== undefined && ifMatch !== correction.version)
      throw new ConflictError(correctionTexts.changed, { current: { version: correction.version } });
  };

  /** The values that are open, in their right shape; every other one is refused by its name. */
  const shapedValues = async (
    theCase: StoredCase,
    correction: StoredCorrection,
    items: readonly StoredItem[],
    given: SaveCorrectionRequest,
  ): Promise<Record<string, unknown>> => {
    const faults: FieldProblem[] = [];
    const values: Record<string, unknown> = {};
    for (const [path, value] of Object.entries(given.values)) {
      const listed = correction.points.filter(
        (point) => point.target.kind === "field" && point.target.path === path,
      );
      const pointer = `/values/${path}`;
      const place = listed.length === 0 ? null : placeOf(catalogue, theCase, path);
      if (place === null) {
        faults.push({ pointer, code: "not-open", detail: correctionTexts.notOpen(path) });
        continue;
      }
      if (!listed.some((point) => isOpen(correction, items, point))) {
        faults.push({ pointer, code: "handed-in", detail: correctionTexts.pointOver(listed[0]!.label) });
        continue;
      }
      const { shaped, foreign } = await formCheck.check({
        form: fieldForm(place),
        data: withValue({}, place.path, value),
        fileIds: [],
      });
      const strange = foreign.filter(
        (error) => error.path === place.path || error.path.startsWith(place.path),
      );
      if (strange.length > 0) {
        faults.push(...strange.map((error) => ({ pointer, code: error.code, detail: error.message })));
        continue;
      }
      values[path] = pathValue(shaped, place.path) ?? null;
    }
    for (const id of Object.keys(given.notes)) {
      const point = correction.points.find((entry) => entry.id === id);
      const pointer = `/notes/${id}`;
      if (point === undefined)
        faults.push({ pointer, code: "not-open", detail: correctionTexts.unknownPoint });
      else if (!isOpen(correction, items, point))
        faults.push({ pointer, code: "handed-in", detail: correctionTexts.pointOver(point.label) });
    }
    if (faults.length > 0) throw new InvalidError(correctionTexts.wrong, faults, "not-open");
    return values;
  };

  const issueReceipt = async (id: string, handIn: number): Promise<string | null> => {
    const correction = await notices.rows.get(id);
    const received = correction?.handIns.find((entry) => entry.n === handIn);
    if (correction === null || received === undefined) return null;
    const caseItemIds = [
      ...new Set(
        correction.points
          .filter((point) => received.points.includes(point.id))
          .map((point) => point.caseItemId),
      ),
    ];
    const document = await documents.issue({
      key: receiptKey(id, handIn),
      kind: "correction-receipt",
      caseId: correction.caseId,
      caseItemIds,
      department: "window",
      about: `${id}#${handIn}`,
    });
    return document.id;
  };
  clocks.alarms.on(RECEIPT, async ({ id = "", handIn = "0" }) => {
    await issueReceipt(id, Number(handIn));
  });

  /** New values of the sections, with the faults of what is listed; other fields stay as they are. */
  const mergedData = async (
    theCase: StoredCase,
    correction: StoredCorrection,
    chosen: readonly StoredPoint[],
  ): Promise<{ data: StoredCase["data"]; faults: FieldProblem[] }> => {
    const data = { ...theCase.data };
    const faults: FieldProblem[] = [];
    const bySection = Map.groupBy(
      chosen.flatMap((point) => {
        if (point.target.kind !== "field") return [];
        const value = correction.draft.values[point.target.path];
        const place = value === undefined ? null : placeOf(catalogue, theCase, point.target.path);
        return place === null ? [] : [{ point, place, value }];
      }),
      ({ place }) => place.section,
    );
    for (const [section, changes] of bySection) {
      const form = changes[0]!.place.form;
      const proposed = changes.reduce(
        (sum, { place, value }) => withValue(sum, place.path, value),
        theCase.data[section] ?? {},
      );
      const checked = await formCheck.check({ form, data: proposed, fileIds: [] });
      let kept = theCase.data[section] ?? {};
      for (const { point, place } of changes) {
        const value = pathValue(checked.data, place.path);
        const own = checked.errors.filter(
          (error) =>
            error.path === place.path ||
            error.path.startsWith(`${place.path}.`) ||
            error.path.startsWith(`${place.path}[`),
        );
        for (const error of own)
          faults.push({ pointer: `/points/${point.id}`, code: error.code, detail: error.message });
        kept = withValue(
          kept,
          place.path,
          value === undefined ? pathValue(checked.shaped, place.path) : value,
        );
      }
      data[section] = kept;
    }
    return { data, faults };
  };

  const handIn = async (
    actor: Actor,
    no: string,
    n: number,
    ifMatch: number | undefined,
    ids: readonly string[],
  ): Promise<HandedIn> => {
    const seen = await load(actor, no, n);
    checkVersion(seen.correction, ifMatch);
    let result: Omit<HandedIn, "receiptId"> | null = null;
    await core.mutate(seen.theCase.id, { actor }, async (state) => {
      const correction = await notices.rows.get(seen.correction.id);
      if (correction === null) throw new NotFoundError(correctionTexts.noCorrection);
      if (correction.version !== seen.correction.version)
        throw new ConflictError(correctionTexts.changed, { current: { version: correction.version } });
      const chosen = [...new Set(ids)].map((id) => {
        const point = correction.points.find((entry) => entry.id === id);
        if (point === undefined)
          throw new InvalidError(
            correctionTexts.unknownPoint,
            [{ pointer: "/points", code: "unknown", detail: correctionTexts.unknownPoint }],
            "unknown-point",
          );
        if (point.answer !== null) throw new StateError(correctionTexts.pointOver(point.label));
        if (!waits(correction, itemOf(state.items, point))) throw new StateError(correctionTexts.over);
        return point;
      });
      const materialIds = [
        ...new Set(
          chosen.flatMap((point) => (point.target.kind === "material" ? [point.target.materialId] : [])),
        ),
      ];
      const number = correction.handIns.length + 1;
      const exchange = await materials.exchange({
        from: stagedOwner(state.theCase.id, n),
        to: `case:${state.theCase.id}`,
        earlier: `earlier:${state.theCase.id}/${n}/${number}`,
        materialIds,
      });
      const { data, faults } = await mergedData(state.theCase, correction, chosen);
      const answered = chosen.map((point): StoredPoint => {
        const { target } = point;
        const note = (correction.draft.notes[point.id] ?? "").trim();
        const files = target.kind === "material" ? exchange.files.get(target.materialId) : undefined;
        const before = target.kind === "field" ? valueOf(state.theCase, target.path) : null;
        const after = target.kind === "field" ? pathValue(data, target.path) : null;
        const changed =
          target.kind === "field"
            ? JSON.stringify(before ?? null) !== JSON.stringify(after ?? null) && !isEmpty(after)
            : (files?.after.length ?? 0) > 0;
        if (!changed && note === "")
          faults.push({
            pointer: `/points/${point.id}`,
            code: "unanswered",
            detail: correctionTexts.unanswered(point.label),
          });
        return {
          ...point,
          answer: {
            handIn: number,
            at: state.now,
            note: note === "" ? null : note,
            before: before ?? null,
            after: after ?? null,
            filesBefore: files?.before ?? [],
            files: files?.after ?? [],
          },
        };
      });
      if (faults.length > 0) throw new InvalidError(correctionTexts.wrong, faults, "correction");
      const points = correction.points.map((point) => answered.find((one) => one.id === point.id) ?? point);
      const complete = state.items.filter(
        (item) =>
          waits(correction, item) &&
          points.every((point) => point.caseItemId !== item.id || point.answer !== null),
      );
      result = {
        n: number,
        at: isoInstant(state.now),
        points: answered.map((point) => point.id),
        left: points.filter((point) => isOpen(correction, state.items, point)).length,
        complete: complete.map((item) => item.id),
      };
      const again = parts.acceptance.rechecked(state, complete, points);
      const { write, alarms, events, ...changes } = again;
      return {
        ...changes,
        patch: { data },
        events: [
          {
            caseId: state.theCase.id,
            kind: "corrected",
            text: correctionTexts.handedIn(answered.length),
            by: state.theCase.applicant.name,
          },
          ...(events ?? []),
        ],
        alarms: [
          ...(alarms ?? []),
          { topic: RECEIPT, at: state.now + SAFETY_MS, data: { id: correction.id, handIn: String(number) } },
        ],
        audit: [
          {
            action: "corrections.handIn",
            thing: { kind: "correction", id: correction.id },
            data: { case: state.theCase.id, points: answered.map((point) => point.id), handIn: number },
          },
        ],
        write: (tx) => {
          write?.(tx);
          exchange.apply(tx);
          tx.update(corrections, {
            ...correction,
            points,
            handIns: [
              ...correction.handIns,
              { n: number, at: state.now, by: actor.personId, points: answered.map((point) => point.id) },
            ],
          });
        },
      };
    });
    if (result === null) throw new StateError(correctionTexts.over);
    const done: Omit<HandedIn, "receiptId"> = result;
    return { ...done, receiptId: await issueReceipt(seen.correction.id, done.n) };
  };

  return {
    page,
    handIn,
    async save(
      actor: Actor,
      no: string,
      n: number,
      ifMatch: number | undefined,
      given: SaveCorrectionRequest,
    ): Promise<CorrectionPage> {
      const { theCase, correction, items } = await load(actor, no, n);
      checkVersion(correction, ifMatch);
      if (!correction.points.some((point) => isOpen(correction, items, point)))
        throw new StateError(correctionTexts.over);
      const values = await shapedValues(theCase, correction, items, given);
      const next: StoredCorrection = {
        ...correction,
        draft: {
          values: { ...correction.draft.values, ...values },
          notes: { ...correction.draft.notes, ...given.notes },
          savedAt: platform.clock.now(),
        },
      };
      try {
        await store.transaction((tx) => {
          tx.update(corrections, next);
          audit.record(tx, {
            actor,
            action: "corrections.save",
            thing: { kind: "correction", id: correction.id },
            data: { case: theCase.id, fields: Object.keys(values) },
          });
        });
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        throw new ConflictError(correctionTexts.changed, {});
      }
      return page(actor, no, n);
    },
    /** The files of a correction's materials, for the materials area. Throws NotFoundError for others. */
    async materialOwner(actor: Actor, no: string, n: number): Promise<MaterialOwner> {
      const { theCase, correction, items } = await load(actor, no, n);
      return stagedMaterials(theCase, correction, items);
    },
  };
}

const receiptKey = (id: string, handIn: number): string => `correction-receipt:${id}:${handIn}`;
