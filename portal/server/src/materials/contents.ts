import type { Platform } from "../platform/platform.ts";
import { materialRecords } from "./model.ts";

/** What stands for one material by content: hashes of its files in order, and the licence that is reused. */
export interface MaterialContent {
  materialId: string;
  files: { id: string; hash: string; name: string; mediaType: string }[];
  licence: string | null;
}

/** The materials of a draft or case by content, for whoever keeps what somebody agreed to. */
export async function contentsOf(platform: Platform, owner: string): Promise<MaterialContent[]> {
  const page = await platform.store
    .collection(materialRecords)
    .find({ filter: { eq: ["owner", owner] }, limit: 500 });
  return page.rows
    .map((record) => ({
      materialId: record.materialId,
      files: record.files.map(({ id, hash, name, mediaType }) => ({ id, hash, name, mediaType })),
      licence: record.licence?.id ?? null,
    }))
    .filter((entry) => entry.files.length > 0 || entry.licence !== null);
}
