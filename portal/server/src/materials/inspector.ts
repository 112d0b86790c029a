/** Says what an upload is, or why it is refused. PDFs are opened in a thread of their own, with a deadline. */
import { Piscina } from "piscina";
import { InvalidError } from "../platform/errors.ts";
import { byteFault } from "./inspect-bytes.ts";
import type { PdfFacts } from "./inspect-pdf.ts";
import { texts } from "./texts.ts";

export interface Inspector {
  /** Throws InvalidError (`file-<reason>`) with the remedy. */
  inspect(bytes: Uint8Array, mediaType: string): Promise<{ pages: number }>;
  close(): Promise<void>;
}

const deadlineMs = 20_000;

export function createInspector(): Inspector {
  const pool = new Piscina<Uint8Array, PdfFacts>({
    filename: new URL("./inspect-pdf.ts", import.meta.url).href,
    name: "inspectPdf",
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const refuse = (why: keyof typeof texts.refused): never => {
    throw new InvalidError(texts.refused[why], [], `file-${why}`);
  };
  return {
    async inspect(bytes, mediaType) {
      const fault = byteFault(bytes, mediaType);
      if (fault !== null) refuse(fault);
      if (mediaType !== "application/pdf") return { pages: 1 };
      const facts = await pool
        .run(bytes, { signal: AbortSignal.timeout(deadlineMs) })
        .catch((): PdfFacts => ({ ok: false, why: "unreadable" }));
      return facts.ok ? { pages: facts.pages } : refuse(facts.why);
    },
    close: () => pool.destroy(),
  };
}
