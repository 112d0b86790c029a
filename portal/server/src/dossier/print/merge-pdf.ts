/** Merges pages, in a thread of its own: what people uploaded is read here. Run by piscina, by the name of the function. */
import { PDFDocument, StandardFonts, rgb } from "@cantoo/pdf-lib";

export interface Piece {
  bytes: Uint8Array;
  mediaType: string;
}
export interface Merged {
  bytes: Uint8Array;
  pages: number;
}

const A4: [number, number] = [595.28, 841.89];
const MARGIN = 40;

const opened = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false });

/** Pages of a piece; null when it cannot be merged. */
export async function countPages({ bytes, mediaType }: Piece): Promise<number | null> {
  if (mediaType === "image/png" || mediaType === "image/jpeg") {
    try {
      await place(await PDFDocument.create(), { bytes, mediaType });
      return 1;
    } catch {
      return null;
    }
  }
  if (mediaType !== "application/pdf") return null;
  try {
    const from = await opened(bytes);
    await (await PDFDocument.create()).copyPages(from, from.getPageIndices());
    return from.getPageCount();
  } catch {
    return null;
  }
}

/** All pieces one after the other, each page with its number and the watermark over it. */
export async function merge(job: { pieces: Piece[]; watermark: Uint8Array; title: string }): Promise<Merged> {
  const whole = await PDFDocument.create();
  whole.setTitle(job.title);
  whole.setProducer("OneWindow");
  for (const piece of job.pieces) await place(whole, piece);
  const font = await whole.embedFont(StandardFonts.Helvetica);
  const [mark] = await whole.embedPdf(await opened(job.watermark), [0]);
  const pages = whole.getPages();
  for (const [index, page] of pages.entries()) {
    const { width, height } = page.getSize();
    if (mark !== undefined) page.drawPage(mark, { x: 0, y: 0, width, height });
    const words = `${index + 1} / ${pages.length}`;
    page.drawText(words, {
      x: width - MARGIN - font.widthOfTextAtSize(words, 9),
      y: height - 26,
      size: 9,
      font,
      color: rgb(0.25, 0.25, 0.25),
    });
  }
  return { bytes: await whole.save(), pages: pages.length };
}

async function place(whole: PDFDocument, { bytes, mediaType }: Piece): Promise<void> {
  if (mediaType === "application/pdf") {
    const from = await opened(bytes);
    for (const page of await whole.copyPages(from, from.getPageIndices())) whole.addPage(page);
    return;
  }
  const image = mediaType === "image/png" ? await whole.embedPng(bytes) : await whole.embedJpg(bytes);
  const page = whole.addPage(A4);
  const fitted = image.scaleToFit(A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN);
  page.drawImage(image, {
    x: (A4[0] - fitted.width) / 2,
    y: (A4[1] - fitted.height) / 2,
    ...fitted,
  });
}
