import type { VerifyLine } from "@onewindow/server/api";
import { useEffect, useRef, useState } from "react";
import { apiUrl } from "../../shared/api/client.ts";

export type Verification =
  | { state: "idle" }
  | { state: "running"; done: number; total: number }
  | { state: "done"; rows: number; brokenAt: number | null }
  | { state: "stopped" }
  | { state: "failed"; why: string };

/** Reads the server's progress line by line; stopping closes the connection, which stops the walk. */
export function useVerify(): { now: Verification; start: () => void; stop: () => void } {
  const [now, setNow] = useState<Verification>({ state: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (signal: AbortSignal): Promise<void> => {
    const response = await fetch(apiUrl("/audit/verify"), { signal, credentials: "same-origin" });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let told = false;
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + (value ?? "")).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines.filter((one) => one !== "")) {
        const said = JSON.parse(line) as VerifyLine;
        told = said.brokenAt !== undefined;
        setNow(
          said.brokenAt === undefined
            ? { state: "running", done: said.done, total: said.total }
            : { state: "done", rows: said.done, brokenAt: said.brokenAt },
        );
      }
      if (done) break;
    }
    if (!told) throw new Error("the connection ended");
  };

  return {
    now,
    start() {
      abort.current?.abort();
      const mine = new AbortController();
      abort.current = mine;
      setNow({ state: "running", done: 0, total: 0 });
      run(mine.signal).catch((error: unknown) =>
        setNow(
          mine.signal.aborted
            ? { state: "stopped" }
            : { state: "failed", why: error instanceof Error ? error.message : String(error) },
        ),
      );
    },
    stop: () => abort.current?.abort(),
  };
}
