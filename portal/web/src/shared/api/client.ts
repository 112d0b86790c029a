/** The HTTP client of the app: language, CSRF, versions, idempotency, problem details. */
import { ApiError, OfflineError, toProblem } from "./errors.ts";

export interface RequestOptions {
  query?: Record<string, string | number | boolean | null | undefined>;
  /** Sent as `If-Match`. */
  version?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;
export interface ClientContext {
  fetch: Fetch;
  /** `zh-CN` or `en`. */
  language(): string;
  csrfToken(): string | null;
  /** The capacity that this page was opened in, sent as `X-Acting-As`; null before it is known. */
  actingAs?(): string | null;
  /** The session acts in another capacity than this page (409 capacity-moved). */
  onMoved?(): void;
  /** The session has ended (401). */
  onSignedOut(): void;
  /** Waits between tries of a GET, milliseconds. */
  wait(ms: number): Promise<void>;
}

const BASE = "/api/v1";
const RETRY_WAITS = [300, 1200];

/** Address of an API resource, for links and images. */
export function apiUrl(path: string, query: RequestOptions["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text === "" ? "" : `?${text}`}`;
}

export interface ApiClient {
  get<T>(path: string, options?: RequestOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  put<T>(path: string, body: unknown, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, body: unknown, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
}

async function readBody(response: Response): Promise<unknown> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 204) return undefined;
  return type.includes("json") ? ((await response.json()) as unknown) : undefined;
}

/** Builds a client. Throws ApiError (the server refused) or OfflineError (not reached; GET is tried three times). */
export function createApiClient(context: ClientContext): ApiClient {
  async function send(method: string, url: string, init: RequestInit, tries: number): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await context.fetch(url, { ...init, method, credentials: "same-origin" });
      } catch (error) {
        if (init.signal?.aborted === true) throw error;
        if (attempt >= tries) throw new OfflineError(context.language() === "en" ? "en" : "zh", error);
        await context.wait(RETRY_WAITS[attempt] ?? 1200);
      }
    }
  }

  async function request<T>(
    method: string,
    path: string,
    body: unknown,
    options: RequestOptions = {},
  ): Promise<T> {
    const headers: Record<string, string> = {
      Accept: "application/json",
      "Accept-Language": context.language(),
      ...options.headers,
    };
    const csrf = context.csrfToken();
    if (method !== "GET" && csrf !== null) headers["X-CSRF-Token"] = csrf;
    const acting = context.actingAs?.() ?? null;
    if (acting !== null) headers["X-Acting-As"] = acting;
    if (options.version !== undefined) headers["If-Match"] = `"${options.version}"`;
    if (options.idempotencyKey !== undefined) headers["Idempotency-Key"] = options.idempotencyKey;
    const init: RequestInit = { headers };
    // A removal outlives the page that asks for it.
    if (method === "DELETE") init.keepalive = true;
    if (options.signal !== undefined) init.signal = options.signal;
    if (body instanceof FormData) init.body = body;
    else if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    const url = apiUrl(path, options.query);
    const response = await send(method, url, init, method === "GET" ? RETRY_WAITS.length : 0);
    const answer = await readBody(response);
    if (response.ok) return answer as T;
    if (response.status === 401) context.onSignedOut();
    const error = new ApiError(toProblem(response.status, answer, response.headers.get("x-request-id")));
    if (error.code === "capacity-moved") context.onMoved?.();
    throw error;
  }

  return {
    get: (path, options) => request("GET", path, undefined, options),
    post: (path, body, options) => request("POST", path, body, options),
    put: (path, body, options) => request("PUT", path, body, options),
    patch: (path, body, options) => request("PATCH", path, body, options),
    delete: (path, options) => request("DELETE", path, undefined, options),
  };
}
