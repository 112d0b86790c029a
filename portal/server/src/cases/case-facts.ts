import type { CaseDocument } from "./model.ts";
import type { CaseFacts } from "./needs.ts";

/** What decisions and conditions of a package may see of a case: nobody's name or number beside the form itself. */
export function factsOfCase(
  theCase: Pick<CaseDocument, "answers" | "situation" | "data" | "applicantKind">,
): CaseFacts {
  return {
    answers: theCase.answers,
    items: theCase.situation.items.map((item) => item.id),
    data: theCase.data,
    applicant: { kind: theCase.applicantKind },
  };
}
