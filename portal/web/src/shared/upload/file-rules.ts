/** Checks before a file is sent, and names of its kinds. Pure. */

export interface WantedFile {
  /** Media types or endings. */
  accept: readonly string[];
  /** Bytes of one file. */
  maxBytes: number;
}

/** Why a file cannot go into its place, before it is sent; null when it may. The server reads the bytes themselves. */
export function refusal(wanted: WantedFile, file: { size: number; type: string }): "size" | "type" | null {
  if (file.size > wanted.maxBytes) return "size";
  if (file.type !== "" && wanted.accept.length > 0 && !acceptedTypes(wanted.accept).includes(file.type))
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
