/** Who may read what of issued documents, and the public check by the code on them. */
import type { AuditArea } from "../audit/index.ts";
import { isoInstant } from "../clocks/index.ts";
import { AppError, ConflictError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentsService } from "./contract.ts";
import { documents, type StoredDocument } from "./model.ts";
import type { MayReadCase } from "./ports.ts";
import { texts } from "./texts.ts";

export function createReading(options: {
  platform: Platform;
  audit: AuditArea;
  licences: { ofCase(caseNo: string): Promise<{ id: string; caseItemId: string | null }[]> };
  mayRead: () => MayReadCase;
  verifyUrl: (id: string) => string;
  print: (html: string, title: string) => Promise<string | null>;
}): Omit<DocumentsService, "issue" | "preview" | "numberPreview" | "byKey"> {
  const { audit, verifyUrl, print } = options;
  const { store, clock, files } = options.platform;
  const collection = store.collection(documents);

  const read = async (actor: Actor, id: string, action: string): Promise<StoredDocument> => {
    const document = await collection.get(id);
    if (document === null) throw new NotFoundError(texts.noDocument);
    const { caseItemIds, internal } = document;
    let allowed = false;
    for (const caseId of [document.caseId, ...(document.alsoCaseIds ?? [])])
      allowed ||= await options.mayRead()(actor, { caseId, caseItemIds, internal });
    if (!allowed) throw new NotFoundError(texts.noDocument);
    await audit.recordRead({
      actor,
      action,
      thing: { kind: "document", id },
      data: { number: document.number },
    });
    return document;
  };

  return {
    async ofCase(caseId, { internal = false } = {}) {
      const [page, licences] = await Promise.all([
        collection.find({
          filter: { or: [{ eq: ["caseId", caseId] }, { contains: ["alsoCaseIds", caseId] }] },
          sort: ["issuedAt"],
          limit: 500,
        }),
        options.licences.ofCase(caseId),
      ]);
      const issued = page.rows.filter((document) => document.status === "issued");
      const licenceBy = licencesByDecision(issued, licences);
      return issued
        .filter((document) => internal || !document.internal)
        .map((document) => ({
          id: document.id,
          kind: document.kind,
          title: document.title,
          number: document.number,
          issuedAt: isoInstant(document.issuedAt),
          by: document.organ.name,
          caseItemId: onlyItem(document),
          caseItemIds: document.caseItemIds,
          licenceId: licenceBy.get(document.id) ?? null,
        }));
    },
    async meta(actor, id) {
      const document = await read(actor, id, "documents.readMeta");
      return {
        id,
        kind: document.kind,
        title: document.title,
        number: document.number,
        status: document.status,
        caseNo: document.caseId,
        caseItemIds: document.caseItemIds,
        organ: document.organ,
        issuedAt: isoInstant(document.issuedAt),
        servedAt: document.service === null ? null : isoInstant(document.service.at),
        hash: document.pdfHash,
        verifyUrl: verifyUrl(id),
        voided: document.voided && { at: isoInstant(document.voided.at), reason: document.voided.reason },
      };
    },
    async pdf(actor, id) {
      const document = await read(actor, id, "documents.read");
      if (document.htmlHash === null) throw new StateError(texts.notReady, {}, "document-not-ready");
      const name = `${document.title.zh} ${document.number}.pdf`;
      if (document.pdfHash !== null) return { hash: document.pdfHash, name };
      const hash = await print(await textOf(await files.open(document.htmlHash)), document.title.zh);
      if (hash === null) throw new AppError({ code: "no-browser", status: 503, detail: texts.noBrowser });
      await store
        .transaction((tx) => tx.update(documents, { ...document, pdfHash: hash }))
        .catch((error: unknown) => {
          if (!(error instanceof ConflictError)) throw error; // somebody else's reading made it meanwhile
        });
      return { hash, name };
    },
    async holdsFiles(hashes) {
      const held = await Promise.all(
        hashes.map((hash) =>
          collection.first({ filter: { or: [{ eq: ["htmlHash", hash] }, { eq: ["pdfHash", hash] }] } }),
        ),
      );
      return new Set(hashes.filter((_, at) => held[at] !== null));
    },
    async voidDocument(actor, id, reason) {
      const document = await read(actor, id, "documents.read");
      if (document.status === "void") throw new StateError(texts.alreadyVoid);
      if (document.status !== "issued") throw new StateError(texts.notIssued);
      await store.transaction((tx) => {
        tx.update(documents, {
          ...document,
          status: "void",
          voided: { at: clock.now(), by: actor.personId, reason },
        });
        audit.record(tx, {
          actor,
          action: "documents.void",
          thing: { kind: "document", id },
          data: { number: document.number },
        });
      });
    },
    async publicFacts(id) {
      const document = await collection.get(id);
      if (document === null || document.status === "numbered" || document.internal) return null;
      return {
        title: document.title,
        number: document.number,
        organ: document.organ.name,
        issuedAt: document.issuedAt,
        voided: document.status === "void",
      };
    },
  };
}

const onlyItem = (document: StoredDocument): string | null =>
  document.caseItemIds.length === 1 ? (document.caseItemIds[0] ?? null) : null;

/** A licence is shown with the document it follows from: the item's last one before it (ids sort by time). */
function licencesByDecision(
  issued: readonly StoredDocument[],
  licences: readonly { id: string; caseItemId: string | null }[],
): Map<string, string> {
  const found = new Map<string, string>();
  for (const licence of licences) {
    const before = issued.filter(
      (document) =>
        onlyItem(document) === licence.caseItemId && !document.internal && document.id < licence.id,
    );
    const decision = before
      .map(({ id }) => id)
      .toSorted()
      .at(-1);
    if (decision !== undefined) found.set(decision, licence.id);
  }
  return found;
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
