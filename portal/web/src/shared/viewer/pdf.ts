/** pdf.js, loaded with its worker when the first PDF is opened. */
import * as pdfjs from "pdfjs-dist";
import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;

/** No canvas gets more than this: a page of any size at any zoom stays within what browsers hold. */
const MOST_PIXELS = 16_000_000;

export interface OpenPdf {
  pages: number;
  /** Draws a page into the canvas; resolves with the page's text. A newer draw cancels an older one. */
  draw(
    canvas: HTMLCanvasElement,
    page: number,
    view: { width: number; zoom: number; rotation: number },
  ): Promise<string>;
  close(): void;
}

/** Opens a PDF of this site; pages come by ranges as they are looked at. Throws when it cannot be read. */
export async function openPdf(url: string): Promise<OpenPdf> {
  const task = pdfjs.getDocument({ url, withCredentials: true, disableAutoFetch: true });
  const document: PDFDocumentProxy = await task.promise;
  let running: RenderTask | null = null;
  return {
    pages: document.numPages,
    async draw(canvas, number, { width, zoom, rotation }) {
      running?.cancel();
      const page = await document.getPage(number);
      const turn = (page.rotate + rotation) % 360;
      const natural = page.getViewport({ scale: 1, rotation: turn });
      const scale = (width / natural.width) * zoom;
      const size = natural.width * natural.height * scale * scale;
      const ratio = Math.min(window.devicePixelRatio || 1, 2, Math.sqrt(MOST_PIXELS / size));
      const viewport = page.getViewport({ scale: scale * ratio, rotation: turn });
      canvas.width = Math.max(1, Math.floor(viewport.width));
      canvas.height = Math.max(1, Math.floor(viewport.height));
      canvas.style.width = `${Math.floor(viewport.width / ratio)}px`;
      running = page.render({ canvas, viewport });
      await running.promise;
      running = null;
      const content = await page.getTextContent();
      return content.items.map((item) => ("str" in item ? item.str : "")).join(" ");
    },
    close: () => void task.destroy(),
  };
}
