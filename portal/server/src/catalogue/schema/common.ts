import { z } from "zod";

/** A text in both languages; both must be there. */
export const bothTexts = z
  .strictObject({ zh: z.string().min(1), en: z.string().min(1) })
  .describe("中英文都要有 / Chinese and English");
export const id = z.string().regex(/^[a-z][a-z0-9-]*$/, "kebab-case");
/** A FEEL expression, without `=`. */
export const feel = z.string().min(1).describe("FEEL 表达式，不写等号 / FEEL, without =");
/** Working days. */
export const workingDays = z.number().int().min(1).max(365).describe("工作日 / Working days");
/** Dotted path of a form field, section in front: `premises.kitchenArea`. */
export const fieldPath = z.string().regex(/^[a-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9_]*)+$/, "section.field");
export const isoDate = z.iso.date();
