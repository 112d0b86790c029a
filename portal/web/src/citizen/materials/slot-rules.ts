/** Sorting of materials and checks before an upload. Pure. */
import type { MaterialSlot } from "@onewindow/server/api";

/** What needs the applicant's hands, and what is there already without them. */
export function splitSlots(slots: readonly MaterialSlot[]): { hands: MaterialSlot[]; found: MaterialSlot[] } {
  const byHand = (slot: MaterialSlot): boolean =>
    ["missing", "uploaded", "replaced-by-undertaking", "later"].includes(slot.state);
  return { hands: slots.filter(byHand), found: slots.filter((slot) => !byHand(slot)) };
}

/** Why a file cannot go into a slot, before it is sent; null when it may. The server reads the bytes themselves. */
export function refusal(slot: MaterialSlot, file: { size: number; type: string }): "size" | "type" | null {
  if (file.size > slot.maxBytes) return "size";
  if (file.type !== "" && slot.accept.length > 0 && !acceptedTypes(slot.accept).includes(file.type))
    return "type";
  return null;
}

const TYPES: Record<string, string> = {
  pdf: "application/pdf",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  tif: "image/tiff",
  ofd: "application/ofd",
};

/** Media types of an accept list, which holds media types or endings. */
export function acceptedTypes(accept: readonly string[]): string[] {
  return accept.map((entry) => TYPES[entry] ?? entry);
}

const SHORT: Record<string, string> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPG",
  "image/png": "PNG",
  "image/webp": "WebP",
  "image/tiff": "TIFF",
  "application/ofd": "OFD",
};

/** `application/pdf` → PDF. */
export function typeNames(accept: readonly string[]): string {
  return acceptedTypes(accept)
    .map((type) => SHORT[type] ?? type.split("/").at(-1)?.toUpperCase() ?? type)
    .join(" / ");
}
