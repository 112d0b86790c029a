/** Follows the engine's records and keeps where each process of a case is and was. Rows and position are one transaction. */
import type { EngineRecord, RecordSubscription } from "@onewindow/engine";
import { ConflictError } from "../platform/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { tracePosition, traces } from "./model.ts";
import type { StoredTrace, TraceDocument } from "./model.ts";
import { emptyTrace, instanceOf, withRecord } from "./trace-batch.ts";

const READER = "portal-traces";
/** A batch that tells nothing of ours needs no write of its own, up to so many records. */
const QUIET_POSITIONS = 1_000;
const MOST = 500;

export interface Traces {
  /** The processes of a case, in the order in which they began. */
  ofCase(caseId: string): Promise<StoredTrace[]>;
}

export function createTraces(platform: Platform): Traces {
  const { store, engine } = platform;
  const rows = store.collection(traces);
  const positions = store.collection(tracePosition);
  let position = 0;
  let subscription: RecordSubscription | null = null;

  const work = async (records: EngineRecord[]): Promise<void> => {
    const fresh = records.filter((record) => record.position > position);
    const last = fresh.at(-1)?.position;
    if (last === undefined) return;
    const byInstance = Map.groupBy(fresh, instanceOf);
    byInstance.delete(null);
    for (;;) {
      const keys = [...byInstance.keys()].filter((key) => key !== null);
      const known = new Map((await rows.getMany(keys)).map((row) => [row.id, row]));
      const at = await positions.get("engine");
      const writes = keys.flatMap((key) => {
        const before: TraceDocument = known.get(key) ?? emptyTrace(fresh[0]?.timestamp ?? 0);
        const after = (byInstance.get(key) ?? []).reduce(withRecord, before);
        return after === before ? [] : [{ key, after }];
      });
      if (writes.length === 0 && at !== null && last - at.position < QUIET_POSITIONS) break;
      try {
        await store.transaction((tx) => {
          for (const { key, after } of writes) {
            const version = known.get(key)?.version;
            if (version === undefined) tx.insert(traces, { ...after, id: key });
            else tx.update(traces, { ...after, id: key, version });
          }
          if (at === null) tx.insert(tracePosition, { id: "engine", position: last });
          else tx.update(tracePosition, { ...at, position: last });
        });
      } catch (error) {
        if (error instanceof ConflictError) continue;
        throw error;
      }
      subscription?.acknowledge(last);
      break;
    }
    position = last;
  };

  platform.onReady(async () => {
    position = (await positions.get("engine"))?.position ?? 0;
    subscription = engine.subscribe({ name: READER, from: position + 1, onRecords: work });
  });
  platform.onClose(async () => {
    await subscription?.close();
  });

  return {
    ofCase: async (caseId) =>
      (await rows.find({ filter: { eq: ["caseId", caseId] }, sort: ["startedAt"], limit: MOST })).rows.filter(
        (row) => row.process !== "",
      ),
  };
}
