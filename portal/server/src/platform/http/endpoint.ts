/** A declared route as an express handler: who, what, version, then the handler, then the answer. */
import express, { type Request, type RequestHandler, type Response } from "express";
import { AppError, ForbiddenError } from "../errors.ts";
import { forbiddenText, platformTexts } from "../texts.ts";
import type { AccessPort } from "./access.ts";
import { languageOf, languageTags } from "./language.ts";
import { checkedPart } from "./problem.ts";
import type { Actor, RouteAccess, RouteDefinition } from "./route.ts";

export interface EndpointOptions {
  access(): AccessPort;
  jsonMaxBytes: number;
  publicUrl(): string;
}

const SAFE = new Set(["get"]);

/** The handlers of one route, in order. */
export function endpoint<P, Q, B, R, A extends RouteAccess>(
  definition: RouteDefinition<P, Q, B, R, A>,
  options: EndpointOptions,
): RequestHandler[] {
  const parse: RequestHandler[] = definition.body
    ? [wantsJson, express.json({ limit: options.jsonMaxBytes, strict: false })]
    : [];
  return [guard(definition, options), ...parse, answer(definition)];
}

/** Before the body is read: origin, session, CSRF, right, version. */
function guard<P, Q, B, R, A extends RouteAccess>(
  { method, access, versioned, anyCapacity }: RouteDefinition<P, Q, B, R, A>,
  options: EndpointOptions,
): RequestHandler {
  return async (req, res, next) => {
    if (!SAFE.has(method)) assertSameOrigin(req, options.publicUrl());
    const actor = await options.access().actorOf(req);
    res.locals["actor"] = actor;
    res.locals["language"] = languageOf(req, actor?.language);
    if (access !== "public" && !actor) {
      throw new AppError({ code: "not-signed-in", status: 401, detail: platformTexts.signIn });
    }
    if (actor && access !== "public" && !anyCapacity) assertCapacity(req, actor);
    // what anyone may ask has no session to misuse
    if (actor && access !== "public" && !SAFE.has(method) && !options.access().csrfHolds(req, actor)) {
      throw new ForbiddenError(platformTexts.csrf, "csrf");
    }
    if (actor && typeof access !== "string") {
      const [action, subject] = access;
      if (!options.access().may(actor, action, subject))
        throw new ForbiddenError(forbiddenText(action, subject));
    }
    if (versioned && req.headers["if-match"] === undefined) {
      throw new AppError({ code: "version-missing", status: 428, detail: platformTexts.ifMatchMissing });
    }
    next();
  };
}

function answer<P, Q, B, R, A extends RouteAccess>(
  definition: RouteDefinition<P, Q, B, R, A>,
): RequestHandler {
  return async (req, res) => {
    const params = definition.params
      ? checkedPart(definition.params, req.params, "/params", "invalid-address")
      : req.params;
    const query = definition.query
      ? checkedPart(definition.query, req.query, "/query", "invalid-query")
      : req.query;
    const body: unknown = definition.body ? checkedPart(definition.body, req.body, "", "invalid") : undefined;
    const result = await definition.handler({
      actor: res.locals["actor"] as A extends "public" ? Actor | null : Actor,
      params: params as P,
      query: query as Q,
      body: body as B,
      ifMatch: ifMatchOf(req),
      idempotencyKey: idempotencyKeyOf(req),
      language: res.locals["language"] as "zh" | "en",
      requestId: String(res.locals["requestId"]),
      req,
      res,
    });
    if (!definition.raw) send(res, definition, result);
  };
}

function send<P, Q, B, R, A extends RouteAccess>(
  res: Response,
  definition: RouteDefinition<P, Q, B, R, A>,
  result: R,
): void {
  // what the schema does not name does not leave the house
  const shown: unknown = definition.response ? definition.response.parse(result) : result;
  if (
    typeof shown === "object" &&
    shown !== null &&
    "version" in shown &&
    typeof shown.version === "number"
  ) {
    res.setHeader("ETag", `"${shown.version}"`);
  }
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Content-Language", languageTags[res.locals["language"] === "en" ? "en" : "zh"]);
  const status = definition.status ?? (shown === undefined ? 204 : 200);
  res.status(status);
  if (shown === undefined) res.end();
  else res.json(shown);
}

const wantsJson: RequestHandler = (req, _res, next) => {
  if (!req.is("application/json"))
    throw new AppError({ code: "wants-json", status: 415, detail: platformTexts.wantsJson });
  next();
};

/** Browsers name the page a write comes from; one of another site is refused before anything else. */
export function assertSameOrigin(req: Request, publicUrl: string): void {
  const { origin } = req.headers;
  if (origin === undefined) return;
  const host = URL.canParse(origin) ? new URL(origin).host : "";
  if (host !== req.headers.host && host !== new URL(publicUrl).host) {
    throw new ForbiddenError(platformTexts.origin, "origin");
  }
}

/** A page names the capacity that it was opened in: after a switch in another tab it neither reads nor writes by mistake. */
function assertCapacity(req: Request, actor: Actor): void {
  const meant = req.get("x-acting-as");
  if (meant === undefined || meant === actor.capacityId) return;
  throw new AppError({
    code: "capacity-moved",
    status: 409,
    detail: platformTexts.capacityMoved,
    data: { actingAs: actor.capacityId },
  });
}

function ifMatchOf(req: Request): number | undefined {
  const header = req.headers["if-match"];
  if (header === undefined) return undefined;
  const version = /^(?:W\/)?"?(\d{1,15})"?$/.exec(header.trim())?.[1];
  if (version === undefined)
    throw new AppError({ code: "version-bad", status: 400, detail: platformTexts.ifMatchBad });
  return Number(version);
}

function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get("idempotency-key");
  return key === undefined || key === "" ? undefined : key.slice(0, 200);
}
