import { z } from "zod";
import { instant, text } from "../platform/api.ts";

/** GET /health (A7, small): red first. */
export const health = z.object({
  problems: z.array(
    z.object({ id: z.string(), what: text, since: instant.nullable(), affected: text, remedy: text }),
  ),
  parts: z.array(z.object({ id: z.string(), name: text, ok: z.boolean(), detail: text })),
  content: z.array(
    z.object({
      id: z.string(),
      name: text,
      version: z.string(),
      hash: z.string(),
      deployedAt: instant,
      warnings: z.array(z.object({ file: z.string(), message: text })),
    }),
  ),
  incidents: z.array(
    z.object({
      key: z.string(),
      type: z.string(),
      message: z.string(),
      element: z.string(),
      process: z.string(),
      processInstanceKey: z.string(),
      caseNo: z.string().nullable(),
      since: instant,
      canRetry: z.boolean(),
    }),
  ),
});
export type Health = z.infer<typeof health>;
/** POST /health/incidents/:key/retry → per result */
export const retryResult = z.object({ key: z.string(), resolved: z.boolean(), message: text });
