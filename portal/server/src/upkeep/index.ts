/** Upkeep: removes what no record names any more, and what is kept for a time only. Later areas that keep hashes of files must be given as holders. */
import type { AuditArea } from "../audit/index.ts";
import { forgetMessages } from "../notifications/index.ts";
import type { Platform } from "../platform/platform.ts";
import { sweepFiles, type FileHolder } from "./sweep-files.ts";

export type { FileHolder } from "./sweep-files.ts";

const HOUR_MS = 3_600_000;
/** Longer than any request between putting bytes and the record that names them. */
const GRACE_MS = 24 * HOUR_MS;

export interface Swept {
  materials: number;
  files: number;
  messages: number;
}

export interface Upkeep {
  /** One round: rows of materials whose draft is gone, bytes that nothing names, old messages. Answers how many went. */
  sweep(options?: { graceMs?: number }): Promise<Swept>;
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
  /** Messages that were read are kept as long as the configuration says; that they went stays in the audit. */
  const oldMessages = async (): Promise<number> => {
    const { store, config, clock } = platform;
    if (config.messageKeptDays === 0) return 0;
    const gone = await forgetMessages(store, clock.now() - config.messageKeptDays * 24 * HOUR_MS);
    if (gone > 0)
      await store.transaction((tx) =>
        audit.record(tx, {
          actor: null,
          by: "upkeep.messages",
          action: "messages.forget",
          thing: { kind: "messages", id: "read" },
          data: { gone, keptDays: config.messageKeptDays },
        }),
      );
    return gone;
  };
  const round = async (graceMs: number): Promise<Swept> => {
    const gone = {
      materials: await materials.forgetOrphans(),
      files: await sweepFiles({ platform, audit, holders, putBefore: platform.realTime.now() - graceMs }),
      messages: await oldMessages(),
    };
    if (gone.materials + gone.files + gone.messages > 0)
      platform.log.info({ event: "upkeep", ...gone }, "what is not kept any longer was removed");
    return gone;
  };
  /** One after the other. */
  const sweep: Upkeep["sweep"] = ({ graceMs = GRACE_MS } = {}) => {
    const mine = running.then(() => (held > 0 ? { materials: 0, files: 0, messages: 0 } : round(graceMs)));
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
