/** Never ask for what we hold: fills a draft's empty sections, and follows answers that changed. */
import type { FormDefinition } from "@onewindow/forms";
import { isoInstant } from "../clocks/index.ts";
import type { Actor } from "../platform/http/route.ts";
import type { Platform } from "../platform/platform.ts";
import { filled, pathValue, withValue } from "./form-fields.ts";
import { cases } from "./model.ts";
import type { Applicant, StoredDraft } from "./model.ts";
import type { AccountNeeds, HeldLicence, LicenceNeeds, PackageContent } from "./needs.ts";
import { prefill } from "./prefill.ts";

export interface FilledSection {
  id: string;
  definition: FormDefinition;
}

export function createDraftFill(parts: {
  platform: Platform;
  licences: LicenceNeeds;
  accounts: AccountNeeds;
}) {
  const { platform, licences, accounts } = parts;

  /** Licences of the applicant, and of the person who files for it (an identity card is a person's). */
  const heldLicences = async (applicant: Applicant, actor: Actor): Promise<HeldLicence[]> => {
    const own = await licences.licencesOf({ kind: applicant.kind, id: applicant.id });
    if (applicant.kind === "person") return own;
    return [...own, ...(await licences.licencesOf({ kind: "person", id: actor.personId }))];
  };

  return {
    /** The draft with its untouched sections filled from licences, register, account, answers and the last case. */
    async fillIn(
      draft: StoredDraft,
      content: PackageContent,
      sections: readonly FilledSection[],
      actor: Actor,
    ): Promise<StoredDraft> {
      const last = await platform.store
        .collection(cases)
        .first({ filter: { eq: ["ownerKey", draft.ownerKey] }, sort: ["-submittedAt"] });
      const found = prefill(content, new Map(sections.map((section) => [section.id, section.definition])), {
        licences: await heldLicences(draft.applicant, actor),
        account: await accounts.facts(actor),
        last: last?.data ?? {},
        context: { answers: draft.answers, applicant: { kind: draft.applicantKind } },
        at: isoInstant(platform.clock.now()),
      });
      const next = { ...draft, sections: { ...draft.sections }, provenance: { ...draft.provenance } };
      for (const { id, definition } of sections) {
        const data = found.sections[id];
        if (data === undefined || next.sections[id] !== undefined) continue;
        next.sections[id] = { data, errors: [], checked: false, ...filled(definition, data, []) };
        for (const [path, entry] of Object.entries(found.provenance))
          if (path.startsWith(`${id}.`)) next.provenance[path] = entry;
      }
      return next;
    },

    /** Values that stood as they were answered follow the new answer; what the applicant has changed stays. */
    followAnswers(content: PackageContent, before: StoredDraft, after: StoredDraft): StoredDraft["sections"] {
      const sections = { ...after.sections };
      for (const { field, from, value = "" } of content.prefill) {
        const [id = "", ...rest] = field.split(".");
        const [section, path] = [sections[id], rest.join(".")];
        if (from !== "answer" || section === undefined) continue;
        const [old, now] = [before, after].map((draft) => pathValue({ answers: draft.answers }, value));
        if (now !== undefined && same(pathValue(section.data, path), old))
          sections[id] = { ...section, data: withValue(section.data, path, now) };
      }
      return sections;
    },
  };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
