/** What a case is found by: pieces of its number, names and town; personal numbers only whole, as marks that tell nothing. */
import { createHmac } from "node:crypto";
import { ngrams } from "../platform/store/ngrams.ts";
import type { CaseDocument } from "./model.ts";

/** Name of the installation's secret that marks are made with. */
export const SEARCH_SECRET = "case-search";
export type PersonalNumber = "id" | "phone" | "credit";
const SHAPES: readonly [PersonalNumber, RegExp][] = [
  ["phone", /^1\d{10}$/],
  ["id", /^\d{17}[\dX]$/],
  ["credit", /^[0-9A-HJ-NPQRTUWXY]{18}$/],
];

/** What kind of personal number this is, or null. */
export function personalNumber(value: string): { kind: PersonalNumber; value: string } | null {
  const plain = value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  const shape = SHAPES.find(([, pattern]) => pattern.test(plain));
  return shape === undefined ? null : { kind: shape[0], value: plain };
}

/** `secret`: of this installation, so that a mark cannot be made from a guessed number elsewhere. */
export const numberMark = (
  secret: Buffer,
  { kind, value }: { kind: PersonalNumber; value: string },
): string => `${kind}:${createHmac("sha256", secret).update(value).digest("hex").slice(0, 24)}`;

/** The case's search field. */
export function caseSearch(
  theCase: Pick<CaseDocument, "applicant" | "title" | "town" | "situation" | "data">,
  no: string,
  secret: Buffer,
): string[] {
  const marks = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === "string") {
      const number = personalNumber(value);
      if (number !== null) marks.add(numberMark(secret, number));
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(theCase.data);
  const { applicant, title, town, situation } = theCase;
  return [
    ...ngrams(
      no,
      applicant.name.zh,
      applicant.name.en,
      title.zh,
      title.en,
      town?.zh,
      ...situation.items.flatMap((item) => [item.name.zh, item.name.en]),
    ),
    ...marks,
  ];
}
