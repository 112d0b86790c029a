/** Trust levels of materials, and why (国办函〔2016〕108号, domain.md 1.9). */
import { z } from "zod";
import { localDate } from "../clocks/index.ts";
import type { Text } from "../platform/text.ts";
import type { StoredMaterial } from "./model.ts";
import type { MaterialNeed } from "./ports.ts";

/** POST /cases/:no/materials/:materialId/original-seen */
export const originalSeen = z.object({
  materialId: z.string(),
  trust: z.literal("B"),
  /** It was so already; nothing has changed. */
  already: z.boolean(),
});
export type OriginalSeen = z.infer<typeof originalSeen>;

/** Level by source: A from the issuing organ, C uploaded, D self-made. B comes by an original that was seen. */
export function trustOf(record: StoredMaterial, need: MaterialNeed): "A" | "C" | "D" | null {
  if (record.licence) return "A";
  if (record.files.length === 0) return null;
  return need.selfMade ? "D" : "C";
}

export function trustReason(record: StoredMaterial | null): Text | null {
  switch (record?.trust) {
    case "A":
      return {
        zh: "颁发机关的电子证照，可直接使用",
        en: "an electronic licence of the issuing organ: used directly",
      };
    case "B": {
      const { original } = record;
      return original === undefined
        ? { zh: "窗口核过原件，可复用", en: "original seen at the window: may be used again" }
        : {
            zh: `${localDate(original.at)} 窗口 ${original.by} 核过原件，可复用`,
            en: `original seen at the window by ${original.by} on ${localDate(original.at)}: may be used again`,
          };
    }
    case "C":
      return {
        zh: "申请人上传，窗口须核原件",
        en: "uploaded by the applicant: the window must check the original",
      };
    case "D":
      return {
        zh: "申请人自制，承诺真实，可直接使用",
        en: "made by the applicant, who promises that it is true: used directly",
      };
    default:
      return null;
  }
}
