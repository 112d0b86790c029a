/** Files that stand in form fields: kept as materials are, but taken over only as far as the form names them. */
import { FIELD_MATERIAL } from "@onewindow/forms";
import type { Ids } from "../platform/platform.ts";
import type { Store, Transaction } from "../platform/store/port.ts";
import { materialRecords, type StoredMaterial, type StoredUpload } from "./model.ts";

/** Files by the field's material, as `field:<section>.<path>`. */
export type FieldFiles = ReadonlyMap<string, readonly Pick<StoredUpload, "id" | "name" | "mediaType">[]>;
/** Ids of the files that the form's data names, by the field's material. */
export type NamedFiles = ReadonlyMap<string, ReadonlySet<string>>;

export interface FieldFileService {
  /** What an owner holds for form fields. */
  fieldFiles(owner: string): Promise<FieldFiles>;
  /** Takes the named files of a draft over to its case; the others are gone. */
  fieldHandover(from: string, named: NamedFiles): Promise<(tx: Transaction, caseNo: string) => void>;
  /** The named files, of those that were there and those that waited; what was there before stays under `earlier`. */
  fieldExchange(request: {
    from: string;
    to: string;
    earlier: string;
    named: NamedFiles;
  }): Promise<(tx: Transaction) => void>;
}

export function createFieldFiles(store: Store, ids: Ids): FieldFileService {
  const records = store.collection(materialRecords);
  /** `;` is the character after `:` */
  const recordsOf = async (owner: string): Promise<StoredMaterial[]> =>
    (
      await records.find({
        filter: {
          and: [
            { eq: ["owner", owner] },
            { gte: ["materialId", FIELD_MATERIAL] },
            { lt: ["materialId", "field;"] },
          ],
        },
        limit: 500,
      })
    ).rows;
  const only = (files: readonly StoredUpload[], named: ReadonlySet<string> | undefined): StoredUpload[] =>
    files.filter(({ id }) => named?.has(id) === true);

  return {
    async fieldFiles(owner) {
      return new Map(
        (await recordsOf(owner)).map(({ materialId, files }) => [
          materialId,
          files.map(({ id, name, mediaType }) => ({ id, name, mediaType })),
        ]),
      );
    },
    async fieldHandover(from, named) {
      const rows = await recordsOf(from);
      return (tx, caseNo) => {
        for (const record of rows) {
          const files = only(record.files, named.get(record.materialId));
          if (files.length === 0) tx.remove(materialRecords, record);
          else tx.update(materialRecords, { ...record, owner: `case:${caseNo}`, files });
        }
      };
    },
    async fieldExchange({ from, to, earlier, named }) {
      if (named.size === 0) return () => undefined;
      const [staged, there] = await Promise.all([recordsOf(from), recordsOf(to)]);
      const of = (rows: StoredMaterial[], material: string): StoredMaterial | undefined =>
        rows.find(({ materialId }) => materialId === material);
      return (tx) => {
        for (const [material, wanted] of named) {
          const [fresh, old] = [of(staged, material), of(there, material)];
          const files = only([...(old?.files ?? []), ...(fresh?.files ?? [])], wanted);
          if (old === undefined) {
            if (fresh !== undefined && files.length > 0)
              tx.update(materialRecords, { ...fresh, owner: to, files });
            else if (fresh !== undefined) tx.remove(materialRecords, fresh);
            continue;
          }
          if (fresh !== undefined) tx.remove(materialRecords, fresh);
          if (files.length === old.files.length && files.every(({ id }, at) => id === old.files[at]?.id))
            continue;
          const { version: _, ...kept } = old;
          tx.insert(materialRecords, { ...kept, id: ids.next(), owner: earlier });
          tx.update(materialRecords, { ...old, files });
        }
      };
    },
  };
}
