/** Figures of ratings by department and period: counts of marks, each with the list behind it. */
import { addDays } from "../clocks/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Filter } from "../platform/store/port.ts";
import type { RatingReport } from "./api.ts";
import type { RatingBook } from "./book.ts";
import type { RatingParts } from "./index.ts";
import type { RatingMark } from "./model.ts";
import { ratingTexts, stateTexts } from "./texts.ts";

const DAYS = 90;
const LISTED = 200;

export const kpis = [
  { id: "participation", of: "rated", over: "invited" },
  { id: "good", of: "good", over: "counted" },
  { id: "rectified", of: "rectified", over: "valid" },
  { id: "called-back", of: "called-back", over: "rectified" },
] as const satisfies readonly { id: string; of: RatingMark; over: RatingMark }[];

/** Percent with one decimal; null where there is nothing to divide by. */
export function percent(count: number, over: number): number | null {
  return over === 0 ? null : Math.round((count / over) * 1000) / 10;
}

const departmentIs = (id: string): Filter => ({ eq: ["department", id] });

export interface ReportQuery {
  from?: string | undefined;
  to?: string | undefined;
  department?: string | undefined;
  mark?: RatingMark | undefined;
}

export function createRatingReport(parts: RatingParts, book: RatingBook) {
  const { cases, clocks, people } = parts;
  const { department } = cases.catalogue;

  return async (actor: Actor, query: ReportQuery): Promise<RatingReport> => {
    const to = query.to ?? clocks.today();
    const from = query.from ?? addDays(to, -DAYS);
    const scope: Filter[] = [
      people.filterFor(actor, "report", "rating"),
      { gte: ["day", from] },
      { lte: ["day", to] },
      ...(query.department === undefined ? [] : [departmentIs(query.department)]),
    ];
    const marks = [
      ...new Set<RatingMark>([...kpis.flatMap(({ of, over }) => [of, over]), "bad", "excluded"]),
    ];
    const counts = new Map<string, number>();
    const seen = new Set<string>();
    for (const mark of marks) {
      const rows = await book.rows.aggregate({
        filter: { and: [{ contains: ["marks", mark] }, ...scope] },
        by: ["department"],
        measure: "count",
      });
      for (const { group, value } of rows) {
        const id = String(group["department"]);
        seen.add(id);
        counts.set(`${mark}/${id}`, Number(value ?? 0));
      }
    }
    const count = (mark: RatingMark, id: string): number => counts.get(`${mark}/${id}`) ?? 0;
    const { mark } = query;
    const filter: Filter = { and: mark === undefined ? scope : [{ contains: ["marks", mark] }, ...scope] };
    return {
      from,
      to,
      kpis: kpis.map(({ id }) => ({ id, ...ratingTexts.kpi[id] })),
      departments: [...seen].sort().map((id) => ({
        department: department(id),
        values: kpis.map(({ of, over }) => ({
          of: { mark: of, count: count(of, id) },
          over: { mark: over, count: count(over, id) },
          percent: percent(count(of, id), count(over, id)),
        })),
        bad: count("bad", id),
        excluded: count("excluded", id),
      })),
      list:
        mark === undefined
          ? null
          : {
              mark,
              department: query.department === undefined ? null : department(query.department),
              total: await book.rows.count(filter),
              rows: (await book.rows.find({ filter, sort: ["-day"], limit: LISTED })).rows.map((rating) => ({
                id: rating.id,
                caseNo: rating.caseId,
                name: rating.caseItemId === null ? ratingTexts.whole : rating.name,
                department: department(rating.department),
                day: rating.day,
                stars: rating.given?.stars ?? null,
                stateLabel: stateTexts[rating.state],
                reasons: rating.given?.reasons.map((reason) => reason.text) ?? [],
                words: rating.given?.words ?? "",
                due: rating.due,
              })),
            },
    };
  };
}
