import { createHash } from "node:crypto";
import type { AuditArea } from "../audit/index.ts";
import { isoInstant, localDate } from "../clocks/index.ts";
import type { NotificationsService } from "../notifications/index.ts";
import { AppError, ConflictError, InvalidError, NotFoundError, StateError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import type { Transaction } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import type { DocumentMeta } from "./api.ts";
import { counterOf, documentNumber } from "./numbers.ts";
import { documents, type DocumentDocument, type StoredDocument } from "./model.ts";
import { NoBrowserError } from "./pdf/chromium.ts";
import type {
  ContextOf,
  DocumentCaseFacts,
  DocumentContent,
  DocumentKind,
  DocumentOrgan,
  MayReadCase,
} from "./ports.ts";
import { standalone, type Press } from "./press.ts";
import { qrDataUrl } from "./qr.ts";
import { texts, wordFor } from "./texts.ts";

export interface IssueRequest {
  /** The same key issues once, however often it is asked. */
  key: string;
  kind: string;
  caseId: string;
  /** Empty: the document is about the whole case. */
  caseItemIds: string[];
  /** Issuing department; default: the kind's window, else the item's department. */
  department?: string | null;
  /** For the audit row, e.g. `worker:documents.render`. */
  by?: string;
}
export interface PreviewRequest {
  kind: string;
  caseId: string;
  caseItemIds: string[];
  department?: string | null;
  pending: { outcome: string; data: Record<string, unknown> } | null;
}
export interface DocumentPreview {
  /** A page of its own, each value marked with `data-field`. */
  html: string;
  title: Text;
  /** What is lacking; a decision with anything here is not issued. */
  missing: Text[];
  pages: number | null;
  /** Fingerprint of the text but for number, date and code: the issued text has the same. */
  previewId: string;
}
export interface DocumentLine {
  id: string;
  kind: string;
  title: Text;
  number: string;
  issuedAt: string;
  by: Text;
  caseItemId: string | null;
  licenceId: string | null;
}

export interface DocumentsService {
  /** Numbers, renders, seals, files and serves electronically. Throws InvalidError `document-incomplete` naming what lacks. */
  issue(request: IssueRequest): Promise<StoredDocument>;
  preview(request: PreviewRequest): Promise<DocumentPreview>;
  /** What the number will look like, with the serial left open. */
  numberPreview(kind: string, department: string): string;
  /** Issued documents of a case, oldest first; those for offices only when asked. */
  ofCase(caseId: string, options?: { internal?: boolean }): Promise<DocumentLine[]>;
  meta(actor: Actor, id: string): Promise<DocumentMeta>;
  /** The PDF's hash and a name for it; made now when it could not be made before. Audited. */
  pdf(actor: Actor, id: string): Promise<{ hash: string; name: string }>;
  /** Takes a document out of force; number and text stay. */
  voidDocument(actor: Actor, id: string, reason: string): Promise<void>;
  /** Facts for the public check by the document's code; null when there is none. */
  publicFacts(
    id: string,
  ): Promise<{ title: Text; number: string; organ: Text; issuedAt: number; voided: boolean } | null>;
}

/** Called inside the issuing transaction, e.g. to add a line to the case's timeline. */
export type IssuedListener = (tx: Transaction, document: DocumentDocument & { id: string }) => void;

export function createDocumentsService(options: {
  platform: Platform;
  audit: AuditArea;
  content: DocumentContent;
  notifications: Pick<NotificationsService, "notify" | "announce">;
  licences: { ofCase(caseNo: string): Promise<{ id: string; caseItemId: string | null }[]> };
  press: Press;
  context: () => ContextOf;
  mayRead: () => MayReadCase;
  listeners: IssuedListener[];
}): DocumentsService {
  const { audit, content, notifications, press, listeners } = options;
  const { store, clock, ids, files, config, log } = options.platform;
  const collection = store.collection(documents);
  const verifyUrl = (id: string): string => `${config.publicUrl}/v/d/${id}`;

  const kindOf = (id: string): DocumentKind => {
    const kind = content.documentKind(id);
    if (kind === null) throw new AppError({ code: "document-kind", status: 500, detail: texts.noKind(id) });
    return kind;
  };
  const organOf = (id: string): DocumentOrgan => {
    const organ = content.organ(id);
    if (organ === null)
      throw new AppError({ code: "document-organ", status: 500, detail: texts.noOrgan(id) });
    return organ;
  };
  const factsOf = async (
    request: PreviewRequest,
  ): Promise<{ facts: DocumentCaseFacts; organ: DocumentOrgan; kind: DocumentKind }> => {
    const kind = kindOf(request.kind);
    const { caseItemIds, department = null, pending } = request;
    const facts = await options.context()(request.caseId, caseItemIds[0] ?? null, kind.id, {
      caseItemIds,
      department,
      pending,
    });
    if (facts === null) throw new NotFoundError(texts.noCase);
    return {
      facts,
      kind,
      organ: organOf(department ?? (kind.organ === "window" ? "window" : facts.department)),
    };
  };
  const dataFor = async (
    { facts, kind, organ }: { facts: DocumentCaseFacts; kind: DocumentKind; organ: DocumentOrgan },
    issue: { id: string; number: string; at: number } | { number: string; at: number },
  ): Promise<Record<string, unknown>> => {
    const url = verifyUrl("id" in issue ? issue.id : "");
    const purpose = kind.seal === "none" ? null : content.seal(kind.seal);
    return {
      ...facts.context,
      document: {
        number: issue.number,
        title: kind.title,
        kind: kind.id,
        date: localDate(issue.at),
        organ: { name: organ.full, short: organ.name, code: organ.uscc },
        seal: purpose,
        qr: await qrDataUrl(url),
        verifyUrl: url,
        sample: config.demo,
      },
      __seal: { organ: organ.full.zh, purpose: purpose?.zh ?? "", sample: config.demo },
    };
  };

  const byKey = (key: string): Promise<StoredDocument | null> =>
    collection.first({ filter: { eq: ["key", key] } });

  /** The number is taken in the transaction that writes the document down: none is ever skipped. */
  const takeNumber = async (
    request: IssueRequest,
    kind: DocumentKind,
    organ: DocumentOrgan,
  ): Promise<StoredDocument> => {
    const id = ids.next();
    const at = clock.now();
    const year = localDate(at).slice(0, 4);
    try {
      await store.transaction((tx) =>
        tx.next(counterOf(organ.id, kind.id, year), (serial) => {
          const document: DocumentDocument = {
            key: request.key,
            kind: kind.id,
            title: kind.title,
            number: documentNumber(organ.word, kind.word, year, serial),
            status: "numbered",
            caseId: request.caseId,
            caseItemIds: request.caseItemIds,
            organ: { id: organ.id, name: organ.full },
            internal: kind.internal ?? false,
            issuedAt: at,
            htmlHash: null,
            pdfHash: null,
            service: null,
            voided: null,
          };
          tx.insert(documents, { id, ...document });
        }),
      );
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
    const stored = await byKey(request.key);
    if (stored === null) throw new ConflictError(texts.noDocument);
    return stored;
  };

  const print = async (html: string, title: string): Promise<string | null> => {
    try {
      const pdf = await press.pdf(html, { title });
      return (await files.putBytes(pdf, "application/pdf")).hash;
    } catch (error) {
      if (!(error instanceof NoBrowserError)) throw error;
      log.warn(
        { reason: error.message },
        "a document is issued without its PDF, which is made when a browser is there",
      );
      return null;
    }
  };

  const read = async (actor: Actor, id: string, action: string): Promise<StoredDocument> => {
    const document = await collection.get(id);
    const allowed =
      document !== null &&
      (await options.mayRead()(actor, {
        caseId: document.caseId,
        caseItemIds: document.caseItemIds,
        internal: document.internal,
      }));
    if (document === null || !allowed) throw new NotFoundError(texts.noDocument);
    await audit.recordRead({
      actor,
      action,
      thing: { kind: "document", id },
      data: { number: document.number },
    });
    return document;
  };

  return {
    async issue(request) {
      const known = await byKey(request.key);
      if (known !== null && known.status !== "numbered") return known;
      const found = await factsOf({ ...request, pending: null });
      const { kind, organ, facts } = found;
      const lacking = kind.needs.filter((path) => isEmpty(valueAt(facts.context, path)));
      if (lacking.length > 0)
        throw new InvalidError(
          texts.missing(lacking),
          lacking.map((path) => ({
            pointer: `/${path.replaceAll(".", "/")}`,
            code: "required",
            detail: wordFor(path),
          })),
          "document-incomplete",
        );
      // a fault of the template shows before a number is spent
      if (known === null)
        await press.html(
          kind.template,
          await dataFor(found, { number: documentNumber(organ.word, kind.word, "0000", 0), at: clock.now() }),
        );
      const document = known ?? (await takeNumber(request, kind, organ));
      if (document.status !== "numbered") return document;
      const data = await dataFor(found, { id: document.id, number: document.number, at: document.issuedAt });
      const { html, missing } = await press.html(kind.template, data);
      if (missing.length > 0)
        log.warn({ kind: kind.id, missing }, "a document is issued with values left open");
      const htmlHash = (await files.putBytes(Buffer.from(html, "utf8"), "text/html")).hash;
      const pdfHash = await print(html, kind.title.zh);
      const served = kind.internal
        ? null
        : { way: "electronic" as const, to: facts.applicant.owner, at: clock.now() };
      const issued: StoredDocument = { ...document, status: "issued", htmlHash, pdfHash, service: served };
      try {
        await store.transaction((tx) => {
          tx.update(documents, issued);
          audit.record(tx, {
            actor: null,
            by: request.by ?? "documents.issue",
            action: "documents.issue",
            thing: { kind: "document", id: document.id },
            data: {
              number: document.number,
              kind: kind.id,
              case: request.caseId,
              pdf: pdfHash,
              text: fingerprint(html),
            },
          });
          if (served !== null)
            notifications.notify(tx, {
              to: facts.applicant,
              kind: "news",
              title: texts.issuedTitle(kind.title),
              body: texts.issuedBody(document.number),
              href: `/cases/${request.caseId}?document=${document.id}`,
              caseNo: request.caseId,
              key: `document:${document.id}`,
            });
          for (const listener of listeners) listener(tx, issued);
        });
      } catch (error) {
        const now = await byKey(request.key);
        if (error instanceof ConflictError && now !== null && now.status !== "numbered") return now; // the same job twice
        throw error;
      }
      if (served !== null) await notifications.announce(facts.applicant);
      return issued;
    },
    async preview(request) {
      const found = await factsOf(request);
      const { kind, organ, facts } = found;
      const at = clock.now();
      const number = documentNumber(organ.word, kind.word, localDate(at).slice(0, 4), null);
      const data = await dataFor(found, { number, at });
      const { html, missing } = await press.html(kind.template, data, { mark: true });
      const lacking = new Set([
        ...kind.needs.filter((path) => isEmpty(valueAt(facts.context, path))),
        ...missing,
      ]);
      return {
        html: standalone(html, `${kind.title.zh} ${texts.preview.zh}`),
        title: kind.title,
        missing: [...lacking].map(wordFor),
        pages: null,
        previewId: fingerprint(html),
      };
    },
    numberPreview(kindId, department) {
      const kind = kindOf(kindId);
      const organ = organOf(kind.organ === "window" ? "window" : department);
      return documentNumber(organ.word, kind.word, localDate(clock.now()).slice(0, 4), null);
    },
    async ofCase(caseId, { internal = false } = {}) {
      const [page, licences] = await Promise.all([
        collection.find({ filter: { eq: ["caseId", caseId] }, sort: ["issuedAt"], limit: 500 }),
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

/** The text alone, without what only issuing brings: number, date, code. */
export function fingerprint(html: string): string {
  const text = html
    .replace(/<(style|svg)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/第[\d_]{6}号/g, "第号")
    .replace(/\d{4}(年\d{1,2}月\d{1,2}日|-\d{2}-\d{2})/g, "")
    .replace(/\/v\/d\/\w*/g, "")
    .replace(/\s+/g, "");
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function valueAt(context: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      context,
    );
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

async function textOf(stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
