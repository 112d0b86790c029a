/** Signatures of people beside the applicant, put together: drafts and, later in a case, what is corrected. */
import type { AuditArea } from "../../audit/index.ts";
import type { FieldProblem } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Transaction } from "../../platform/store/port.ts";
import type { DraftPart } from "../api.ts";
import type { DraftService } from "../draft-service.ts";
import { drafts as draftRows } from "../model.ts";
import type { StoredDraft } from "../model.ts";
import type { CatalogueNeeds, MaterialNeeds, NotificationNeeds } from "../needs.ts";
import { createGuestSigning } from "./guest.ts";
import { active, signatures } from "./model.ts";
import { registerSignatureRoutes } from "./routes.ts";
import { createSignatureService } from "./service.ts";
import { createDraftSubjects, signersOf } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { signatureTexts as texts } from "./texts.ts";

export interface DraftSigning {
  /** The task list's line; null when the situation needs no signature. `locked`: other parts come first. */
  partOf(draft: StoredDraft): Promise<DraftPart | null>;
  /** What filing lacks, one problem per signer. */
  problems(draft: StoredDraft): Promise<FieldProblem[]>;
  /** Takes the signatures over to the case, in the transaction that makes it. */
  handover(draft: StoredDraft): Promise<(tx: Transaction, caseNo: string) => void>;
  /** A draft's content has changed. */
  changed(draftId: string): void;
}

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
  const subjectOf = async (key: string): Promise<Subject | null> => {
    const [kind, id = ""] = key.split(":");
    const draft = kind === "draft" ? await rows.get(id) : null;
    return draft === null ? null : subjectOfDraft(draft);
  };
  const dueOf = (draft: StoredDraft) =>
    signersOf(catalogue, {
      content: drafts.contentOf(draft),
      version: draft.packageVersion,
      facts: drafts.factsOf(draft),
    });
  registerSignatureRoutes({
    ...parts,
    service,
    guest: createGuestSigning({ ...parts, service, subjectOf }),
    draftSubject: async (actor, id) => subjectOfDraft(await drafts.draftFor(actor, id)),
  });

  const follow = async (draftId: string): Promise<void> => {
    const draft = await rows.get(draftId);
    if (draft === null || dueOf(draft).length === 0) return;
    await service.follow(await subjectOfDraft(draft));
  };
  const running = new Set<Promise<void>>();
  platform.onIdle(async () => {
    while (running.size > 0) await Promise.all(running);
  });

  return {
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
        for (const seat of seats.filter(({ signer }) => due.has(signer)))
          tx.update(signatures, { ...seat, caseNo });
      };
    },
    changed(draftId) {
      const work = follow(draftId)
        .catch((error: unknown) =>
          platform.log.warn({ err: error, draft: draftId }, "signatures not followed"),
        )
        .finally(() => running.delete(work));
      running.add(work);
    },
  };
}
