/** What follows an acceptance with tolerance: the promise, what is supplied, its check, and the end when it is late. */
import type { ClockChange, ClocksArea } from "../clocks/index.ts";
import { clockKind, isoInstant, localDate, localInstant } from "../clocks/index.ts";
import type { MaterialSlot } from "../materials/api.ts";
import type { Receive } from "../materials/index.ts";
import { InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { AcceptanceService } from "./acceptance-service.ts";
import type { TolerancePage } from "./api.ts";
import { moved } from "./case-core.ts";
import type { CaseCore } from "./case-core.ts";
import type { CaseView } from "./case-view.ts";
import type { CreditService } from "./credit/index.ts";
import { submissions } from "./model.ts";
import type { StoredCase, StoredItem, StoredSubmission, Tolerance } from "./model.ts";
import type { CatalogueNeeds, DocumentNeeds, MaterialNeeds, NotificationNeeds } from "./needs.ts";
import { byTexts } from "./texts.ts";
import { answered, lacking, owed, supplied, TOLERANCE_DUE } from "./tolerance.ts";
import { issueToleranceDocuments } from "./tolerance-documents.ts";
import { listed, toleranceTexts } from "./tolerance-texts.ts";

export type ToleranceService = ReturnType<typeof createToleranceService>;

export function createToleranceService(parts: {
  platform: Platform;
  core: CaseCore;
  clocks: ClocksArea;
  acceptance: AcceptanceService;
  view: CaseView;
  materials: MaterialNeeds;
  documents: DocumentNeeds;
  notifications: NotificationNeeds;
  catalogue: Pick<CatalogueNeeds, "department">;
  credit: Pick<CreditService, "broken">;
}) {
  const { platform, core, clocks, acceptance, view, materials, documents, notifications, catalogue, credit } =
    parts;
  const submissionRows = platform.store.collection(submissions);

  const itemOf = async (
    theCase: StoredCase,
    caseItemId: string,
  ): Promise<StoredItem & { tolerance: Tolerance }> => {
    const item = await core.itemRows.get(caseItemId);
    if (item === null || item.caseId !== theCase.id || item.tolerance === undefined)
      throw new NotFoundError(toleranceTexts.noSuch);
    return { ...item, tolerance: item.tolerance };
  };
  const slotsOf = async (theCase: StoredCase): Promise<Map<string, MaterialSlot>> => {
    const slots = await view.materialSlots(theCase, await core.itemsOf(theCase.id));
    return new Map(slots.map((slot) => [slot.id, slot]));
  };
  /** Files that were added since the material was asked for. */
  const fresh = (
    slot: MaterialSlot | undefined,
    material: Tolerance["materials"][number],
  ): MaterialSlot["files"] => slot?.files.filter((file) => file.id > material.after) ?? [];
  const openMaterial = async (
    theCase: StoredCase,
    caseItemId: string,
    materialId: string,
  ): Promise<{ item: StoredItem & { tolerance: Tolerance }; material: Tolerance["materials"][number] }> => {
    const item = await itemOf(theCase, caseItemId);
    const material = item.tolerance.materials.find((one) => one.id === materialId);
    if (material === undefined) throw new NotFoundError(toleranceTexts.noSuch);
    if (item.result !== null) throw new StateError(toleranceTexts.over);
    if (material.state !== "open") throw new StateError(toleranceTexts.notOpen);
    return { item, material };
  };
  const decided = async (caseItemId: string): Promise<boolean> => {
    const found = await submissionRows.find({ filter: { eq: ["caseItemId", caseItemId] }, limit: 200 });
    return found.rows.some(
      (one) => one.kind === "decide" && one.outcome !== "return" && one.state !== "void",
    );
  };

  /** The last day has ended: handling is ended, unless all is supplied or the item is decided. May come twice. */
  const late = async (caseId: string, caseItemId: string): Promise<void> => {
    const clock = await clocks.get(caseItemId, "tolerance");
    if (clock === null || clock.state !== "running") return;
    const end = localInstant(clock.due, clocks.endOfBusiness);
    if (end > clocks.now()) {
      await platform.store.transaction((tx) =>
        clocks.alarms.set(tx, { topic: TOLERANCE_DUE, at: end, data: { caseId, caseItemId } }),
      );
      return;
    }
    await core.mutate(caseId, { actor: null, by: "clocks.tolerance" }, async (state) => {
      const item = state.items.find((one) => one.id === caseItemId);
      if (item === undefined || owed(item).length === 0 || item.decision !== null) return null;
      if (await decided(item.id)) return null;
      const next = moved(item, "TERMINATED", state.now, {
        result: "terminated",
        reasons: toleranceTexts.lateReason,
      });
      if (next === null) return null;
      const after = state.items.map((one) => (one.id === next.id ? next : one));
      const follow = acceptance.released(state, after);
      const broken = item.tolerance?.agreed == null ? null : await credit.broken("late", state.theCase, item);
      return {
        ...follow,
        write: (tx) => {
          follow.write?.(tx);
          broken?.(tx);
        },
        items: [next, ...(follow.items ?? [])],
        events: [
          { caseId, caseItemId, kind: "tolerance-late", text: toleranceTexts.late(item.name) },
          ...(follow.events ?? []),
        ],
        clocks: [
          ...clockKind.options.map((kind): ClockChange => ({ do: "stop", kind, caseItemId, at: state.now })),
          ...(follow.clocks ?? []),
        ],
        messages: [
          { name: "toleranceLate", correlationKey: caseItemId, messageId: `toleranceLate:${caseItemId}` },
          ...(follow.messages ?? []),
        ],
        audit: [
          {
            action: "cases.toleranceLate",
            thing: { kind: "case-item", id: caseItemId },
            data: { due: clock.due, materials: owed(item).map((material) => material.id) },
          },
        ],
      };
    });
  };
  clocks.alarms.on(TOLERANCE_DUE, (data) => late(data["caseId"] ?? "", data["caseItemId"] ?? ""));

  /** What the asker said of a supply takes effect: confirmed, or asked for again. */
  const applySupply = async (
    caseId: string,
    caseItemId: string,
    submission: StoredSubmission,
  ): Promise<void> => {
    const supplyId = submission.actId ?? "";
    const accepted = submission.outcome === "accept";
    const note = typeof submission.data["note"] === "string" ? submission.data["note"] : "";
    await core.mutate(caseId, { actor: null, by: "worker:cases.applySupply" }, async (state) => {
      const item = state.items.find((one) => one.id === caseItemId);
      if (item?.tolerance === undefined) return null;
      const tolerance = answered(item.tolerance, supplyId, accepted, note, state.now, platform.ids.next());
      if (tolerance === null) return null;
      const next = { ...item, tolerance };
      return {
        items: [next],
        events: [
          {
            caseId,
            caseItemId,
            kind: accepted ? "tolerance-confirmed" : "tolerance-returned",
            text: accepted ? toleranceTexts.confirmed(item.name) : toleranceTexts.returned(item.name, note),
            by: catalogue.department(item.tolerance.asker.split(":")[0] ?? "window").name,
          },
        ],
        clocks: await clockAfter(next, accepted, state.now),
        alarms: accepted ? [] : [{ topic: TOLERANCE_DUE, at: state.now + 1, data: { caseId, caseItemId } }],
      };
    });
  };
  /** All confirmed: the applicant's time ends; something returned: it goes on. */
  const clockAfter = async (item: StoredItem, accepted: boolean, at: number): Promise<ClockChange[]> => {
    const on = { kind: "tolerance", caseItemId: item.id, at } as const;
    if (lacking(item).length === 0) return [{ do: "stop", ...on }];
    const open = accepted ? undefined : (await clocks.get(item.id, "tolerance"))?.pauses;
    return (open ?? [])
      .filter((pause) => pause.resumedOn === null)
      .map((pause) => ({ do: "resume", procedureId: pause.id, ...on }));
  };
  const tellOf = async (
    theCase: StoredCase,
    item: StoredItem,
    submission: StoredSubmission,
  ): Promise<void> => {
    const accepted = submission.outcome === "accept";
    const note = typeof submission.data["note"] === "string" ? submission.data["note"] : "";
    await notifications.send({
      to: { owner: theCase.ownerKey, personIds: [theCase.filedBy.personId] },
      kind: accepted ? "news" : "todo",
      title: item.name,
      body: accepted ? toleranceTexts.confirmed(item.name) : toleranceTexts.returned(item.name, note),
      href: accepted ? `/cases/${theCase.id}` : `/cases/${theCase.id}/supply/${item.id}`,
      caseNo: theCase.id,
      key: `supply:${submission.id}`,
    });
  };

  return {
    late,

    async page(theCase: StoredCase, caseItemId: string): Promise<TolerancePage> {
      const item = await itemOf(theCase, caseItemId);
      const clock = await clocks.get(caseItemId, "tolerance");
      const slots = await slotsOf(theCase);
      return {
        no: theCase.id,
        title: theCase.title,
        caseItemId,
        item: item.name,
        over: item.result !== null,
        due: clock?.due ?? localDate(item.tolerance.at),
        light: clock === null ? null : clocks.light(clock),
        promise: toleranceTexts.promise,
        agreedAt: item.tolerance.agreed === null ? null : isoInstant(item.tolerance.agreed.at),
        materials: item.tolerance.materials.flatMap((material) => {
          const slot = slots.get(material.id);
          if (slot === undefined) return [];
          return [
            {
              id: material.id,
              name: material.name,
              what: material.what,
              state: material.state,
              note: material.note,
              slot,
              fresh: fresh(slot, material).map((file) => file.id),
            },
          ];
        }),
      };
    },

    /** The applicant agrees to the promise; again changes nothing. */
    async agree(actor: Actor, theCase: StoredCase, caseItemId: string): Promise<void> {
      await itemOf(theCase, caseItemId);
      await core.mutate(theCase.id, { actor }, (state) => {
        const item = state.items.find((one) => one.id === caseItemId);
        if (item?.tolerance === undefined || item.tolerance.agreed !== null) return null;
        if (item.result !== null) throw new StateError(toleranceTexts.over);
        const agreed = { at: state.now, by: { personId: actor.personId, name: actor.name } };
        return {
          items: [{ ...item, tolerance: { ...item.tolerance, agreed } }],
          events: [
            {
              caseId: theCase.id,
              caseItemId,
              kind: "tolerance-agreed",
              text: toleranceTexts.agreed(item.name),
              by: byTexts.applicant,
            },
          ],
          audit: [{ action: "cases.tolerancePromise", thing: { kind: "case-item", id: caseItemId } }],
        };
      });
      await issueToleranceDocuments(documents, await core.itemsOf(theCase.id));
    },

    async upload(
      actor: Actor,
      theCase: StoredCase,
      caseItemId: string,
      materialId: string,
      receive: Receive,
    ): Promise<MaterialSlot> {
      await openMaterial(theCase, caseItemId, materialId);
      const owner = view.materialOwner(theCase, await core.itemsOf(theCase.id));
      return materials.uploadFor(actor, owner, materialId, receive);
    },

    /** Takes a file away that was added for this and is not handed in yet. */
    async removeFile(
      actor: Actor,
      theCase: StoredCase,
      caseItemId: string,
      materialId: string,
      fileId: string,
    ): Promise<MaterialSlot> {
      const { material } = await openMaterial(theCase, caseItemId, materialId);
      const slot = (await slotsOf(theCase)).get(materialId);
      if (!fresh(slot, material).some((file) => file.id === fileId))
        throw new StateError(toleranceTexts.notOpen);
      const owner = view.materialOwner(theCase, await core.itemsOf(theCase.id));
      return materials.removeFor(actor, owner, materialId, fileId);
    },

    /** Hands in what was uploaded for these materials; the asker gets a task for it. */
    async supply(
      actor: Actor,
      theCase: StoredCase,
      caseItemId: string,
      ids: readonly string[],
    ): Promise<void> {
      const item = await itemOf(theCase, caseItemId);
      const slots = await slotsOf(theCase);
      const problems = ids.flatMap((id) => {
        const material = item.tolerance.materials.find((one) => one.id === id);
        const pointer = `/materials/${id}`;
        if (material === undefined) return [{ pointer, code: "unknown", detail: toleranceTexts.noSuch }];
        if (material.state !== "open") return [{ pointer, code: "not-open", detail: toleranceTexts.notOpen }];
        const slot = slots.get(id);
        if (fresh(slot, material).length === 0 && slot?.licenceId == null)
          return [{ pointer, code: "required", detail: toleranceTexts.noFile(material.name) }];
        return [];
      });
      if (ids.length === 0)
        problems.push({ pointer: "/materials", code: "required", detail: toleranceTexts.nothing });
      if (problems.length > 0) throw new InvalidError(toleranceTexts.faults, problems, "not-suppliable");
      const supplyId = platform.ids.next();
      await core.mutate(theCase.id, { actor }, (state) => {
        const now = state.items.find((one) => one.id === caseItemId);
        if (now?.tolerance === undefined) throw new NotFoundError(toleranceTexts.noSuch);
        if (now.result !== null) throw new StateError(toleranceTexts.over);
        if (now.tolerance.agreed === null) throw new StateError(toleranceTexts.agreeFirst, {}, "agree-first");
        const open = owed(now).map((material) => material.id);
        if (!ids.every((id) => open.includes(id))) throw new StateError(toleranceTexts.notOpen);
        const tolerance = supplied(now.tolerance, supplyId, ids, state.now);
        const next = { ...now, tolerance };
        const names = listed(
          tolerance.materials.filter((one) => ids.includes(one.id)).map((one) => one.name),
        );
        return {
          items: [next],
          events: [
            {
              caseId: theCase.id,
              caseItemId,
              kind: "tolerance-supplied",
              text: toleranceTexts.suppliedEvent(now.name, names),
              by: byTexts.applicant,
            },
          ],
          // the applicant's time stands still while all of it is with the office
          clocks:
            owed(next).length > 0
              ? []
              : [
                  {
                    do: "hold",
                    kind: "tolerance",
                    caseItemId,
                    id: supplyId,
                    reason: toleranceTexts.suppliedEvent(now.name, names),
                    law: { zh: "容缺受理承诺书", en: "the promise" },
                    until: null,
                    at: state.now,
                  },
                ],
          messages: [
            {
              name: "toleranceSupplied",
              correlationKey: caseItemId,
              messageId: `toleranceSupplied:${supplyId}`,
              variables: { actId: supplyId, asker: now.tolerance.asker },
            },
          ],
          audit: [
            {
              action: "cases.supply",
              thing: { kind: "case-item", id: caseItemId },
              data: { supply: supplyId, materials: [...ids] },
            },
          ],
        };
      });
    },

    /** All that the asker has said of this item's supplies. May come twice. */
    async applySupplies(caseId: string, caseItemId: string): Promise<void> {
      const found = await submissionRows.find({
        filter: { eq: ["caseItemId", caseItemId] },
        sort: ["at"],
        limit: 200,
      });
      for (const submission of found.rows) {
        if (submission.kind !== "supply" || submission.state === "void") continue;
        await applySupply(caseId, caseItemId, submission);
        const theCase = await core.caseRows.get(caseId);
        const item = await core.itemRows.get(caseItemId);
        if (theCase !== null && item !== null) await tellOf(theCase, item, submission);
      }
    },
  };
}
