/** Requests over kept connections, with the time that each took. */
import { Agent, request } from "node:http";

export interface Answer {
  status: number;
  body: string;
  ms: number;
  cookie: string | null;
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

export function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: unknown,
): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        agent,
        headers: {
          ...headers,
          ...(text === undefined
            ? {}
            : { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }),
        },
      },
      (response) => {
        let received = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => void (received += chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: received,
            ms: performance.now() - start,
            cookie: (response.headers["set-cookie"] ?? []).map((one) => one.split(";")[0]).join("; ") || null,
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(text);
  });
}

/** Listens to the server's hints; `heard` gets each one's data. Answers what ends it. */
export function listen(url: string, cookie: string, heard: (data: string) => void): () => void {
  const sent = request(`${url}/api/v1/events`, { agent: false, headers: { cookie } }, (response) => {
    response.setEncoding("utf8");
    response.on("error", () => undefined);
    response.on("data", (chunk: string) => {
      for (const line of chunk.split("\n")) if (line.startsWith("data: ")) heard(line.slice(6));
    });
  });
  sent.on("error", () => undefined);
  sent.end();
  return () => sent.destroy();
}
