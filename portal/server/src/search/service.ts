/** W8: cases by number and words, as far as the post's rules let; what they do not let is never told, only that one may ask. */
import { caseStatus, cases, numberMark, personalNumber, SEARCH_SECRET } from "../cases/index.ts";
import type { CasesArea, StoredCase } from "../cases/index.ts";
import { isoInstant } from "../clocks/index.ts";
import type { IdentityArea } from "../identity/index.ts";
import { ForbiddenError, InvalidError } from "../platform/errors.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { queryGrams } from "../platform/store/ngrams.ts";
import type { Filter } from "../platform/store/port.ts";
import type { SearchHit, SearchResult } from "./api.ts";
import { searchTexts } from "./texts.ts";

export interface SearchQuery {
  q: string;
  purpose?: string;
  status?: string;
  package?: string;
  after?: string;
}
export type SearchService = ReturnType<typeof createSearch>;

/** Nobody works through a longer list; where counting stops, "10,000+" is shown. */
const COUNTED = 10_001;
const PAGE = 50;
/** Division, date, serial (domain.md 1.3). */
const WHOLE_NUMBER = /^\d{17}$/;

/** 张**, 小满****: enough to recognise what one looks for. */
export const maskedName = (name: string): string => {
  const letters = [...name];
  const shown = letters.length > 4 ? 2 : 1;
  return letters.map((letter, index) => (index < shown ? letter : "*")).join("");
};

