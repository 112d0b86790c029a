/** `GET /metrics`: for the machine's own Prometheus without more, from elsewhere with the token. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { Request, RequestHandler } from "express";
import { NotFoundError } from "../errors.ts";
import type { Metrics } from "../metrics.ts";
import { platformTexts } from "../texts.ts";

/** `token`: empty, only this machine may ask. Whoever may not is told that nothing is here. */
export function metricsRoute(metrics: Metrics, token: string): RequestHandler {
  return async (req, res) => {
    if (!(token === "" ? isThisMachine(req) : carries(req, token)))
      throw new NotFoundError(platformTexts.notFound);
    const { type, text } = await metrics.exposition();
    res.setHeader("Content-Type", type);
    res.setHeader("Cache-Control", "no-store");
    res.send(text);
  };
}

/** Asked directly by this machine, not through a proxy on it. */
function isThisMachine(req: Request): boolean {
  const address = req.socket.remoteAddress ?? "";
  const forwarded = req.get("x-forwarded-for") !== undefined || req.get("forwarded") !== undefined;
  return !forwarded && ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(address);
}

function carries(req: Request, token: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(req.get("authorization") ?? ""), hash(`Bearer ${token}`));
}
