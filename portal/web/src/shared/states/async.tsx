import type { ReactNode } from "react";
import { ErrorState, Loading } from "./states.tsx";

/** What it takes of a query, single or paged. */
export interface Readable<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  refetch(): unknown;
}

/** Draws a query: skeleton, error with retry, or its data. Old data stays while it is read again. */
export function Async<T>({ query, children }: { query: Readable<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading />;
}
