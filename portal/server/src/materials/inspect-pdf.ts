/** Entry of the thread that looks into an uploaded PDF: pages, password, scripts, attachments. */
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

export type PdfFacts =
  { ok: true; pages: number } | { ok: false; why: "encrypted" | "unreadable" | "script" | "empty" };

const pagesLookedAt = 40;

export async function inspectPdf(bytes: Uint8Array): Promise<PdfFacts> {
  const task = getDocument({
    data: bytes,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const document = await task.promise;
    const pages = document.numPages;
    if (pages < 1) return { ok: false, why: "empty" };
    const [scripts, attachments] = await Promise.all([document.getJSActions(), document.getAttachments()]);
    if (scripts !== null || (attachments !== null && Object.keys(attachments).length > 0))
      return { ok: false, why: "script" };
    for (let number = 1; number <= Math.min(pages, pagesLookedAt); number += 1) {
      const page = await document.getPage(number);
      if ((await page.getJSActions()) !== null) return { ok: false, why: "script" };
      page.cleanup();
    }
    return { ok: true, pages };
  } catch (error) {
    return {
      ok: false,
      why: (error as { name?: string }).name === "PasswordException" ? "encrypted" : "unreadable",
    };
  } finally {
    await task.destroy();
  }
}
