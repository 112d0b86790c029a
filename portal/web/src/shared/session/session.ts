/** Who is signed in, acting as whom. */
import type { ServerInfo, Session } from "@onewindow/server/api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { api, setCsrfToken } from "../api/api.ts";
import { ApiError } from "../api/errors.ts";
import { setServerTime } from "../format/now.ts";

export const SESSION_KEY = ["session"] as const;

/** GET /me: null when nobody is signed in. */
export async function readSession(): Promise<Session | null> {
  try {
    const session = await api.get<Session | null>("/me");
    setCsrfToken(session?.csrfToken ?? null);
    return session ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      setCsrfToken(null);
      return null;
    }
    throw error;
  }
}

/** The session, or null; `undefined` while it is not known yet. */
export function useSession(): Session | null | undefined {
  return useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: 60_000 }).data;
}

/** Everything but the session and public facts belongs to the former person or capacity. */
function forget(client: QueryClient, session: Session | null): void {
  setCsrfToken(session?.csrfToken ?? null);
  client.removeQueries({
    predicate: (query) => query.queryKey[0] !== "session" && query.queryKey[0] !== "server",
  });
  client.setQueryData(SESSION_KEY, session);
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { username: string; password: string }) => api.post<Session>("/session", input),
    onSuccess: (session) => forget(client, session),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete<undefined>("/session"),
    onSuccess: () => forget(client, null),
  });
}

/** Switches the capacity; drafts stay, data of the former capacity is forgotten. */
export function useActAs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (capacityId: string) => api.post<Session>("/me/acting-as", { capacityId }),
    onSuccess: (session) => forget(client, session),
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
