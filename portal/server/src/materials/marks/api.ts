import { z } from "zod";
import { instant, text } from "../../platform/api.ts";

/** The least side of a region, as a share of the page: smaller ones are slips of the hand. */
export const LEAST_SIDE = 0.005;
const share = z.number().min(0).max(1);
/**
 * A region of a page, in shares of its width and height from its upper left corner, as the page stands unturned by
 * whoever looks: a PDF's own rotation and a photo's own orientation are part of how it stands.
 */
export const pageBox = z
  .strictObject({ x: share, y: share, w: share.min(LEAST_SIDE), h: share.min(LEAST_SIDE) })
  .refine(({ x, y, w, h }) => x + w <= 1.000001 && y + h <= 1.000001, "reaches beyond the page");
export type PageBox = z.infer<typeof pageBox>;

export const markedFile = z.object({ id: z.string(), name: z.string(), mediaType: z.string() });
/** Something that an official has marked on a page of a document of the case. */
export const pageMark = z.object({
  id: z.string(),
  materialId: z.string(),
  file: markedFile,
  page: z.number().int(),
  box: pageBox,
  note: z.string(),
  /** Who made it; null for the applicant, who sees the department alone. */
  by: z.string().nullable(),
  department: text,
  at: instant,
  /** `void`: the document was handed in anew since; the mark is about what was there before. */
  state: z.enum(["standing", "void"]),
  /** The caller made it, and may take it away. */
  mine: z.boolean(),
});
export type PageMark = z.infer<typeof pageMark>;

/** GET /cases/:no/marks */
export const pageMarks = z.object({ rows: z.array(pageMark) });
export type PageMarks = z.infer<typeof pageMarks>;
/** POST /cases/:no/marks */
export const markRequest = z.strictObject({
  fileId: z.string().max(60),
  page: z.number().int().min(1).max(9999),
  box: pageBox,
  note: z.string().trim().min(1).max(500),
});
export type MarkRequest = z.infer<typeof markRequest>;
