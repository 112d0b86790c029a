/** The person's own choice of text size, elder mode and keys: taken over at sign-in, kept at each change. */
import type { Display, Session } from "@onewindow/server/api";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/api.ts";
import { display, setDisplay } from "../theme/display.ts";
import { SESSION_KEY, useSession } from "./session.ts";

/** A person's choice goes before the device's. */
export function useOwnDisplay(): void {
  const own = useSession()?.display ?? null;
  const kept = own === null ? null : JSON.stringify(own);
  useEffect(() => {
    if (kept !== null && kept !== JSON.stringify(display())) setDisplay(JSON.parse(kept) as Display);
  }, [kept]);
}

/** Changes a part of it at once; the person's copy follows and does not hold the page up. */
export function useChangeDisplay(): (change: Partial<Display>) => void {
  const client = useQueryClient();
  const session = useSession();
  return (change) => {
    const next = { ...display(), ...change };
    setDisplay(next);
    if (session === null || session === undefined) return;
    client.setQueryData(SESSION_KEY, { ...session, display: next });
    api.put<Session>("/me/display", next).catch(() => {
      // the device has it; the next change sends the whole again
    });
  };
}
