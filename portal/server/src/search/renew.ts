import { cases, caseSearch } from "../cases/index.ts";
import type { Store } from "../platform/store/port.ts";

/** The cell that says how the cases' search fields were made, and how they are made now. */
const CELL = "cases.search";
const MADE = "1";
const AT_ONCE = 200;

/** Makes the search fields of cases that an earlier edition filed, once. */
export async function renewCaseSearch(store: Store, secret: Buffer): Promise<void> {
  if ((await store.cell(CELL)) === MADE) return;
  let after: string | undefined;
  do {
    const page = await store.collection(cases).find({ sort: ["id"], limit: AT_ONCE, after });
    await store.transaction((tx) => {
      for (const one of page.rows)
        if (one.search === undefined) tx.update(cases, { ...one, search: caseSearch(one, one.id, secret) });
    });
    after = page.next ?? undefined;
  } while (after !== undefined);
  await store.transaction((tx) => tx.cell(CELL, () => MADE));
}
