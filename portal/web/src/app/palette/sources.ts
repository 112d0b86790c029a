/**
 * What the palette offers. One more kind of entry is one more source in `SOURCES`; acts of the person (not of one page)
 * go into `actsOf`.
 */
import type { CaseList, Language, SearchResult, ServiceSearch, Session } from "@onewindow/server/api";
import { api } from "../../shared/api/api.ts";
import { groupCaseNumber, plainCaseNumber } from "../../shared/format/numbers.ts";
import { pickText } from "../../shared/i18n/use-text.ts";
import type { ShellName } from "../../shared/theme/themes.ts";
import { bestOf } from "./match.ts";
import { PAGES } from "./pages.ts";

export interface PaletteEntry {
  id: string;
  label: string;
  note?: string;
  /** Page to open, without the language. */
  to?: string;
  /** Or what to do. */
  run?: () => void;
}
export interface PaletteContext {
  shell: ShellName;
  session: Session | null;
  language: Language;
  /** Makes the session act in another capacity and opens where that starts. */
  actAs: (capacityId: string, landing: string) => void;
}
export interface PaletteSource {
  /** Heading of the group, a key of the palette's texts. */
  title: "pages" | "cases" | "services" | "acts";
  find: (query: string, context: PaletteContext) => PaletteEntry[] | Promise<PaletteEntry[]>;
}

const MOST = 6;
const may = (context: PaletteContext, needs: string): boolean =>
  context.session?.abilities.some((ability) => ability.startsWith(needs)) === true;

function pages(query: string, context: PaletteContext): PaletteEntry[] {
  const mine = PAGES.filter(
    ({ shell, needs }) => shell === context.shell && (needs === undefined || may(context, needs)),
  );
  return bestOf(mine, query).map((one) => ({ id: one.to, label: one[context.language], to: one.to }));
}

/** Cases of the person, by number and title; the same list as the page of cases. */
async function ownCases(query: string, context: PaletteContext): Promise<PaletteEntry[]> {
  if (context.session === null || query === "") return [];
  const views = await Promise.all(
    ["running", "done"].map((view) => api.get<CaseList>("/cases", { query: { view } })),
  );
  const rows = new Map(views.flatMap((list) => list.rows).map((row) => [row.no, row]));
  const digits = plainCaseNumber(query);
  return [...rows.values()]
    .filter(
      ({ no, title }) =>
        (/^\d{3,}$/.test(digits) && no.includes(digits)) ||
        [title.zh, title.en].some((text) => text.toLowerCase().includes(query.toLowerCase())),
    )
    .slice(0, MOST)
    .map(({ no, title }) => ({
      id: `case-${no}`,
      label: pickText(context.language, title),
      note: groupCaseNumber(no),
      to: `/cases/${no}`,
    }));
}

/** By whole number at once; by words on the page that asks what for. */
async function officeCases(query: string, context: PaletteContext): Promise<PaletteEntry[]> {
  if (query === "" || !may(context, "cases.trace")) return [];
  const search: PaletteEntry = {
    id: "search-cases",
    label: query,
    note: context.language === "zh" ? "在查询中找" : "find it by Search",
    to: `/w/search?q=${encodeURIComponent(query)}`,
  };
  const number = plainCaseNumber(query);
  if (!/^\d{17}$/.test(number)) return [search];
  const found = await api.get<SearchResult>("/search", { query: { q: number } });
  const rows = found.rows.map(({ no, title }) => ({
    id: `case-${no}`,
    label: pickText(context.language, title),
    note: groupCaseNumber(no),
    to: `/w/cases/${no}`,
  }));
  return rows.length > 0 ? rows : [search];
}

async function services(query: string, context: PaletteContext): Promise<PaletteEntry[]> {
  if (context.shell !== "citizen" || query === "") return [];
  const found = await api.get<ServiceSearch>("/services", { query: { q: query } });
  const names = [...found.packages.map(({ id, name }) => ({ id, to: id, name }))];
  for (const item of found.items)
    names.push({ id: `${item.packageId}/${item.id}`, to: item.packageId, name: item.name });
  return names.slice(0, MOST).map(({ id, to, name }) => ({
    id: `service-${id}`,
    label: pickText(context.language, name),
    to: `/packages/${to}`,
  }));
}

/** Acts of the person. Further ones are added here. */
function actsOf(query: string, context: PaletteContext): PaletteEntry[] {
  const { session, language } = context;
  const others = (session?.capacities ?? []).filter(({ id }) => id !== session?.actingAs.id);
  const named = others.map((capacity) => ({
    zh: `切换 ${capacity.label.zh}`,
    en: `Switch to ${capacity.label.en}`,
    pinyin: "qie huan",
    capacity,
  }));
  return bestOf(named, query).map((one) => ({
    id: `act-${one.capacity.id}`,
    label: one[language],
    run: () => context.actAs(one.capacity.id, one.capacity.landing),
  }));
}

export const SOURCES: readonly PaletteSource[] = [
  { title: "pages", find: pages },
  {
    title: "cases",
    find: (query, context) => (context.shell === "citizen" ? ownCases : officeCases)(query, context),
  },
  { title: "services", find: services },
  { title: "acts", find: actsOf },
];
