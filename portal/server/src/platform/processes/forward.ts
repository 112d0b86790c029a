/** Hands a request on to the process that owns the engine, and its answer back, as they are. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { AppError } from "../errors.ts";
import { platformTexts } from "../texts.ts";

/** What a method of the engine throws on a process that does not own it. */
export class EngineElsewhereError extends Error {
  constructor() {
    super("The engine belongs to another process.");
    this.name = "EngineElsewhereError";
  }
}

const RETRY_SECONDS = 2;
/** Of this connection only; and the page's origin, which was checked here. */
const OWN_HEADERS = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "host",
  "origin",
  "expect",
]);

/** `ownerUrl` is asked for each request; null: nobody owns it now, answered with 503. */
export function forwarder(ownerUrl: () => string | null): RequestHandler {
  return async (req, res) => {
    const owner = ownerUrl();
    if (owner === null) throw noOwner();
    await handOn(req, res, new URL(req.originalUrl, owner));
  };
}

export const noOwner = (): AppError =>
  new AppError({
    code: "no-owner",
    status: 503,
    detail: platformTexts.noOwner,
    data: { retryAfterSeconds: RETRY_SECONDS },
  });

function handOn(req: Request, res: Response, target: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    let headersCame = false;
    const onward = httpRequest(
      target,
      {
        method: req.method,
        headers: {
          ...passedOn(req.headers),
          "x-forwarded-for": [req.get("x-forwarded-for"), req.socket.remoteAddress]
            .filter((part) => part !== undefined)
            .join(", "),
          "x-request-id": String(res.locals["requestId"]),
        },
      },
      (answer) => {
        headersCame = true;
        res.status(answer.statusCode ?? 502);
        for (const [name, value] of Object.entries(passedOn(answer.headers)))
          if (value !== undefined) res.setHeader(name, value);
        answer.pipe(res);
        answer.on("error", () => res.destroy());
        res.on("close", () => {
          answer.destroy();
          resolve();
        });
      },
    );
    onward.on("error", () => {
      // it may have done what was asked: a repetition with the same Idempotency-Key finds out
      if (headersCame) res.destroy();
      else reject(noOwner());
    });
    req.on("close", () => {
      if (!req.complete) onward.destroy();
    });
    req.pipe(onward);
  });
}

const passedOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name)));
