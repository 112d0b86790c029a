/** Handing in all points of a correction, or some: a receipt each time; an item whose points are all in is checked anew. */
import { isoInstant } from "../../clocks/index.ts";
import type { ClocksArea } from "../../clocks/index.ts";
import type { MaterialsArea } from "../../materials/index.ts";
import { ConflictError, InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { AcceptanceService } from "../acceptance-service.ts";
import type { CaseCore } from "../case-core.ts";
import type { FormCheck } from "../form-check.ts";
import { isEmpty, pathValue } from "../form-fields.ts";
import type { CatalogueNeeds, DocumentNeeds } from "../needs.ts";
import { checkVersion, isOpen, itemOf, waits } from "./access.ts";
import type { CorrectionAccess } from "./access.ts";
import type { HandedIn } from "./api.ts";
import { corrections, stagedOwner } from "./model.ts";
import type { StoredPoint } from "./model.ts";
import type { CorrectionNotices } from "./notice.ts";
import { createCorrectedData } from "./merge.ts";
import type { CorrectionSigning } from "./signing.ts";
import { valueOf } from "./targets.ts";
import { correctionTexts } from "./texts.ts";

const RECEIPT = "correction-receipt";
/** Receipts are issued at once; after a crash this much later. */
const SAFETY_MS = 60_000;

/** Key of the receipt of a hand-in. */
export const receiptKey = (id: string, handIn: number): string => `correction-receipt:${id}:${handIn}`;

export function createHandIn(parts: {
  access: CorrectionAccess;
  core: CaseCore;
  clocks: ClocksArea;
  catalogue: CatalogueNeeds;
  materials: Pick<MaterialsArea, "uploadsOver" | "exchange" | "fieldExchange" | "fieldFiles">;
  documents: DocumentNeeds;
  formCheck: FormCheck;
  notices: CorrectionNotices;
  acceptance: AcceptanceService;
  signing: CorrectionSigning;
}) {
  const { access, core, clocks, catalogue, materials, documents, formCheck, notices, acceptance, signing } =
    parts;
  const { load } = access;

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

  const mergedData = createCorrectedData({ catalogue, formCheck, materials });

  const handIn = async (
    actor: Actor,
    no: string,
    n: number,
    ifMatch: number | undefined,
    ids: readonly string[],
  ): Promise<HandedIn> => {
    const seen = await load(actor, no, n);
    await materials.uploadsOver(stagedOwner(seen.theCase.id, n));
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
      const { data, faults, named } = await mergedData(state.theCase, correction, chosen);
      const files = await materials.fieldExchange({
        from: stagedOwner(state.theCase.id, n),
        to: `case:${state.theCase.id}`,
        earlier: `earlier:${state.theCase.id}/${n}/${number}`,
        named,
      });
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
      const subject = await signing.subjectOf(state.theCase, correction, state.items, chosen);
      faults.push(...(await signing.problems(subject)));
      if (faults.length > 0) throw new InvalidError(correctionTexts.wrong, faults, "correction");
      const keepSignatures = await signing.handover(subject);
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
      const again = acceptance.rechecked(state, complete, points);
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
          files(tx);
          keepSignatures(tx);
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

  return handIn;
}
