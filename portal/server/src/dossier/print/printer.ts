/** The case file as one PDF: cover, contents, timeline, forms, list of documents with hashes, then all papers in order. */
import { buffer } from "node:stream/consumers";
import { Piscina } from "piscina";
import type { AuditArea } from "../../audit/index.ts";
import { isoInstant } from "../../clocks/index.ts";
import type { DocumentsArea } from "../../documents/index.ts";
import type { MaterialsArea } from "../../materials/index.ts";
import { AppError, NotFoundError } from "../../platform/errors.ts";
import type { Actor } from "../../platform/http/route.ts";
import type { Platform } from "../../platform/platform.ts";
import type { Language, Text } from "../../platform/text.ts";
import type { OpenedCase } from "../access.ts";
import type { CaseFile } from "../api.ts";
import { dossierTexts } from "../texts.ts";
import type { Merged, Piece } from "./merge-pdf.ts";
import { dossiers } from "./model.ts";
import { pagesOf, type Entry, type Listed } from "./pages.ts";
import { printTexts } from "./texts.ts";

const MOST_BYTES = 150 * 1024 * 1024;
const DEADLINE_MS = 120_000;
const KEPT_MS = 24 * 3_600_000;

export interface PrintProgress {
  step: Text;
  done: number;
  total: number;
}
export type DossierPrinter = ReturnType<typeof createDossierPrinter>;

interface Paper {
  title: string;
  kind: "issued" | "supplied";
  file: { hash: string; name: string; mediaType: string } | null;
}

