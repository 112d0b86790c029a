/** The web server: safety headers, request ids, one log line per request, areas' routes, the web app, problems. */
import { createServer, type Server } from "node:http";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { AppError, NotFoundError } from "../errors.ts";
import type { Ids } from "../platform.ts";
import type { Language } from "../text.ts";
import { platformTexts } from "../texts.ts";
import type { AccessPort } from "./access.ts";
import { EngineElsewhereError, forwarder } from "../processes/forward.ts";
import type { EventsRelay } from "../processes/shared-events.ts";
import { assertSameOrigin, endpoint } from "./endpoint.ts";
import { apiDocsPage } from "./api-docs/page.ts";
import { createEventsHub, type EventsHub } from "./events.ts";
import { languageOf, languageTags } from "./language.ts";
import { listen } from "./listen.ts";
import { fullPath, openApiDocument, type RouteFacts } from "./openapi.ts";
import type { Metrics } from "../metrics.ts";
import { metricsRoute } from "./metrics-route.ts";
import { sendPlainPage } from "./plain-page.ts";
import { problemOf } from "./problem.ts";
import type { RouteAccess, RouteDefinition } from "./route.ts";
import { serveWebApp } from "./static.ts";

export interface HttpServer {
  app: Express;
  events: EventsHub;
  route<P, Q, B, R, A extends RouteAccess>(definition: RouteDefinition<P, Q, B, R, A>): void;
  /** All declared routes, e.g. for a matrix of rights. */
  routes: readonly RouteFacts[];
  useAccess(access: AccessPort): void;
  /** `ready` is asked by /readyz; it answers what is not ready, in words. */
  useReadiness(ready: () => string[]): void;
  /** Throws StartError when the port is taken. Answers the port. */
  listen(): Promise<number>;
  /** Takes no new request, ends event streams, waits for running requests (at most `graceMs`). */
  close(graceMs?: number): Promise<void>;
}

const GRACE_MS = 10_000;
/** Longer than reverse proxies keep a line that is idle (60 s): they must not send into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
/** The largest upload and its frame. */
const DRAINED_BYTES = 32 * 1024 * 1024;
const nobody: AccessPort = { actorOf: async () => null, csrfHolds: () => false, may: () => false };

export function createHttpServer(options: {
  config: Config;
  log: Logger;
  ids: Ids;
  webFolder: string;
  metrics: Metrics;
  relay?: EventsRelay | undefined;
  /** Of the process that owns the engine, when this one does not; asked for each request. */
  ownerUrl?: (() => string | null) | undefined;
}): HttpServer {
  const { config, log, ids, metrics } = options;
  const app = express();
  const areas = express.Router({ caseSensitive: true });
  const events = createEventsHub(ids.next(), options.relay);
  const routes: RouteFacts[] = [];
  let access = nobody;
  let notReady = (): string[] => [];
  let stopping = false;

  app.disable("x-powered-by");
  app.set("trust proxy", config.trustProxy);
  app.set("query parser", "simple");
  app.set("etag", false);
  app.use(named(log, ids, metrics), safetyHeaders());
  app.use((_req, _res, next) => {
    next(
      stopping ? new AppError({ code: "stopping", status: 503, detail: platformTexts.stopping }) : undefined,
    );
  });
  app.get("/healthz", (_req, res) => void res.json({ status: "ok" }));
  app.get("/readyz", (_req, res) => {
    const missing = notReady();
    res
      .status(missing.length === 0 ? 200 : 503)
      .json({ status: missing.length === 0 ? "ready" : "not-ready", missing });
  });
  app.get("/api/v1/openapi.json", (_req, res) => void res.json(openApiDocument(routes, config.publicUrl)));
  app.get("/api/v1/docs", (req, res) => {
    const language =
      req.query["lang"] === "en" || req.query["lang"] === "zh"
        ? req.query["lang"]
        : languageOf(req, undefined);
    const page = apiDocsPage(openApiDocument(routes, config.publicUrl), config.publicUrl, language);
    sendPlainPage(res, 200, { ...page, county: config.county });
  });
  app.get("/metrics", metricsRoute(metrics, config.metricsToken));
  app.use(areas);
  if (options.ownerUrl) app.use(readElsewhere(forwarder(options.ownerUrl)));
  app.use(serveWebApp(options.webFolder));
  app.use(() => {
    throw new NotFoundError(platformTexts.notFound);
  });
  app.use(problems(log));

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
  const handOn = options.ownerUrl && forwarder(options.ownerUrl);
  const route: HttpServer["route"] = (definition) => {
    routes.push(definition);
    if (handOn && definition.method !== "get" && definition.anywhere !== true) {
      areas[definition.method](fullPath(definition.path), sameOrigin(config), handOn);
      return;
    }
    areas[definition.method](
      fullPath(definition.path),
      ...endpoint(definition, {
        access: () => access,
        jsonMaxBytes: config.jsonMaxBytes,
        publicUrl: () => config.publicUrl,
      }),
    );
  };
  route({
    method: "get",
    path: "/events",
    summary: "What changed, as it changes (text/event-stream)",
    tag: "events",
    access: "signed-in",
    raw: "text/event-stream",
    handler: ({ actor, req, res }) => events.listen(actor, req, res),
  });

  return {
    app,
    events,
    routes,
    route,
    useAccess: (given) => {
      access = given;
    },
    useReadiness: (ready) => {
      notReady = ready;
    },
    listen: () => listen(server, config),
    async close(graceMs = GRACE_MS) {
      stopping = true;
      events.close();
      await stop(server, graceMs);
    },
  };
}

