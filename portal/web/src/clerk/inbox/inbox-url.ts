import type { InboxQuery } from "../queries.ts";

export const views = ["mine", "team", "today", "over"] as const;
export type View = (typeof views)[number];

/** The view of the inbox lives in the address: a sent link opens the same list. */
export function readInboxUrl(params: URLSearchParams): InboxQuery & { view: View } {
  const view = params.get("view");
  return {
    view: views.find((known) => known === view) ?? "team",
    q: params.get("q") ?? "",
    item: params.get("item") ?? "",
    town: params.get("town") ?? "",
    light: params.get("light") ?? "",
  };
}

/** Parameters with one value changed; empty values leave the address. */
export function withParam(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value === "") next.delete(name);
  else next.set(name, value);
  return next;
}

export function hasFilters(query: InboxQuery): boolean {
  return query.q !== "" || query.item !== "" || query.town !== "" || query.light !== "";
}
