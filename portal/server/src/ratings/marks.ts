/** What a rating counts as in figures. Pure. */
import type { RatingDocument, RatingMark } from "./model.ts";

/** A rating that is excluded counts neither as good nor among those that good ones are divided by. */
export function marksOf(
  rating: Pick<RatingDocument, "state" | "given" | "steps">,
  bad: number,
): RatingMark[] {
  const { state, given, steps } = rating;
  if (given === null) return ["invited"];
  const is = (kind: string, ...outcomes: string[]): boolean =>
    steps.some((step) => step.kind === kind && outcomes.includes(step.outcome));
  const excluded = state === "excluded";
  const isBad = given.stars <= bad;
  const valid = !excluded && (is("verify", "valid") || is("appeal", "keep"));
  const marks: [RatingMark, boolean][] = [
    ["invited", true],
    ["rated", true],
    ["counted", !excluded],
    ["good", !excluded && !isBad],
    ["bad", isBad],
    ["valid", valid],
    ["rectified", is("rectify", "done")],
    ["called-back", is("callback", "done")],
    ["excluded", excluded],
  ];
  return marks.flatMap(([mark, holds]) => (holds ? [mark] : []));
}
