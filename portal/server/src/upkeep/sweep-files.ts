import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";

/** Which of these bytes an area's records name, hashes in and out. Every area that keeps hashes gives one. */
export type FileHolder = (hashes: string[]) => Promise<ReadonlySet<string>>;

const BATCH = 100;

/**
 * Removes bytes that were put before `putBefore` and that no record names: refused uploads, files taken away, drafts
 * deleted, pages printed on demand. The audit row stands before the bytes go. Answers how many went.
 */
export async function sweepFiles(options: {
  platform: Pick<Platform, "files" | "store">;
  audit: AuditArea;
  holders: readonly FileHolder[];
  putBefore: number;
}): Promise<number> {
  const { platform, audit, holders, putBefore } = options;
  const { files, store } = platform;
  let gone = 0;
  const sweep = async (batch: readonly { hash: string; size: number }[]): Promise<void> => {
    const hashes = batch.map(({ hash }) => hash);
    const held = await Promise.all(holders.map((holder) => holder(hashes)));
    const free = batch.filter(({ hash }) => !held.some((set) => set.has(hash)));
    if (free.length === 0) return;
    await store.transaction((tx) => {
      for (const { hash, size } of free)
        audit.record(tx, {
          actor: null,
          by: "upkeep.files",
          action: "files.remove",
          thing: { kind: "bytes", id: hash },
          data: { size },
        });
    });
    for (const { hash } of free) {
      if (await files.remove(hash, { putBefore })) gone += 1;
      else
        await store.transaction((tx) =>
          audit.record(tx, {
            actor: null,
            by: "upkeep.files",
            action: "files.keep",
            thing: { kind: "bytes", id: hash },
            data: { why: "put again meanwhile" },
          }),
        );
    }
  };
  let batch: { hash: string; size: number }[] = [];
  for await (const { hash, size } of files.list({ putBefore })) {
    batch.push({ hash, size });
    if (batch.length < BATCH) continue;
    await sweep(batch);
    batch = [];
  }
  await sweep(batch);
  return gone;
}
