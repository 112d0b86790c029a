/** OpenAPI 3.1, made of the very schemas that check the requests. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { problem } from "../api.ts";
import type { Method, RouteAccess } from "./route.ts";

/** What the document says of a route: the definition without its handler. */
export interface RouteFacts {
  method: Method;
  path: string;
  summary: string;
  tag: string;
  access: RouteAccess;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  response?: z.ZodType;
  status?: number;
  versioned?: boolean;
  raw?: string;
  upload?: boolean;
  idempotent?: "required" | "optional";
  /** Answers beside the usual one and problems. */
  alsoAnswers?: Record<number, z.ZodType>;
}

const API = "/api/v1";
/** Stands once under components, not in every answer. */
const namedProblem = problem.meta({ id: "Problem" });
const readiness = z.object({ status: z.enum(["ready", "not-ready"]), missing: z.array(z.string()) });
const file = z.object({ file: z.string().meta({ contentMediaType: "application/octet-stream" }) });

/** The address express and the document know it by. */
export const fullPath = (path: string): string => (path.startsWith("//") ? path.slice(1) : `${API}${path}`);

const health = { access: "public", tag: "health", method: "get" } as const;
/** Served by the server itself, not by an area; `//` is outside of the API. */
export const ownRoutes: readonly RouteFacts[] = [
  {
    ...health,
    path: "//healthz",
    summary: "The process is alive",
    response: z.object({ status: z.literal("ok") }),
  },
  {
    ...health,
    path: "//readyz",
    summary: "Work can be sent here; 503 names what is missing",
    response: readiness,
    alsoAnswers: { 503: readiness },
  },
  {
    ...health,
    path: "/openapi.json",
    tag: "api",
    summary: "This description, OpenAPI 3.1",
    response: z.record(z.string(), z.unknown()),
  },
  { ...health, path: "/docs", tag: "api", summary: "The same as a page for people", raw: "text/html" },
];

export function openApiDocument(routes: readonly RouteFacts[], serverUrl: string): object {
  const registry = new OpenAPIRegistry();
  const session = registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "onewindow",
  });
  for (const route of [...ownRoutes, ...routes]) registry.registerPath(pathOf(route, session.name));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "OneWindow 一窗",
      version: "1",
      description:
        "Writes carry the session's token as X-CSRF-Token. Versioned writes carry If-Match. Errors are RFC 9457 problem details in the language of Accept-Language (zh, en).",
    },
    servers: [{ url: serverUrl }],
  });
}

function pathOf(route: RouteFacts, sessionScheme: string): RouteConfig {
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? "");
  const params = route.params ?? z.object(Object.fromEntries(names.map((name) => [name, z.string()])));
  const headers = z.object({
    ...(route.versioned ? { "If-Match": z.string() } : {}),
    ...(route.idempotent === "required" ? { "Idempotency-Key": z.string() } : {}),
    ...(route.idempotent === "optional" ? { "Idempotency-Key": z.string().optional() } : {}),
    ...(route.method === "get" || route.access === "public" ? {} : { "X-CSRF-Token": z.string() }),
  });
  const status = route.status ?? (route.response || route.raw ? 200 : 204);
  return {
    method: route.method,
    path: fullPath(route.path).replace(/:(\w+)/g, "{$1}"),
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    ...(route.access === "public" ? {} : { security: [{ [sessionScheme]: [] }] }),
    ...(typeof route.access === "string" ? {} : { description: `Right: ${route.access.join(" ")}` }),
    request: {
      ...(names.length > 0 && params instanceof z.ZodObject ? { params } : {}),
      ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
      ...(Object.keys(headers.shape).length > 0 ? { headers } : {}),
      ...(route.body
        ? { body: { required: true, content: { "application/json": { schema: route.body } } } }
        : {}),
      ...(route.upload
        ? { body: { required: true, content: { "multipart/form-data": { schema: file } } } }
        : {}),
    },
    responses: {
      [status]: {
        description: route.summary,
        ...(route.response ? { content: { "application/json": { schema: route.response } } } : {}),
        ...(route.raw === undefined ? {} : { content: { [route.raw]: { schema: z.string() } } }),
      },
      ...Object.fromEntries(
        Object.entries(route.alsoAnswers ?? {}).map(([code, schema]) => [
          code,
          { description: route.summary, content: { "application/json": { schema } } },
        ]),
      ),
      default: {
        description: "Problem",
        content: { "application/problem+json": { schema: namedProblem } },
      },
    },
  };
}

/** `get /drafts/:id/parts/:part` → `getDraftsIdPartsPart`. */
function operationId({ method, path }: RouteFacts): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return [method, ...words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`)].join("");
}
