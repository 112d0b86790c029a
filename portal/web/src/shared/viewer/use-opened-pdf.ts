import { useEffect, useState } from "react";
import { pdfFault } from "./pdf-faults.ts";
import type { PdfFault } from "./pdf-faults.ts";
import type { OpenPdf } from "./pdf.ts";

/** Opens a PDF (`url` null: none) and closes it again; what went wrong, for words; `retry` opens it anew. */
export function useOpenedPdf(url: string | null): {
  pdf: OpenPdf | null;
  fault: PdfFault | null;
  retry: () => void;
} {
  const [pdf, setPdf] = useState<OpenPdf | null>(null);
  const [fault, setFault] = useState<PdfFault | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (url === null) return undefined;
    let opened: OpenPdf | null = null;
    let current = true;
    setPdf(null);
    setFault(null);
    import("./pdf.ts")
      .then((module) => module.openPdf(url))
      .then(
        (document) => {
          opened = document;
          if (current) setPdf(document);
          else document.close();
        },
        (error: unknown) => current && setFault(pdfFault(error)),
      );
    return () => {
      current = false;
      opened?.close();
    };
  }, [url, tries]);
  return { pdf, fault, retry: () => setTries(tries + 1) };
}
