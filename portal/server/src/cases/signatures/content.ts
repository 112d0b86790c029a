/** What a party signs, as one canonical text and its hash. Pure. */
import { createHash } from "node:crypto";
import type { MaterialContent } from "../../materials/index.ts";
import type { Text } from "../../platform/text.ts";
import type { PackageContent, PackageSigner } from "../needs.ts";

export interface SignedContent {
  package: string;
  signer: string;
  /** The party's statement, and the applicant's declarations when the whole application is signed. */
  declarations: { id: string; text: Text }[];
  parts: Record<string, Record<string, unknown>>;
  /** By material: hashes of the files in order, and the licence that is reused. */
  materials: Record<string, { files: string[]; licence: string | null }>;
}

export function signsPart(signer: Pick<PackageSigner, "signs">, id: string): boolean {
  return signer.signs === null || signer.signs.includes(id);
}

/** The content of a signer's part of an application. */
export function signedContent(
  about: { content: PackageContent; version: string },
  signer: PackageSigner,
  data: Record<string, Record<string, unknown>>,
  materials: readonly MaterialContent[],
): SignedContent {
  return {
    package: `${about.content.id}@${about.version}`,
    signer: signer.id,
    declarations: [
      { id: `signer:${signer.id}`, text: signer.statement },
      ...(signer.signs === null ? about.content.declarations.map(({ id, text }) => ({ id, text })) : []),
    ],
    parts: Object.fromEntries(Object.entries(data).filter(([id]) => signsPart(signer, id))),
    materials: Object.fromEntries(
      materials
        .filter(({ materialId }) => signsPart(signer, materialId))
        .map(({ materialId, files, licence }) => [
          materialId,
          { files: files.map((file) => file.hash), licence },
        ]),
    ),
  };
}

/** SHA-256 of the canonical JSON: keys in order of their code units at every level, nothing undefined. */
export function hashOf(content: SignedContent): string {
  return createHash("sha256").update(canonical(content)).digest("hex");
}

/** JSON with sorted keys, without white space (as RFC 8785 for what forms hold). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((entry) => canonical(entry ?? null)).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}
