/** Signatures of people beside the applicant, put together: drafts and, later in a case, what is corrected. */
import { z } from "zod";
import type { AuditArea } from "../../audit/index.ts";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Transaction } from "../../platform/store/port.ts";
import type { DraftPart } from "../api.ts";
import type { DraftService } from "../draft-service.ts";
import { caseEvents, drafts as draftRows } from "../model.ts";
import type { StoredDraft } from "../model.ts";
import type { CatalogueNeeds, MaterialNeeds, NotificationNeeds } from "../needs.ts";
import { createGuestSigning } from "./guest.ts";
import { active, keptSeats, signatures } from "./model.ts";
import type { StoredSignature } from "./model.ts";
import { registerGuestRoutes, registerSignatureRoutes } from "./routes.ts";
import { createSignatureService } from "./service.ts";
import { createDraftSubjects, signersOf } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { signatureTexts as texts } from "./texts.ts";

export { keptSeats } from "./model.ts";
export { currentHash, signersOf } from "./subject.ts";
export type { Subject } from "./subject.ts";

/** What a correction uses: whether its content is signed, and the signatures taken over with it. */
export interface SubjectSigning {
  problems(subject: Subject): Promise<FieldProblem[]>;
  /** Keeps the signatures with the case; what they replace is kept as replaced. */
  handover(subject: Subject): Promise<(tx: Transaction) => void>;
  changed(key: string): void;
}

export interface DraftSigning {
  /** Subjects of another kind than drafts, by the first word of their key; `of`: the caller's own. */
  useCorrections(subjects: {
    byId(id: string): Promise<Subject | null>;
    ofActor(actor: Actor, no: string, n: number): Promise<Subject>;
  }): SubjectSigning;
  /** The task list's line; null when the situation needs no signature. `locked`: other parts come first. */
  partOf(draft: StoredDraft): Promise<DraftPart | null>;
  /** What filing lacks, one problem per signer. */
  problems(draft: StoredDraft): Promise<FieldProblem[]>;
  /** Takes the signatures over to the case, in the transaction that makes it. */
  handover(draft: StoredDraft): Promise<(tx: Transaction, caseNo: string) => void>;
  /** The content of a subject has changed. */
  changed(key: string): void;
}

const seatId = { seat: z.string().max(40) };
const byDraft = z.object({ id: z.string().max(40) });
const byCorrection = z.object({ no: z.string().max(40), n: z.coerce.number().int().min(1).max(99) });

