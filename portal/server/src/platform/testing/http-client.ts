/** A browser's manners for route tests: cookies, the CSRF token, If-Match, Idempotency-Key. */

export interface HttpAnswer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
  etag: string | null;
}

export interface CallOptions {
  ifMatch?: number;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

/** Below /api/v1 unless the path starts with `//`, as in route definitions. */
export interface HttpClient {
  base: string;
  get<T = unknown>(path: string, options?: CallOptions): Promise<HttpAnswer<T>>;
  post<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<HttpAnswer<T>>;
  put<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<HttpAnswer<T>>;
  patch<T = unknown>(path: string, body?: unknown, options?: CallOptions): Promise<HttpAnswer<T>>;
  delete<T = unknown>(path: string, options?: CallOptions): Promise<HttpAnswer<T>>;
  upload<T = unknown>(
    path: string,
    file: { name: string; bytes: Uint8Array; type?: string },
    options?: CallOptions,
  ): Promise<HttpAnswer<T>>;
  /** The bare response, e.g. of a file or an event stream. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** Throws when the account or the password is refused. */
  signIn(username: string, password: string): Promise<void>;
  /** By the capacity's id, or its kind (`self`, `enterprise`, `post`). */
  actAs(capacity: string): Promise<void>;
  cookies: Map<string, string>;
  csrfToken: string | null;
}

interface SessionAnswer {
  csrfToken: string;
  capacities: { id: string; kind: string }[];
}

export function httpClient(base: string, language: "zh" | "en"): HttpClient {
  const cookies = new Map<string, string>();
  const address = (path: string): string => base + (path.startsWith("//") ? path.slice(1) : `/api/v1${path}`);

  const raw = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (!headers.has("Accept-Language")) headers.set("Accept-Language", language);
    if (cookies.size > 0)
      headers.set("Cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (client.csrfToken !== null && init.method !== undefined && !headers.has("X-CSRF-Token")) {
      headers.set("X-CSRF-Token", client.csrfToken);
    }
    const response = await fetch(address(path), { redirect: "manual", ...init, headers });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  };
  const call = async <T>(
    method: string,
    path: string,
    body: unknown,
    options: CallOptions = {},
  ): Promise<HttpAnswer<T>> => {
    const headers: Record<string, string> = { ...options.headers };
    if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
    if (options.idempotencyKey !== undefined) headers["Idempotency-Key"] = options.idempotencyKey;
    const init: RequestInit = { method, headers };
    if (body instanceof FormData) init.body = body;
    else if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(body);
    }
    const response = await raw(path, init);
    const text = await response.text();
    const json = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as T,
      etag: response.headers.get("etag"),
    };
  };

  const client: HttpClient = {
    base,
    cookies,
    csrfToken: null,
    raw,
    get: (path, options) => call("GET", path, undefined, options),
    post: (path, body = {}, options) => call("POST", path, body, options),
    put: (path, body = {}, options) => call("PUT", path, body, options),
    patch: (path, body = {}, options) => call("PATCH", path, body, options),
    delete: (path, options) => call("DELETE", path, undefined, options),
    upload(path, file, options) {
      const form = new FormData();
      form.set(
        "file",
        new Blob([Uint8Array.from(file.bytes)], { type: file.type ?? "application/octet-stream" }),
        file.name,
      );
      return call("POST", path, form, options);
    },
    async signIn(username, password) {
      const answer = await call<SessionAnswer>("POST", "/session", { username, password });
      if (answer.status !== 200)
        throw new Error(`Sign-in of ${username} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      client.csrfToken = answer.body.csrfToken;
    },
    async actAs(capacity) {
      const me = await call<SessionAnswer>("GET", "/me", undefined);
      const found = me.body.capacities.find(({ id, kind }) => id === capacity || kind === capacity);
      if (!found) throw new Error(`No capacity ${capacity} among ${JSON.stringify(me.body.capacities)}`);
      const answer = await call<SessionAnswer>("POST", "/me/acting-as", { capacityId: found.id });
      if (answer.status !== 200) throw new Error(`Acting as ${capacity} answered ${answer.status}`);
      client.csrfToken = answer.body.csrfToken;
    },
  };
  return client;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, at).trim();
  const gone = attributes.some(
    (attribute) => /^\s*max-age=0$/i.test(attribute) || /^\s*expires=thu, 01 jan 1970/i.test(attribute),
  );
  if (gone) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}