export function createDossierPrinter(parts: {
  platform: Platform;
  audit: AuditArea;
  documents: Pick<DocumentsArea, "pdf" | "press">;
  materials: Pick<MaterialsArea, "file">;
}) {
  const { platform, audit, documents, materials } = parts;
  const { store, files, ids, realTime, clock } = platform;
  const rows = store.collection(dossiers);
  const pool = new Piscina<unknown, unknown>({
    filename: new URL("./merge-pdf.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  platform.onClose(() => pool.destroy());
  const inThread = async <T>(name: "countPages" | "merge", job: unknown, signal: AbortSignal): Promise<T> =>
    (await pool.run(job, {
      name,
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    })) as T;

  const forgetOld = async (): Promise<void> => {
    const old = await rows.find({ filter: { lt: ["at", realTime.now() - KEPT_MS] }, limit: 500 });
    if (old.rows.length > 0)
      await store.transaction((tx) => {
        for (const row of old.rows) tx.remove(dossiers, row);
      });
  };
  platform.onReady(forgetOld);

  /** Documents and materials that the reader may read, each read audited by its own area. */
  const papersOf = async (actor: Actor, file: CaseFile, language: Language): Promise<Paper[]> => {
    const issued = await Promise.all(
      file.documents.map(async (document): Promise<Paper> => {
        const title = `${document.title[language]} ${document.number}`;
        try {
          return {
            title,
            kind: "issued",
            file: { ...(await documents.pdf(actor, document.id)), mediaType: "application/pdf" },
          };
        } catch (error) {
          if (error instanceof AppError) return { title, kind: "issued", file: null };
          throw error;
        }
      }),
    );
    const replaced = file.versions.flatMap((version) =>
      version.files.flatMap((change) =>
        change.before.map((one) => ({ ...one, title: change.label[language] })),
      ),
    );
    const supplied = [
      ...file.materials.flatMap((slot) =>
        slot.files.map((one) => ({ id: one.id, name: one.name, title: slot.name[language] })),
      ),
      ...replaced,
    ];
    const unique = [...new Map(supplied.map((one) => [one.id, one])).values()];
    const read = await Promise.all(
      unique.map(async (one): Promise<Paper[]> => {
        try {
          return [
            {
              title: `${one.title} · ${one.name}`,
              kind: "supplied",
              file: await materials.file(actor, one.id),
            },
          ];
        } catch (error) {
          // another department's paper
          if (error instanceof NotFoundError) return [];
          throw error;
        }
      }),
    );
    return [...issued, ...read.flat()];
  };

  return {
    /** Throws when `signal` is aborted: then nothing is kept. Answers the id under which the reader fetches it. */
    async print(
      actor: Actor,
      opened: OpenedCase,
      file: CaseFile,
      language: Language,
      signal: AbortSignal,
      tell: (progress: PrintProgress) => void,
    ): Promise<{ id: string; pages: number }> {
      const { steps } = printTexts;
      const say = (step: keyof typeof steps, done: number, total: number): void => {
        signal.throwIfAborted();
        tell({ step: steps[step], done, total });
      };
      say("read", 0, 1);
      const pages = pagesOf(file, language);
      const papers = await papersOf(actor, file, language);
      const printedAt = isoInstant(clock.now());
      const { press } = documents;
      const title = `${printTexts.cover[language]} ${file.no}`;
      const own = async (html: string): Promise<Piece> => ({
        bytes: await press.pdf(html, { title }),
        mediaType: "application/pdf",
      });

      say("print", 0, 4);
      const timeline = await own(pages.timeline());
      say("print", 1, 4);
      const forms = await own(pages.forms());
      say("print", 2, 4);
      const watermark = await press.pdf(
        pages.watermark(printTexts.watermark(actor.name, printedAt.slice(0, 16).replace("T", " "))),
        { title },
      );

      const listed: Listed[] = [];
      const attached: { title: string; kind: Paper["kind"]; piece: Piece; pages: number }[] = [];
      let size = 0;
      for (const [index, paper] of papers.entries()) {
        say("collect", index, papers.length);
        const entry = { title: paper.title, file: paper.file?.name ?? "", hash: paper.file?.hash ?? "" };
        if (paper.file === null) {
          listed.push({ ...entry, note: printTexts.noPdf[language] });
          continue;
        }
        const stat = await files.stat(paper.file.hash);
        if (stat === null || size + stat.size > MOST_BYTES) {
          listed.push({ ...entry, note: printTexts.tooLarge[language] });
          continue;
        }
        const bytes = await buffer(await files.open(paper.file.hash));
        const piece = { bytes, mediaType: paper.file.mediaType };
        const count = await inThread<number | null>("countPages", piece, signal).catch((error: unknown) => {
          signal.throwIfAborted();
          platform.log.warn({ err: error, hash: entry.hash }, "a paper was not merged into a case file");
          return null;
        });
        listed.push({ ...entry, note: count === null ? printTexts.unreadable[language] : "" });
        if (count === null) continue;
        size += stat.size;
        attached.push({ title: paper.title, kind: paper.kind, piece, pages: count });
      }

      say("print", 3, 4);
      const list = await own(pages.list(listed));
      const count = async (piece: Piece): Promise<number> =>
        (await inThread<number | null>("countPages", piece, signal)) ?? 0;
      const counts = [await count(timeline), await count(forms), await count(list)];
      const contents = (frontPages: number | null): Entry[] => {
        let page = (frontPages ?? 0) + 1;
        const at = (pagesTaken: number): number | null => {
          const here = page;
          page += pagesTaken;
          return frontPages === null ? null : here;
        };
        const entries: Entry[] = [
          { title: printTexts.timeline[language], level: 1, page: at(counts[0] ?? 0) },
          { title: printTexts.forms[language], level: 1, page: at(counts[1] ?? 0) },
          { title: printTexts.list[language], level: 1, page: at(counts[2] ?? 0) },
        ];
        for (const kind of ["issued", "supplied"] as const) {
          const those = attached.filter((one) => one.kind === kind);
          if (those.length > 0)
            entries.push({
              title: printTexts[kind][language],
              level: 1,
              page: frontPages === null ? null : page,
            });
          for (const one of those) entries.push({ title: one.title, level: 2, page: at(one.pages) });
        }
        return entries;
      };
      // numbers have the same width as their place holders: the contents take as many pages as without them
      const frontPages = await count(await own(pages.front(contents(null), actor.name, printedAt)));
      const front = await own(pages.front(contents(frontPages), actor.name, printedAt));

      say("merge", 0, 1);
      const merged = await inThread<Merged>(
        "merge",
        { pieces: [front, timeline, forms, list, ...attached.map((one) => one.piece)], watermark, title },
        signal,
      );
      say("keep", 0, 1);
      const { hash } = await files.putBytes(merged.bytes, "application/pdf");
      await forgetOld();
      const id = ids.next();
      await store.transaction((tx) => {
        tx.insert(dossiers, {
          id,
          caseId: opened.theCase.id,
          personId: actor.personId,
          hash,
          pages: merged.pages,
          at: realTime.now(),
        });
        audit.record(tx, {
          actor,
          action: "dossier.print",
          thing: { kind: "case", id: opened.theCase.id },
          data: { hash, pages: merged.pages, papers: attached.length },
        });
      });
      return { id, pages: merged.pages };
    },

    /** For who printed it only. */
    async printed(actor: Actor, caseId: string, id: string): Promise<{ hash: string; name: string }> {
      const row = await rows.get(id);
      if (row === null || row.caseId !== caseId || row.personId !== actor.personId)
        throw new NotFoundError(dossierTexts.noCase);
      return { hash: row.hash, name: `${caseId}.pdf` };
    },

    async holdsFiles(hashes: string[]): Promise<ReadonlySet<string>> {
      const found = await rows.find({ filter: { in: ["hash", hashes] }, limit: 1000 });
      return new Set(found.rows.map((row) => row.hash));
    },
  };
}