export function createSearch(parts: {
  platform: Platform;
  identity: Pick<IdentityArea, "can" | "canField" | "filterFor">;
  cases: Pick<CasesArea, "accounts" | "lights" | "catalogue">;
}) {
  const { platform, identity } = parts;
  const collection = platform.store.collection(cases);
  const secret = platform.secret(SEARCH_SECRET);

  const digits = (q: string): string => q.normalize("NFKC").replace(/[\s-]/g, "");
  const wholeNumber = (q: string): string | null => (WHOLE_NUMBER.test(digits(q)) ? digits(q) : null);
  /** What the post sees of a case that it may see at all. */
  const sees = (actor: Actor, part: string): boolean =>
    identity.canField(actor, "read", "case", part, { departments: actor.departments });

  /** The query as a filter; personal numbers count whole only, and only where the post sees such numbers in clear. */
  const meant = (actor: Actor, q: string): { filter: Filter; exact: boolean } => {
    const no = wholeNumber(q);
    if (no !== null) return { filter: { eq: ["id", no] }, exact: true };
    const number = personalNumber(q);
    if (number !== null && sees(actor, number.kind === "phone" ? "contact" : "identity"))
      return { filter: { contains: ["search", numberMark(secret, number)] }, exact: true };
    return {
      filter: { and: queryGrams(q).map((gram): Filter => ({ contains: ["search", gram] })) },
      exact: false,
    };
  };
  const allowed = (actor: Actor, q: string, purpose: string | undefined): void => {
    if (actor.capacityKind !== "post") throw new ForbiddenError(searchTexts.officials);
    if (wholeNumber(q) !== null) return;
    if (!sees(actor, "applicant")) throw new ForbiddenError(searchTexts.wholeNumber, "whole-number");
    if ((purpose ?? "") === "")
      throw new InvalidError(
        searchTexts.purpose,
        [{ pointer: "/query/purpose", code: "purpose-needed", detail: searchTexts.purpose }],
        "purpose-needed",
      );
  };
  const matched = (theCase: StoredCase, q: string): SearchHit["matched"] => {
    if (personalNumber(q) !== null && wholeNumber(q) === null) return "personal-number";
    const words = q.normalize("NFKC").toLowerCase();
    const has = (...texts: (string | undefined)[]): boolean =>
      texts.some((text) => text?.normalize("NFKC").toLowerCase().includes(words) === true);
    if (theCase.id.includes(digits(q))) return "number";
    if (has(theCase.applicant.name.zh, theCase.applicant.name.en)) return "applicant";
    return has(theCase.town?.zh, theCase.town?.en) ? "town" : "item";
  };
  /** Cases of the actor's own, or of an enterprise of theirs, are none of their business as an official. */
  const notOwn = async (actor: Actor, rows: StoredCase[]): Promise<StoredCase[]> => {
    const own = await Promise.all(
      rows.map((row) => parts.cases.accounts.isOwn(actor.personId, row.applicant)),
    );
    return rows.filter((_row, index) => own[index] !== true);
  };
  const hits = async (actor: Actor, q: string, rows: StoredCase[]): Promise<SearchHit[]> => {
    const named = sees(actor, "applicant");
    return Promise.all(
      rows.map(async (row) => ({
        no: row.id,
        title: row.title,
        applicant: named ? maskedName(row.applicant.name.zh) : null,
        status: caseStatus(row.status),
        light: row.closedAt === null ? (await parts.cases.lights(row.id)).worst : null,
        submittedAt: isoInstant(row.submittedAt),
        matched: matched(row, q),
      })),
    );
  };
  const filtersOf = (query: SearchQuery): Filter[] => [
    ...(query.status === undefined ? [] : [{ eq: ["status", query.status] } satisfies Filter]),
    ...(query.package === undefined ? [] : [{ eq: ["packageId", query.package] } satisfies Filter]),
  ];

  return {
    async find(actor: Actor, query: SearchQuery): Promise<SearchResult> {
      allowed(actor, query.q, query.purpose);
      const { filter, exact } = meant(actor, query.q);
      const visible: Filter = { and: [identity.filterFor(actor, "read", "case"), filter] };
      const base: Filter = { and: [visible, ...filtersOf(query)] };
      const page = await collection.find({
        filter: base,
        sort: ["-submittedAt"],
        limit: PAGE,
        after: query.after,
      });
      const rows = await hits(actor, query.q, await notOwn(actor, page.rows));
      const total = await collection.count(base, { atMost: COUNTED });
      const facet = async (by: "status" | "packageId") =>
        (await collection.aggregate({ filter: visible, by: [by], measure: "count" })).map((group) => ({
          id: String(group.group[by] ?? ""),
          count: Number(group.value ?? 0),
        }));
      const hidden = exact
        ? (await collection.count(filter, { atMost: 100 })) -
          (await collection.count(visible, { atMost: 100 }))
        : 0;
      const no = wholeNumber(query.q);
      return {
        jump: no !== null && rows[0]?.no === no ? no : null,
        rows,
        next: page.next,
        total:
          rows.length < page.rows.length && page.next === null && query.after === undefined
            ? rows.length
            : total,
        facets: {
          status: (await facet("status")).map((one) => ({ ...one, name: caseStatus(one.id).label })),
          package: (await facet("packageId")).map((one) => ({
            ...one,
            name: parts.cases.catalogue.package(one.id)?.name ?? { zh: one.id, en: one.id },
          })),
        },
        hidden,
        mayExport: identity.can(actor, "export", "case"),
      };
    },

    /** All hits up to 10,000, for a table to take away. */
    async all(actor: Actor, query: SearchQuery): Promise<SearchHit[]> {
      allowed(actor, query.q, query.purpose);
      const found: SearchHit[] = [];
      let after: string | undefined;
      do {
        const page = await collection.find({
          filter: {
            and: [
              identity.filterFor(actor, "export", "case"),
              meant(actor, query.q).filter,
              ...filtersOf(query),
            ],
          },
          sort: ["-submittedAt"],
          limit: 500,
          after,
        });
        found.push(...(await hits(actor, query.q, await notOwn(actor, page.rows))));
        after = page.next ?? undefined;
      } while (after !== undefined && found.length < COUNTED - 1);
      return found;
    },

    /** Those whom the post may not see, of a whole number: for asking. */
    async hidden(actor: Actor, q: string): Promise<StoredCase[]> {
      if (actor.capacityKind !== "post") throw new ForbiddenError(searchTexts.officials);
      const { filter, exact } = meant(actor, q);
      if (!exact) return [];
      const page = await collection.find({
        filter: { and: [filter, { not: identity.filterFor(actor, "read", "case") }] },
        limit: 20,
      });
      return notOwn(actor, page.rows);
    },
  };
}
