/** A route as areas declare it: schemas at the edge, from which OpenAPI is generated too. */
import type { Request, Response } from "express";
import type { z } from "zod";
import type { Language } from "../text.ts";

/** Who calls. Built by the identity area from the session; `null` on public routes without a session. */
export interface Actor {
  personId: string;
  name: string;
  capacityId: string;
  capacityKind: "self" | "enterprise" | "post";
  /** The enterprise acted for. */
  enterpriseId: string | null;
  /** What an agent's mandate for the enterprise names; absent: everything. */
  mandates?: string[] | undefined;
  /** The post's department and groups, e.g. `approval-bureau` and [`approval-bureau:reviewer`]. Empty for citizens. */
  department: string | null;
  /** The same as a list: empty for citizens, one department for a post. */
  departments: string[];
  groups: string[];
  language: Language;
  sessionId: string;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

export interface RouteContext<P, Q, B, A> {
  actor: A;
  params: P;
  query: Q;
  body: B;
  /** Version from `If-Match`; undefined when the header is absent. */
  ifMatch: number | undefined;
  /** `Idempotency-Key`, as sent. */
  idempotencyKey: string | undefined;
  language: Language;
  requestId: string;
  req: Request;
  res: Response;
}

/**
 * `access`: `public` – anyone, `actor` may be null; `signed-in` – any session; or a CASL pair, e.g. `["read", "task"]`:
 * refused with 403 naming the right when the ability has no rule for it at all. Rows are checked by the service.
 * `versioned: true` demands If-Match (428 without). A result with a number `version` is answered with its ETag.
 * `raw`: the handler answers through `res` itself (files, event streams, pages); it names the media type.
 * `upload`: the body is one file (multipart, field `file`), read by the handler.
 * `anywhere`: with several server processes, each may answer it itself; otherwise all but reads are handed on to the one
 * that owns the engine.
 * `anyCapacity`: also for a page that was opened in another capacity of the caller (X-Acting-As): who one is, switching.
 * `idempotent`: the handler heeds `Idempotency-Key`; `required` when it refuses requests without one.
 */
export interface RouteDefinition<P, Q, B, R, Access extends RouteAccess = RouteAccess> {
  method: Method;
  /** Below /api/v1 unless it starts with `//`, e.g. `/drafts/:id`; `//v/:identifier` is served at /v/:identifier. */
  path: string;
  summary: string;
  tag: string;
  access: Access;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  response?: z.ZodType<R>;
  status?: number;
  versioned?: boolean;
  raw?: string;
  upload?: boolean;
  anywhere?: boolean;
  anyCapacity?: boolean;
  idempotent?: "required" | "optional";
  handler(context: RouteContext<P, Q, B, Access extends "public" ? Actor | null : Actor>): Promise<R> | R;
}
export type RouteAccess = "public" | "signed-in" | readonly [action: string, subject: string];
