import type { FormComponent } from "./types.ts";

/** Kinds of files that the house takes in at all; their bytes are read, not their names. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  pdf: [".pdf", "application/pdf"],
  jpg: [".jpg", ".jpeg", "image/jpeg", "image/*"],
  png: [".png", "image/png", "image/*"],
};
const UNITS: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/** What the files of a field are kept by, beside the materials of the same owner; rows are written `rooms[].plan`. */
export const fieldMaterial = (section: string, path: string): string =>
  `${FIELD_MATERIAL}${section}.${path.replace(/\[\d+\]/g, "[]")}`;
export const FIELD_MATERIAL = "field:";

/** What a file component asks of its files, as Form.io writes it. */
export interface FileRules {
  /** More than one file. */
  multiple: boolean;
  /** Bytes of one file; null: what the house allows. */
  maxBytes: number | null;
  /** Of `pdf`, `jpg`, `png`. */
  accept: string[];
}

export function fileRules(component: FormComponent): FileRules {
  const wanted = patternParts(component["filePattern"]);
  const accept = Object.keys(KINDS).filter(
    (kind) => wanted.length === 0 || KINDS[kind]!.some((name) => wanted.includes(name)),
  );
  return { multiple: component.multiple === true, maxBytes: bytes(component["fileMaxSize"]), accept };
}

/** Faults of a file component's own settings: `[key, what is wrong]`. */
export function fileFaults(
  component: FormComponent,
): { key: "filePattern" | "fileMaxSize" | "fileMinSize" }[] {
  const known = new Set(Object.values(KINDS).flat());
  const faults: { key: "filePattern" | "fileMaxSize" | "fileMinSize" }[] = [];
  if (patternParts(component["filePattern"]).some((part) => !known.has(part)))
    faults.push({ key: "filePattern" });
  if (isSet(component["fileMaxSize"]) && !bytes(component["fileMaxSize"]))
    faults.push({ key: "fileMaxSize" });
  if (isSet(component["fileMinSize"]) && bytes(component["fileMinSize"]) !== 0)
    faults.push({ key: "fileMinSize" });
  return faults;
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null && value !== "";

/** `.pdf, image/*` as parts; `*` is everything. */
function patternParts(pattern: unknown): string[] {
  if (!isSet(pattern)) return [];
  const parts = String(pattern)
    .toLowerCase()
    .split(/[,;]/)
    .map((part) => part.trim());
  return parts.includes("*") ? [] : parts.filter((part) => part !== "");
}

/** `5MB`, `500 kB`, `1024`; null when it is no size. */
function bytes(size: unknown): number | null {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)\s*(b|kb|mb|gb)?$/i.exec(String(size ?? "").trim());
  return match ? Math.floor(Number(match[1]) * UNITS[(match[2] ?? "b").toLowerCase()]!) : null;
}
