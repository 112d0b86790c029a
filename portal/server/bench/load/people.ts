/** Who uses the server under load: one who submits, and clerks who work on tasks as their screens do. */
import { ask, listen, type Answer } from "./http.ts";

export interface Person {
  cookie: string;
  get<T>(path: string): Promise<T>;
  send<T>(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<T>;
  /** Hints of the server, until the answered function is called. */
  listen(heard: (data: string) => void): () => void;
}

/** An answer other than success. */
export class Refused extends Error {
  readonly status: number;
  constructor(what: string, { status, body }: Answer) {
    super(`${what} answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
  }
}

interface Session {
  csrfToken: string;
  capacities: { id: string; kind: string }[];
}

/** Signs in and acts in the named capacity; every request's time goes to `took` by its kind. */
export async function person(
  url: string,
  given: { username: string; password: string; capacity: "enterprise" | "post" },
  took: (kind: string, ms: number) => void,
): Promise<Person> {
  let cookie = "";
  let csrf = "";
  const call = async <T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> => {
    const answer = await ask(
      `${url}/api/v1${path}`,
      method,
      { ...(cookie ? { cookie } : {}), ...(csrf ? { "x-csrf-token": csrf } : {}), ...headers },
      body,
    );
    const kind = `${method} ${path.replace(/\?.*/, "").replace(/\/[^/]*\d[^/]*/g, "/:id")}`;
    if (answer.status < 200 || answer.status > 299) throw new Refused(kind, answer);
    took(kind, answer.ms);
    cookie = answer.cookie ?? cookie;
    return (answer.body === "" ? undefined : JSON.parse(answer.body)) as T;
  };
  let session = await call<Session>("POST", "/session", {
    username: given.username,
    password: given.password,
  });
  csrf = session.csrfToken;
  const capacity = session.capacities.find((one) => one.kind === given.capacity);
  if (capacity === undefined) throw new Error(`${given.username} does not act as ${given.capacity}`);
  session = await call<Session>("POST", "/me/acting-as", { capacityId: capacity.id });
  csrf = session.csrfToken;
  return {
    cookie,
    get: (path) => call("GET", path),
    send: (method, path, body, headers) => call(method, path, body, headers),
    listen: (heard) => listen(url, cookie, heard),
  };
}
