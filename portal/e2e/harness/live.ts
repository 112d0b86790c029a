/** What a browser hears on GET /api/v1/events. */

export type LiveEvent = Record<string, unknown>;

export interface LiveStream {
  /** Resolves with the next event that meets the test, also one that came already; rejects when the stream ends first. */
  until(test: (event: LiveEvent) => boolean): Promise<LiveEvent>;
  /** Resolves when the server ends the stream. */
  ended: Promise<void>;
  close(): void;
}

/** Listens as whoever the cookie belongs to. */
export async function listen(url: string, cookie: string): Promise<LiveStream> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`GET /events answered ${response.status}`);
  const heard: LiveEvent[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const ended = (async () => {
    let rest = "";
    try {
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        rest += chunk;
        const blocks = rest.split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) heard.push(JSON.parse(data) as LiveEvent);
        }
        for (const look of waiting) look();
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      over = true;
      for (const look of waiting) look();
    }
  })();
  return {
    ended,
    close: () => abort.abort(),
    until: (test) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = heard.find(test);
          if (found === undefined && !over) return;
          waiting.delete(look);
          if (found !== undefined) resolve(found);
          else reject(new Error(`The stream ended; heard ${JSON.stringify(heard)}`));
        };
        waiting.add(look);
        look();
      }),
  };
}
