/** What A2 is asked about when an address is refused: the thing that stands in it; null where it is about nothing. */
export function whyOf(pathname: string): string | null {
  const path = pathname.replace(/^\/en(?=\/)/, "");
  const of = (pattern: RegExp, kind: string, action: string): string | null => {
    const id = pattern.exec(path)?.[1];
    return id === undefined ? null : `/a/why?what=${kind}:${encodeURIComponent(id)}&action=${action}`;
  };
  const place = /^\/a\/(health|audit|calendar)/.exec(path)?.[1];
  return (
    of(/^\/w\/cases\/(\d+)/, "case", "read") ??
    of(/^\/w\/tasks\/([\w-]+)/, "task", "read") ??
    of(/^\/cases\/(\d+)/, "case", "read") ??
    (place === undefined ? null : `/a/why?what=${place}&action=view`)
  );
}
