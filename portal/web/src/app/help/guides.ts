/** Guides of pages, from `guides.json`: what one does there, keys beyond those of every page, law, document to read on. */
import guides from "./guides.json" with { type: "json" };

export interface Guide {
  /** As in the routes; `*` for what has no page of its own. */
  route: string;
  zh: string[];
  en: string[];
  keys: string[];
  law: string | null;
  /** Guide for a profession, under docs/. */
  doc: string | null;
}

export const GUIDES: readonly Guide[] = guides.map((guide) => ({
  route: guide.route,
  zh: guide.zh,
  en: guide.en,
  keys: guide.keys ?? [],
  law: guide.law ?? null,
  doc: guide.doc ?? null,
}));

function fits(route: string, path: string): boolean {
  const [wanted, given] = [route.split("/"), path.replace(/(?<=.)\/$/, "").split("/")];
  return (
    wanted.length === given.length && wanted.every((part, at) => part.startsWith(":") || part === given[at])
  );
}

/** The guide of a path without its language; a route of fixed words goes before one with a parameter. */
export function guideOf(path: string): Guide | null {
  const holes = ({ route }: Guide): number => route.split(":").length;
  return GUIDES.filter(({ route }) => fits(route, path)).sort((a, b) => holes(a) - holes(b))[0] ?? null;
}
