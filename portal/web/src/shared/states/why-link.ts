/** What A2 is asked about when an address is refused: the thing that stands in it; null where it is about nothing. */
export function askOf(pathname: string): { what: string; action: string } | null {
  const path = pathname.replace(/^\/en(?=\/)/, "");
  const of = (pattern: RegExp, kind: string, action: string): { what: string; action: string } | null => {
    const id = pattern.exec(path)?.[1];
    return id === undefined ? null : { what: `${kind}:${id}`, action };
  };
  const place = /^\/a\/(health|audit|calendar|outbox|incidents|users)/.exec(path)?.[1];
  return (
    of(/^\/w\/cases\/(\d+)/, "case", "read") ??
    of(/^\/w\/tasks\/([\w-]+)/, "task", "read") ??
    of(/^\/cases\/(\d+)/, "case", "read") ??
    of(/^\/apply\/([\w-]+)/, "draft", "read") ??
    (/^\/w\/inbox/.test(path) ? { what: "task", action: "read" } : null) ??
    (/^\/w\/search/.test(path) ? { what: "case", action: "trace" } : null) ??
    (place === undefined ? null : { what: KIND_OF_PLACE[place] ?? place, action: "view" })
  );
}
const KIND_OF_PLACE: Readonly<Record<string, string>> = { incidents: "health", users: "person" };

/** The same as A2's address. */
export function whyOf(pathname: string): string | null {
  const ask = askOf(pathname);
  if (ask === null) return null;
  const [kind = "", id] = ask.what.split(":");
  return `/a/why?what=${kind}${id === undefined ? "" : `:${encodeURIComponent(id)}`}&action=${ask.action}`;
}
