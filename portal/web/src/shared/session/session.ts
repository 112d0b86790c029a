/** Who is signed in, acting as whom. */
import type { ServerInfo, Session, SessionAnswer } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { setServerTime } from "../format/now.ts";
import { adopt, seen, tellTabs } from "./tab-session.ts";

export const SESSION_KEY = ["session"] as const;

const LASTING = new Set<unknown>(["session", "server"]);

/** Who is signed in, null when nobody is; the session of this tab, which another tab's switch does not change. */
export async function readSession(): Promise<Session | null> {
  return seen((await api.get<SessionAnswer>("/session")).session);
}

/** The session, or null; `undefined` while it is not known yet. */
export function useSession(): Session | null | undefined {
  return useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: 60_000 }).data;
}

/** Everything but the session and public facts belongs to the former person or capacity. */
export function forget(client: QueryClient, session: Session | null): void {
  adopt(session);
  client.removeQueries({
    predicate: ({ queryKey }) => !LASTING.has(queryKey[0]),
  });
  client.setQueryData(SESSION_KEY, session);
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { username: string; password: string; newPassword?: string }) =>
      api.post<Session>("/session", input),
    onSuccess: (session) => {
      forget(client, session);
      tellTabs();
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<undefined>("/session"),
    onSuccess: () => forget(client, null),
  });
}

/**
 * Switches the capacity; drafts stay, data of the former capacity is forgotten and the other tabs are told. `inPlace`:
 * the page stays and is read anew.
 */
export function useActAs(options: { inPlace?: boolean } = {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (capacityId: string) => api.post<Session>("/me/acting-as", { capacityId }),
    onSuccess: (session) => {
      if (options.inPlace === true) {
        adopt(session);
        client.setQueryData(SESSION_KEY, session);
        void client.resetQueries({ predicate: ({ queryKey }) => !LASTING.has(queryKey[0]) });
      } else forget(client, session);
      tellTabs();
    },
  });
}

/** Public facts of this installation; sets the page's clock when the server's is virtual. */
export function useServerInfo(): ServerInfo | undefined {
  return useQuery({
    queryKey: ["server"],
    staleTime: Infinity,
    queryFn: async () => {
      const info = await api.get<ServerInfo>("/server");
      if (info.virtualClock) setServerTime(info.serverTime);
      return info;
    },
  }).data;
}
