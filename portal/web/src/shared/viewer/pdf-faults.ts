/** Failures of pdf.js, told apart without loading it. */
export type PdfFault = "locked" | "broken" | "gone" | "network";

/** What kind of failure it was, for words. */
export function pdfFault(error: unknown): PdfFault {
  const { name, status } = error as { name?: string; status?: number };
  if (name === "PasswordException") return "locked";
  if (name === "InvalidPDFException" || name === "FormatError") return "broken";
  if (status === 404 || status === 403) return "gone";
  return "network";
}

/** The draw was given up for a newer one. */
export const isCancelled = (error: unknown): boolean =>
  (error as { name?: string }).name === "RenderingCancelledException";