export function createSigning(parts: {
  platform: Platform;
  audit: AuditArea;
  catalogue: CatalogueNeeds;
  notifications: NotificationNeeds;
  drafts: DraftService;
  materials: MaterialNeeds;
}): DraftSigning {
  const { platform, catalogue, drafts } = parts;
  const service = createSignatureService(parts);
  const subjectOfDraft = createDraftSubjects(parts);
  const rows = platform.store.collection(draftRows);
  let correctionSubject: (id: string) => Promise<Subject | null> = async () => null;
  const subjectOf = async (key: string): Promise<Subject | null> => {
    const [kind, id = ""] = key.split(":");
    if (kind === "correction") return correctionSubject(id);
    const draft = kind === "draft" ? await rows.get(id) : null;
    return draft === null || draft.state === "deleted" ? null : subjectOfDraft(draft);
  };
  const dueOf = (draft: StoredDraft) =>
    signersOf(catalogue, {
      content: drafts.contentOf(draft),
      version: drafts.contentOf(draft).version,
      facts: drafts.factsOf(draft),
    });
  registerGuestRoutes({ platform, guest: createGuestSigning({ ...parts, service, subjectOf }) });
  registerSignatureRoutes({
    ...parts,
    service,
    base: "/drafts/:id/signatures",
    params: byDraft,
    bySeat: byDraft.extend(seatId),
    access: { read: ["read", "draft"], change: ["update", "draft"] },
    subjectOf: async (actor, { id }) => subjectOfDraft(await drafts.draftFor(actor, id)),
  });

  const follow = async (key: string): Promise<void> => {
    const draft = key.startsWith("draft:") ? await rows.get(key.slice("draft:".length)) : null;
    if (draft !== null && dueOf(draft).length === 0) return;
    const subject = await subjectOf(key);
    if (subject !== null) await service.follow(subject);
  };
  const running = new Set<Promise<void>>();
  platform.onIdle(async () => {
    while (running.size > 0) await Promise.all(running);
  });

  /** The signature is the case's from now on, and stands on its timeline with the hash of what was signed. */
  const keep = (tx: Transaction, seat: StoredSignature, caseNo: string): void => {
    tx.update(signatures, { ...seat, caseNo, kept: true });
    const given = seat.signature;
    if (given === null) return;
    tx.insert(caseEvents, {
      id: platform.ids.next(),
      caseId: caseNo,
      caseItemId: null,
      at: platform.clock.now(),
      kind: "signed",
      text: texts.event(seat.role, seat.party.name, given.contentVersion, given.hash.slice(0, 12)),
      by: { zh: seat.party.name, en: seat.party.name },
      documentId: null,
      public: true,
    });
  };
  const changed = (key: string): void => {
    const work = follow(key)
      .catch((error: unknown) => platform.log.warn({ err: error, subject: key }, "signatures not followed"))
      .finally(() => running.delete(work));
    running.add(work);
  };

  return {
    useCorrections(subjects) {
      correctionSubject = subjects.byId;
      registerSignatureRoutes({
        ...parts,
        service,
        base: "/cases/:no/corrections/:n/signatures",
        params: byCorrection,
        bySeat: byCorrection.extend(seatId),
        access: { read: ["correct", "case"], change: ["correct", "case"] },
        subjectOf: (actor, { no, n }) => subjects.ofActor(actor, no, n),
      });
      return {
        changed,
        problems: async (subject) =>
          (await service.lacking(subject)).map(({ signer }) => ({
            pointer: `/signatures/${signer.id}`,
            code: "signature",
            detail: texts.together(signer.name),
          })),
        async handover(subject) {
          const due = new Set(subject.signers.map((signer) => signer.id));
          const fresh = active(await service.seatsOf(subject.key)).filter(({ signer }) => due.has(signer));
          const old = (await keptSeats(platform, subject.caseNo ?? "")).filter(
            (seat) => due.has(seat.signer) && !fresh.some(({ id }) => id === seat.id),
          );
          return (tx) => {
            for (const seat of fresh) keep(tx, seat, subject.caseNo ?? "");
            for (const seat of old) tx.update(signatures, { ...seat, state: "replaced" });
          };
        },
      };
    },
    async partOf(draft) {
      const due = dueOf(draft);
      if (due.length === 0) return null;
      const lacking = await service.lacking(await subjectOfDraft(draft));
      const asked = active(await service.seatsOf(`draft:${draft.id}`));
      const bad = lacking.flatMap(({ why }) => why).length;
      const wrong = asked.some((seat) => ["declined", "disputed", "void"].includes(seat.state));
      return {
        id: "signatures",
        kind: "signatures",
        name: texts.part,
        state: bad === 0 ? "completed" : wrong ? "problem" : asked.length > 0 ? "incomplete" : "not-started",
        note:
          bad === 0 ? null : (lacking[0]?.why[0] ?? texts.missing(lacking.map(({ signer }) => signer.name))),
        done: due.length - lacking.length,
        total: due.length,
        readers: [],
      };
    },
    async problems(draft) {
      if (dueOf(draft).length === 0) return [];
      return (await service.lacking(await subjectOfDraft(draft))).flatMap(({ signer, why }) =>
        why.map((detail) => ({ pointer: `/signatures/${signer.id}`, code: "signature", detail })),
      );
    },
    async handover(draft) {
      const due = new Set(dueOf(draft).map((signer) => signer.id));
      const seats = due.size === 0 ? [] : active(await service.seatsOf(`draft:${draft.id}`));
      return (tx, caseNo) => {
        for (const seat of seats.filter(({ signer }) => due.has(signer))) keep(tx, seat, caseNo);
      };
    },
    changed,
  };
}
