import { z } from "zod";

/** A text in both languages; Chinese first. */
export const text = z.object({ zh: z.string(), en: z.string() });
export type Text = z.infer<typeof text>;
export type Language = "zh" | "en";