const sameOrigin =
  (config: Config): RequestHandler =>
  (req, _res, next) => {
    assertSameOrigin(req, config.publicUrl);
    next();
  };

/** A read that turned out to need the engine: its owner answers it. */
function readElsewhere(handOn: RequestHandler): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (!(error instanceof EngineElsewhereError) || req.method !== "GET" || res.headersSent)
      return next(error);
    return handOn(req, res, next);
  };
}

/** Request id and the one line a request leaves in the log: the route's pattern, never its values. */
function named(log: Logger, ids: Ids, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const sent = req.get("x-request-id");
    const requestId = sent !== undefined && /^[\w-]{8,64}$/.test(sent) ? sent : ids.next();
    res.locals["requestId"] = requestId;
    res.setHeader("X-Request-Id", requestId);
    const start = process.hrtime.bigint();
    res.on("close", () => {
      const pattern: unknown = (req.route as { path?: unknown } | undefined)?.path;
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const line = {
        requestId,
        method: req.method,
        route: typeof pattern === "string" ? pattern : "web",
        status: res.statusCode,
        ms: Math.round(seconds * 1e4) / 10,
      };
      // a stream of events lasts as long as its page, which is no figure of ours
      if (line.route !== "/api/v1/events") metrics.requestEnded({ ...line, seconds });
      if (line.route === "web" || line.route === "/healthz" || line.route === "/readyz")
        log.debug(line, "request");
      else log.info(line, "request");
    });
    next();
  };
}

function safetyHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        frameSrc: ["'self'", "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    referrerPolicy: { policy: "same-origin" },
    // plain HTTP on the local network is a way to run this; the proxy that adds TLS sets it
    strictTransportSecurity: false,
  });
}

function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const requestId = String(res.locals["requestId"]);
    const language: Language =
      res.locals["language"] === "en" || res.locals["language"] === "zh"
        ? res.locals["language"]
        : languageOf(req, undefined);
    const problem = problemOf(error, language, requestId);
    if (problem.status >= 500) log.error({ requestId, err: error }, "request failed");
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const wait = problem.data?.["retryAfterSeconds"];
    if (typeof wait === "number") res.setHeader("Retry-After", String(wait));
    if (!req.complete) {
      // Who still sends hears the answer only when the rest is taken in; a body too long for that must not hold the connection.
      if (!(Number(req.get("content-length")) <= DRAINED_BYTES)) res.setHeader("Connection", "close");
      req.resume();
    }
    res.setHeader("Cache-Control", "no-store");
    res.setHeader("Content-Language", languageTags[language]);
    res.status(problem.status).type("application/problem+json").send(JSON.stringify(problem));
  };
}

async function stop(server: Server, graceMs: number): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    // connections that are kept alive fall idle one by one
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
