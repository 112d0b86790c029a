import type { Platform } from "../platform/platform.ts";
import type { DraftService } from "./draft-service.ts";

const SWEEP_MS = 3_600_000;

/** Deletes old drafts at the start and every hour; under the virtual clock with each move of it. */
export function keepSweeping(platform: Platform, drafts: Pick<DraftService, "forgetOld">): void {
  const sweep = async (): Promise<void> => {
    const gone = await drafts.forgetOld();
    if (gone > 0) platform.log.info({ event: "drafts-forgotten", gone }, "old drafts deleted");
  };
  platform.onIdle(sweep);
  platform.onReady(async () => {
    await sweep();
    const timer = setInterval(() => {
      sweep().catch((error: unknown) => platform.log.warn({ err: error }, "old drafts not swept"));
    }, SWEEP_MS).unref();
    platform.onClose(async () => clearInterval(timer));
  });
}
