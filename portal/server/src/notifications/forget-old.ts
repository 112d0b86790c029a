import type { Store } from "../platform/store/port.ts";
import { messages } from "./model.ts";

const BATCH = 500;

/** Removes messages sent before this instant (epoch ms) that somebody has read; answers how many. Unread ones stay. */
export async function forgetMessages(store: Store, before: number): Promise<number> {
  let gone = 0;
  for (;;) {
    const { rows } = await store.collection(messages).find({
      filter: { and: [{ lt: ["at", before] }, { exists: ["readBy", true] }] },
      sort: ["at"],
      limit: BATCH,
    });
    if (rows.length === 0) return gone;
    await store.transaction((tx) => {
      for (const row of rows) tx.remove(messages, row);
    });
    gone += rows.length;
  }
}
