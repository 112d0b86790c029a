/** A signatory by link: no account, nothing but their own part. */
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant, localDate } from "../../clocks/index.ts";
import { AppError, ConflictError, InvalidError, NotFoundError, StateError } from "../../platform/errors.ts";
import type { Platform } from "../../platform/platform.ts";
import { shownRows } from "../draft-view.ts";
import type { AnswerRequest, SignPage, SignRequest } from "./api.ts";
import { signsPart } from "./content.ts";
import { active, signatures } from "./model.ts";
import type { StoredSignature } from "./model.ts";
import { answerable, statusOf } from "./seats.ts";
import type { SignatureService } from "./service.ts";
import { currentHash } from "./subject.ts";
import type { Subject } from "./subject.ts";
import { signatureTexts as texts } from "./texts.ts";
import { tokenHashOf } from "./token.ts";

export type GuestSigning = ReturnType<typeof createGuestSigning>;

export function createGuestSigning(parts: {
  platform: Platform;
  audit: AuditArea;
  service: SignatureService;
  subjectOf: (key: string) => Promise<Subject | null>;
}) {
  const { platform, audit, service, subjectOf } = parts;
  const { store } = platform;

  /** The seat that a link opens. Throws NotFoundError, or 410 when it has expired. */
  const opened = async (token: string): Promise<{ seat: StoredSignature; subject: Subject }> => {
    const seat = await service.rows.first({ filter: { eq: ["tokenHash", tokenHashOf(token)] } });
    if (seat === null || active([seat]).length === 0) throw new NotFoundError(texts.noLink, "link-unknown");
    if (seat.until <= platform.clock.now())
      throw new AppError({ code: "link-expired", status: 410, detail: texts.expired });
    const subject = await subjectOf(seat.subject);
    if (subject === null) throw new NotFoundError(texts.noLink, "link-unknown");
    if (!subject.open) throw new AppError({ code: "filed", status: 410, detail: texts.over });
    if (seat.kept) throw new AppError({ code: "filed", status: 410, detail: texts.over });
    // the situation may not have this signature any more
    service.signerOf(subject, seat.signer);
    return { seat, subject };
  };

  const wire = (seat: StoredSignature, subject: Subject): SignPage => {
    const signer = service.signerOf(subject, seat.signer);
    const hash = currentHash(subject, signer);
    const contents = new Map(subject.materials.map((entry) => [entry.materialId, entry]));
    return {
      status: statusOf(seat, hash, platform.clock.now()),
      role: seat.role,
      name: seat.party.name,
      why: signer.why,
      title: subject.title,
      applicant: subject.applicant,
      askedBy: subject.askedBy,
      until: localDate(seat.until),
      contentVersion: seat.hash === hash ? seat.contentVersion : seat.contentVersion + 1,
      hash,
      parts: subject.sections
        .filter((section) => signsPart(signer, section.id))
        .map((section) => ({
          id: section.id,
          name: section.name,
          // a guest reads names of files; without an account there is no way to open them
          rows: shownRows(section.definition, section.id, subject.data[section.id] ?? {}, {}, true).map(
            (row) => ({ ...row, files: [] }),
          ),
        })),
      materials: subject.slots
        .filter((slot) => signsPart(signer, slot.id))
        .flatMap((slot) => {
          const content = contents.get(slot.id);
          return content === undefined
            ? []
            : [
                {
                  id: slot.id,
                  name: slot.name,
                  licence: content.licence !== null,
                  files: content.files.map(({ id, name, mediaType }) => ({ id, name, mediaType })),
                },
              ];
        }),
      declarations: [
        signer.statement,
        ...(signer.signs === null ? subject.content.declarations.map(({ text }) => text) : []),
      ],
      signedAt: seat.state === "signed" && seat.signature ? isoInstant(seat.signature.at) : null,
      reason: seat.reason,
    };
  };

  /** The page as it is now; the first opening is noted. */
  const view = async (token: string): Promise<SignPage> => {
    const { subject } = await opened(token);
    await service.follow(subject);
    // following may have sent a newer link: this one is dead then
    const { seat } = await opened(token);
    await audit.recordRead({
      actor: null,
      by: `signatory:${seat.id}`,
      action: "signatures.open",
      thing: { kind: "signature", id: seat.id },
      data: { subject: seat.subject, signer: seat.signer },
    });
    if (seat.openedAt === null) {
      try {
        await store.transaction((tx) => tx.update(signatures, { ...seat, openedAt: platform.clock.now() }));
        service.announce(subject);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    return wire(seat, subject);
  };

  return {
    view,
    async sign(token: string, given: SignRequest): Promise<SignPage> {
      const { seat, subject } = await opened(token);
      await service.sign(subject, seat, given, null);
      return view(token);
    },
    async answer(token: string, given: AnswerRequest): Promise<SignPage> {
      const { seat, subject } = await opened(token);
      const hash = currentHash(subject, service.signerOf(subject, seat.signer));
      const status = statusOf(seat, hash, platform.clock.now());
      if (!answerable(status)) throw new StateError(texts.notSignable, { status }, "not-signable");
      const reason = given.reason.trim();
      if (reason === "")
        throw new InvalidError(texts.reason, [
          { pointer: "/reason", code: "required", detail: texts.reason },
        ]);
      const state = given.answer === "decline" ? "declined" : "disputed";
      const next: StoredSignature = { ...seat, state, reason };
      await store.transaction((tx) => {
        tx.update(signatures, next);
        service.tellApplicant(tx, subject, next, state, { zh: reason, en: reason });
        service.recorded(tx, null, given.answer, next);
      });
      service.announce(subject);
      return view(token);
    },
    /** A file of the person's own part. Throws NotFoundError for every other. */
    async file(token: string, fileId: string): Promise<{ hash: string; name: string; mediaType: string }> {
      const { seat, subject } = await opened(token);
      const signer = service.signerOf(subject, seat.signer);
      const asked = new Set(subject.slots.map((slot) => slot.id));
      const file = subject.materials
        .filter(({ materialId }) => asked.has(materialId) && signsPart(signer, materialId))
        .flatMap(({ files }) => files)
        .find(({ id }) => id === fileId);
      if (file === undefined) throw new NotFoundError(texts.noFile, "file-not-found");
      await audit.recordRead({
        actor: null,
        by: `signatory:${seat.id}`,
        action: "materials.read",
        thing: { kind: "file", id: fileId },
        data: { subject: seat.subject, signer: seat.signer },
      });
      return file;
    },
  };
}
