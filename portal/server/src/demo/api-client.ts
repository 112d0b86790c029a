/** The API as a script uses it: one signed-in person. For the demo county and for end-to-end tests. */
export interface ApiClient {
  get<T>(path: string): Promise<T>;
  send<T>(
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T>;
  /** The bare answer, whatever its status. */
  raw(
    method: string,
    path: string,
    init?: { body?: RequestInit["body"]; headers?: Record<string, string> },
  ): Promise<Response>;
  actAs(kind: "self" | "enterprise" | "post"): Promise<void>;
  cookie(): string;
}

interface SessionAnswer {
  csrfToken: string;
  capacities: { id: string; kind: string }[];
}

export async function signIn(url: string, username: string, password: string): Promise<ApiClient> {
  let cookie = "";
  let csrf = "";
  const raw: ApiClient["raw"] = async (method, path, init = {}) => {
    const response = await fetch(path.startsWith("//") ? url + path.slice(1) : `${url}/api/v1${path}`, {
      method,
      body: init.body,
      headers: { ...(cookie ? { cookie } : {}), ...(csrf ? { "x-csrf-token": csrf } : {}), ...init.headers },
      redirect: "manual",
    });
    const set = response.headers.getSetCookie().map((entry) => entry.split(";")[0]!);
    if (set.length > 0) cookie = set.join("; ");
    return response;
  };
  const json = async <T>(response: Response, what: string): Promise<T> => {
    const text = await response.text();
    if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  const send: ApiClient["send"] = async (method, path, body, headers) =>
    json(
      await raw(method, path, {
        body: body === undefined ? undefined : JSON.stringify(body),
        headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      }),
      `${method} ${path}`,
    );
  let session = await send<SessionAnswer>("POST", "/session", { username, password });
  csrf = session.csrfToken;
  return {
    raw,
    send,
    get: async (path) => json(await raw("GET", path), `GET ${path}`),
    async actAs(kind) {
      const capacity = session.capacities.find((entry) => entry.kind === kind);
      if (!capacity) throw new Error(`${username} has no capacity of kind ${kind}`);
      session = await send<SessionAnswer>("POST", "/me/acting-as", { capacityId: capacity.id });
      csrf = session.csrfToken;
    },
    cookie: () => cookie,
  };
}
