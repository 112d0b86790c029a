import type { Store } from "../platform/store/port.ts";
import { materialRecords, type StoredUpload } from "./model.ts";

/** Files that stood for a case's materials before they were handed in anew, the latest first, by material. */
export async function earlierFiles(
  store: Store,
  owner: string,
): Promise<ReadonlyMap<string, readonly StoredUpload[]>> {
  const found = new Map<string, StoredUpload[]>();
  if (!owner.startsWith("case:")) return found;
  const no = owner.slice("case:".length);
  const page = await store.collection(materialRecords).find({
    // `earlier:<no>/<n>/<k>`; `0` is the character after `/`
    filter: { and: [{ gte: ["owner", `earlier:${no}/`] }, { lt: ["owner", `earlier:${no}0`] }] },
    sort: ["-owner"],
    limit: 500,
  });
  for (const { materialId, files } of page.rows)
    found.set(materialId, [...(found.get(materialId) ?? []), ...files]);
  return found;
}
