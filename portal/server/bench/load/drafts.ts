/** Applications that wait to be submitted: one is filled in over the API, its documents are copied. */
import { randomUUID } from "node:crypto";
import path from "node:path";
import { drafts } from "../../src/cases/model.ts";
import { materialRecords } from "../../src/materials/model.ts";
import { openSqliteStore } from "../../src/platform/store/sqlite.ts";

const BATCH = 500;

/** Copies a draft of a data folder that no server has open; answers the copies' ids. */
export async function copyDraft(dataDir: string, id: string, count: number): Promise<string[]> {
  const store = openSqliteStore({ file: path.join(dataDir, "app.db") });
  try {
    const draft = await store.collection(drafts).get(id);
    if (draft === null) throw new Error(`There is no draft ${id}.`);
    const materials = await store
      .collection(materialRecords)
      .find({ filter: { eq: ["owner", `draft:${id}`] } });
    const ids = Array.from({ length: count }, () => randomUUID());
    for (let from = 0; from < count; from += BATCH)
      await store.transaction((tx) => {
        for (const copy of ids.slice(from, from + BATCH)) {
          tx.insert(drafts, { ...draft, id: copy });
          for (const material of materials.rows)
            tx.insert(materialRecords, {
              ...material,
              id: randomUUID(),
              owner: `draft:${copy}`,
              files: material.files.map((file) => ({ ...file, id: randomUUID() })),
            });
        }
      });
    return ids;
  } finally {
    await store.close();
  }
}
