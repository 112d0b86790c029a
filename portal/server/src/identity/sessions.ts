/** Sessions: a random token in a cookie, its hash in the store; they slide on real time up to an absolute end. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Request, Response } from "express";
import type { Clock } from "@onewindow/engine";
import type { Config } from "../platform/config/config.ts";
import { ConflictError } from "../platform/errors.ts";
import type { Store, Transaction } from "../platform/store/port.ts";
import { sessions, type StoredSession } from "./model.ts";

export const COOKIE = "onewindow";
const MINUTE = 60_000;

export interface Sessions {
  /** Collects the new session into the caller's transaction; `token` is what the cookie holds. */
  open(tx: Transaction, personId: string, capacityId: string): { token: string; session: StoredSession };
  /** The live session of the request; using it moves its end. */
  of(req: Request): Promise<StoredSession | null>;
  csrfToken(sessionId: string): string;
  csrfHolds(req: Request, sessionId: string): boolean;
  setCookie(res: Response, token: string): void;
  clearCookie(res: Response): void;
  forgetOld(): Promise<void>;
}

export function createSessions(options: {
  store: Store;
  realTime: Clock;
  config: Config;
  secret: Buffer;
}): Sessions {
  const { store, realTime, config, secret } = options;
  const rows = store.collection(sessions);
  const idleMs = config.sessionIdleMinutes * MINUTE;
  const maxMs = config.sessionMaxMinutes * MINUTE;
  const endOf = (createdAt: number, now: number): number => Math.min(now + idleMs, createdAt + maxMs);

  const csrfToken = (sessionId: string): string =>
    createHmac("sha256", secret).update(`csrf:${sessionId}`).digest("base64url");

  const slide = async (session: StoredSession, now: number): Promise<StoredSession> => {
    // once a minute is often enough
    if (now - session.seenAt < MINUTE) return session;
    const next = { ...session, seenAt: now, expiresAt: endOf(session.createdAt, now) };
    try {
      await store.transaction((tx) => tx.update(sessions, next));
      return { ...next, version: session.version + 1 };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // moved or ended by a request beside this one
      return (await rows.get(session.id)) ?? session;
    }
  };

  return {
    open(tx, personId, capacityId) {
      const token = randomBytes(32).toString("base64url");
      const now = realTime.now();
      const session = {
        personId,
        capacityId,
        createdAt: now,
        seenAt: now,
        expiresAt: endOf(now, now),
        id: hashOf(token),
      };
      tx.insert(sessions, session);
      return { token, session: { ...session, version: 1 } };
    },
    async of(req) {
      const token = cookieOf(req, COOKIE);
      if (token === null) return null;
      const session = await rows.get(hashOf(token));
      const now = realTime.now();
      if (!session || session.expiresAt <= now) return null;
      return slide(session, now);
    },
    csrfToken,
    csrfHolds(req, sessionId) {
      const given = Buffer.from(req.get("x-csrf-token") ?? "");
      const wanted = Buffer.from(csrfToken(sessionId));
      return given.length === wanted.length && timingSafeEqual(given, wanted);
    },
    setCookie(res, token) {
      res.cookie(COOKIE, token, cookieOptions(config));
    },
    clearCookie(res) {
      res.clearCookie(COOKIE, cookieOptions(config));
    },
    async forgetOld() {
      const old = await rows.find({ filter: { lte: ["expiresAt", realTime.now()] } });
      if (old.rows.length > 0)
        await store.transaction((tx) => old.rows.forEach((row) => tx.remove(sessions, row)));
    },
  };
}

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const cookieOptions = (config: Config) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: config.publicUrl.startsWith("https:") }) as const;

function cookieOf(req: Request, name: string): string | null {
  for (const part of (req.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
