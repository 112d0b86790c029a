/** Failed sign-ins make the next one wait, longer each time: per account and address, on real time, over restarts. */
import { createHash } from "node:crypto";
import type { Clock } from "@onewindow/engine";
import { AppError, ConflictError } from "../platform/errors.ts";
import type { Store } from "../platform/store/port.ts";
import { attempts } from "./model.ts";
import { waitText } from "./texts.ts";

const LONGEST_WAIT_MS = 15 * 60_000;
const FORGOTTEN_MS = 24 * 3_600_000;

export interface Attempts {
  /** Counts the attempt as failed beforehand, so that many at once win nothing. Throws 429 while it must wait. */
  begin(username: string, address: string): Promise<void>;
  /** It was right after all: nothing is held against the account. */
  succeed(username: string, address: string): Promise<void>;
  forgetOld(): Promise<void>;
}

export function createAttempts(store: Store, realTime: Clock, free: number): Attempts {
  const rows = store.collection(attempts);
  const idOf = (username: string, address: string): string =>
    createHash("sha256")
      .update(JSON.stringify([username, address]))
      .digest("hex");

  return {
    async begin(username, address) {
      const id = idOf(username, address);
      for (;;) {
        const now = realTime.now();
        const row = await rows.get(id);
        const fresh = row && now - row.lastAt < FORGOTTEN_MS;
        if (row && fresh && row.waitUntil > now) {
          const seconds = Math.ceil((row.waitUntil - now) / 1000);
          throw new AppError({
            code: "login-wait",
            status: 429,
            detail: waitText(seconds),
            data: { retryAfterSeconds: seconds },
          });
        }
        const failures = (fresh ? row.failures : 0) + 1;
        const waitMs = failures < free ? 0 : Math.min(1000 * 2 ** (failures - free + 1), LONGEST_WAIT_MS);
        const next = { failures, lastAt: now, waitUntil: now + waitMs };
        try {
          await store.transaction((tx) =>
            row
              ? tx.update(attempts, { ...next, id, version: row.version })
              : tx.insert(attempts, { ...next, id }),
          );
          return;
        } catch (error) {
          if (!(error instanceof ConflictError)) throw error;
        }
      }
    },
    async succeed(username, address) {
      const row = await rows.get(idOf(username, address));
      if (!row) return;
      await store
        .transaction((tx) => tx.remove(attempts, row))
        .catch((error: unknown) => {
          // another attempt of the same account came in between: it stays counted
          if (!(error instanceof ConflictError)) throw error;
        });
    },
    async forgetOld() {
      const old = await rows.find({ filter: { lt: ["lastAt", realTime.now() - FORGOTTEN_MS] } });
      if (old.rows.length > 0)
        await store.transaction((tx) => old.rows.forEach((row) => tx.remove(attempts, row)));
    },
  };
}
