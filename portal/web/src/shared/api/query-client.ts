import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors.ts";

/** Reads are fresh for half a minute; refusals are never tried again (the client itself retries a lost network). */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, error) => error instanceof ApiError && error.status >= 500 && count < 1,
        networkMode: "always",
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
