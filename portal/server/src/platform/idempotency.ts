/** Repeated requests get the answer of the first one. */
import { createHash } from "node:crypto";
import type { Clock } from "@onewindow/engine";
import { z } from "zod";
import { AppError, ConflictError } from "./errors.ts";
import type { Actor } from "./http/route.ts";
import { defineCollection, type Store } from "./store/port.ts";
import { platformTexts } from "./texts.ts";

export const idempotencyCollection = defineCollection({
  name: "idempotency",
  schema: z.object({ request: z.string(), answer: z.unknown(), at: z.number() }),
  indexes: [{ fields: ["at"] }],
  unique: [],
});

/**
 * Runs once per person and key: a repetition, also one that comes while the first still runs, gets the first answer
 * (a JSON value). Errors are not kept: the request may be sent again. `request` tells apart two different requests
 * sent with one key: refused with `idempotency-key-reused` (422). Without a key it just runs.
 */
export type Idempotent = <T>(
  key: string | undefined,
  actor: Actor,
  run: () => Promise<T>,
  request?: unknown,
) => Promise<T>;

const KEPT_MS = 7 * 24 * 3_600_000;

/** `clock` is real time: what is kept does not depend on the clock of the law. */
export function createIdempotency(
  store: Store,
  clock: Clock,
): { idempotent: Idempotent; forgetOld(): Promise<void> } {
  const running = new Map<string, { request: string; answer: Promise<unknown> }>();
  const stored = store.collection(idempotencyCollection);

  const once = async (id: string, request: string, run: () => Promise<unknown>): Promise<unknown> => {
    const known = await stored.get(id);
    if (known) {
      assertSame(known.request, request);
      return known.answer;
    }
    const answer = await run();
    try {
      await store.transaction((tx) =>
        tx.insert(idempotencyCollection, { id, request, answer: answer ?? null, at: clock.now() }),
      );
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
    return answer;
  };

  return {
    async idempotent<T>(
      key: string | undefined,
      actor: Actor,
      run: () => Promise<T>,
      request: unknown = null,
    ): Promise<T> {
      if (key === undefined) return run();
      const id = digest([actor.personId, key]);
      const print = digest(request);
      const other = running.get(id);
      if (other) {
        assertSame(other.request, print);
        return (await other.answer) as T;
      }
      const answer = once(id, print, run).finally(() => running.delete(id));
      running.set(id, { request: print, answer });
      return (await answer) as T;
    },
    async forgetOld() {
      const old = await stored.find({ filter: { lt: ["at", clock.now() - KEPT_MS] } });
      if (old.rows.length === 0) return;
      await store.transaction((tx) => old.rows.forEach((row) => tx.remove(idempotencyCollection, row)));
    },
  };
}

const digest = (value: unknown): string =>
  createHash("sha256")
    .update(JSON.stringify(value) ?? "")
    .digest("hex");

function assertSame(left: string, right: string): void {
  if (left !== right)
    throw new AppError({ code: "idempotency-key-reused", status: 422, detail: platformTexts.keyReused });
}
