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
  /** Runs work that needs every file to stay, such as a backup: no round runs meanwhile; one under way ends first. */
  without<T>(work: () => Promise<T>): Promise<T>;
}

export function createUpkeepArea(options: {
  platform: Platform;
  audit: AuditArea;
  holders: readonly FileHolder[];
  materials: { forgetOrphans(): Promise<number> };
}): Upkeep {
  const { platform, audit, holders, materials } = options;
  let held = 0;
  let running: Promise<unknown> = Promise.resolve();
  const round = async (graceMs: number): Promise<{ materials: number; files: number }> => {
    const gone = {
      materials: await materials.forgetOrphans(),
      files: await sweepFiles({ platform, audit, holders, putBefore: platform.realTime.now() - graceMs }),
    };
    if (gone.materials + gone.files > 0)
      platform.log.info({ event: "upkeep", ...gone }, "what no record names was removed");
    return gone;
  };
  /** One after the other. */
  const sweep: Upkeep["sweep"] = ({ graceMs = GRACE_MS } = {}) => {
    const mine = running.then(() => (held > 0 ? { materials: 0, files: 0 } : round(graceMs)));
    running = mine.catch(() => undefined);
    return mine;
  };
  platform.onReady(async () => {
    const timer = setInterval(() => {
      sweep().catch((error: unknown) => platform.log.warn({ err: error }, "upkeep did not run"));
    }, HOUR_MS).unref();
    platform.onClose(async () => {
      clearInterval(timer);
      await running;
    });
  });
  return {
    sweep,
    async without(work) {
      held += 1;
      try {
        await running;
        return await work();
      } finally {
        held -= 1;
      }
    },
  };
}
