/** Numbers, renders, seals, files and serves documents; previews are the same rendering without a number. */
import type { AuditArea } from "../audit/index.ts";
import { localDate } from "../clocks/index.ts";
import type { NotificationsService } from "../notifications/index.ts";
import { AppError, ConflictError, InvalidError, NotFoundError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import type { DocumentsService, IssuedListener, IssueRequest, PreviewRequest } from "./contract.ts";
import { fingerprint } from "./fingerprint.ts";
import { documents, type DocumentDocument, type StoredDocument } from "./model.ts";
import { counterOf, documentNumber } from "./numbers.ts";
import type { ContextOf, DocumentCaseFacts, DocumentContent, DocumentKind, DocumentOrgan } from "./ports.ts";
import { standalone, type Press } from "./press.ts";
import { qrDataUrl } from "./qr.ts";
import { texts, wordFor } from "./texts.ts";

export function createIssuing(options: {
  platform: Platform;
  audit: AuditArea;
  content: DocumentContent;
  notifications: Pick<NotificationsService, "notify" | "announce">;
  press: Press;
  context: () => ContextOf;
  listeners: IssuedListener[];
  verifyUrl: (id: string) => string;
  /** Hash of the PDF in the files; null where it cannot be printed now. */
  print: (html: string, title: string) => Promise<string | null>;
}): Pick<DocumentsService, "issue" | "preview" | "numberPreview" | "byKey"> {
  const { audit, content, notifications, press, listeners, verifyUrl, print } = options;
  const { store, clock, ids, files, config, log } = options.platform;
  const collection = store.collection(documents);

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
    const { caseItemIds, department = null, about = null, pending } = request;
    const facts = await options.context()(request.caseId, caseItemIds[0] ?? null, kind.id, {
      caseItemIds,
      department,
      about,
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
    replaced: StoredDocument | null = null,
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
        replaces: replaced?.number ?? null,
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
            ...((request.alsoCaseIds ?? []).length === 0 ? {} : { alsoCaseIds: request.alsoCaseIds }),
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

  return {
    async byKey(key) {
      const found = await byKey(key);
      return found === null || found.status === "numbered" ? null : found;
    },
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
      const replaced = request.replaces == null ? null : await byKey(request.replaces);
      const own = { id: document.id, number: document.number, at: document.issuedAt };
      const data = await dataFor(found, own, replaced);
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
          if (replaced?.status === "issued") {
            const voided = {
              at: clock.now(),
              by: request.by ?? "documents.issue",
              reason: texts.replacedBy(document.number),
            };
            tx.update(documents, { ...replaced, status: "void", voided });
            audit.record(tx, {
              actor: null,
              by: request.by ?? "documents.issue",
              action: "documents.void",
              thing: { kind: "document", id: replaced.id },
              data: { number: replaced.number, replacedBy: document.number },
            });
          }
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
              event: "service",
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
  };
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
