/** Looks at each part of the server; a part that throws is a part that is down, never an error of this page. */
import { statfs } from "node:fs/promises";
import type { PrinterState } from "../documents/index.ts";
import type { Platform } from "../platform/platform.ts";
import { defineCollection } from "../platform/store/port.ts";
import type { Text } from "../platform/text.ts";
import { z } from "zod";
import { texts } from "./texts.ts";

export interface PartState {
  id: keyof typeof texts.parts;
  name: Text;
  ok: boolean;
  detail: Text;
}

/** Never written: reading it proves that the store answers. */
const probe = defineCollection<{ at: number }>({
  name: "health-probes",
  schema: z.object({ at: z.number() }),
  indexes: [],
  unique: [],
});
const leastFree = 1024 ** 3;

export async function lookAtParts(platform: Platform, printer: () => PrinterState): Promise<PartState[]> {
  return Promise.all([
    part("engine", texts.engineDown, () => {
      const open = platform.engine.query.incidents().length;
      return { ok: true, detail: texts.engineUp(open) };
    }),
    part("store", texts.storeDown, async () => {
      await platform.store.collection(probe).count();
      return { ok: true, detail: texts.storeUp };
    }),
    part("files", texts.filesDown, async () => {
      await platform.files.stat("0".repeat(64));
      return { ok: true, detail: texts.filesUp };
    }),
    part("disk", texts.diskUnknown, async () => {
      const { bavail, bsize } = await statfs(platform.config.dataDir);
      const free = bavail * bsize;
      return { ok: free >= leastFree, detail: texts.disk((free / leastFree).toFixed(1)) };
    }),
    part("browser", texts.browser.unavailable, () => {
      const state = printer();
      return {
        ok: state.kind !== "unavailable",
        detail: state.kind === "running" ? texts.browser.running(state.version) : texts.browser[state.kind],
      };
    }),
  ]);
}

async function part(
  id: PartState["id"],
  down: Text,
  look: () => Promise<{ ok: boolean; detail: Text }> | { ok: boolean; detail: Text },
): Promise<PartState> {
  try {
    return { id, name: texts.parts[id], ...(await look()) };
  } catch {
    return { id, name: texts.parts[id], ok: false, detail: down };
  }
}
