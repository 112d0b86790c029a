/** Upkeep: removes what no record names any more. Later areas that keep hashes of files must be given as holders. */
import type { AuditArea } from "../audit/index.ts";
import type { Platform } from "../platform/platform.ts";
import { sweepFiles, type FileHolder } from "./sweep-files.ts";

export type { FileHolder } from "./sweep-files.ts";

const HOUR_MS = 3_600_000;
/** Longer than any request between putting bytes and the record that names them. */
const GRACE_MS = 24 * HOUR_MS;

export interface Upkeep {
  /** One round: rows of materials whose draft is gone, then bytes that nothing names. Answers how many of each went. */
  sweep(options?: { graceMs?: number }): Promise<{ materials: number; files: number }>;
}

export function createUpkeepArea(options: {
  platform: Platform;
  audit: AuditArea;
  holders: readonly FileHolder[];
  materials: { forgetOrphans(): Promise<number> };
}): Upkeep {
  const { platform, audit, holders, materials } = options;
  const sweep: Upkeep["sweep"] = async ({ graceMs = GRACE_MS } = {}) => {
    const gone = {
      materials: await materials.forgetOrphans(),
      files: await sweepFiles({ platform, audit, holders, putBefore: platform.realTime.now() - graceMs }),
    };
    if (gone.materials + gone.files > 0)
      platform.log.info({ event: "upkeep", ...gone }, "what no record names was removed");
    return gone;
  };
  let running: Promise<unknown> = Promise.resolve();
  platform.onReady(async () => {
    const timer = setInterval(() => {
      running = sweep().catch((error: unknown) => platform.log.warn({ err: error }, "upkeep did not run"));
    }, HOUR_MS).unref();
    platform.onClose(async () => {
      clearInterval(timer);
      await running;
    });
  });
  return { sweep };
}
