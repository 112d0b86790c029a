/** The operations area: what an operator does with a whole installation. */
import type { Platform } from "../platform/platform.ts";
import { backUp } from "./backup.ts";
import { listenForControl } from "./control.ts";

export { OperationError } from "./errors.ts";

/** Lets `onewindow backup` reach this server while it runs. */
export function createOperationsArea(
  platform: Platform,
  /** While a backup runs no file may be taken away: its databases may still name it. */
  upkeep: { without<T>(work: () => Promise<T>): Promise<T> },
): void {
  const { config, log } = platform;
  platform.onReady(async () => {
    const control = await listenForControl(config.dataDir, async (to, onProgress) => {
      const manifest = await upkeep.without(() => backUp(config.dataDir, to, onProgress));
      log.info({ event: "backup", files: manifest.files.count }, "backed up");
      return manifest;
    });
    platform.onClose(() => control.close());
  });
}
