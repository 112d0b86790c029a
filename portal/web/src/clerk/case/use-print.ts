import type { PrintLine, Text } from "@onewindow/server/api";
import { useEffect, useRef, useState } from "react";
import { sessionHeaders } from "../../shared/api/api.ts";
import { apiUrl } from "../../shared/api/client.ts";
import { useLanguage } from "../../shared/i18n/use-text.ts";

export type Printing =
  | { state: "idle" | "stopped" | "failed" }
  | { state: "running"; step: Text | null; done: number; total: number }
  | { state: "done"; href: string; pages: number };

/** Prints the case file, telling how far it is; stopping closes the connection, and nothing is kept. */
export function usePrint(no: string): { now: Printing; start: () => void; stop: () => void } {
  const [now, setNow] = useState<Printing>({ state: "idle" });
  const abort = useRef<AbortController | null>(null);
  const language = useLanguage();
  useEffect(() => () => abort.current?.abort(), []);

  const take = (said: PrintLine): boolean => {
    if ("id" in said)
      setNow({
        state: "done",
        href: apiUrl(`/case-files/${no}/dossiers/${said.id}`),
        pages: said.pages,
      });
    else if ("failed" in said) setNow({ state: "failed" });
    else setNow({ state: "running", ...said });
    return !("step" in said);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    const response = await fetch(apiUrl(`/case-files/${no}/dossiers`), {
      method: "POST",
      signal,
      credentials: "same-origin",
      headers: {
        ...sessionHeaders(),
        "Accept-Language": language === "en" ? "en" : "zh-CN",
      },
    });
    if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    let over = false;
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (rest + (value ?? "")).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines.filter((one) => one !== ""))
        over = take(JSON.parse(line) as PrintLine) || over;
      if (done) break;
    }
    if (!over) throw new Error("the connection ended");
  };

  return {
    now,
    start() {
      abort.current?.abort();
      const mine = new AbortController();
      abort.current = mine;
      setNow({ state: "running", step: null, done: 0, total: 0 });
      run(mine.signal).catch(() => setNow({ state: mine.signal.aborted ? "stopped" : "failed" }));
    },
    stop: () => abort.current?.abort(),
  };
}
