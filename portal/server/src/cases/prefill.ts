/** Never ask for what we hold: values for a new draft's fields, each with its source. */
import { fieldsOf, optionsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { Provenance } from "./api.ts";
import type { Text } from "../platform/text.ts";
import { pathValue, withValue } from "./form-fields.ts";
import type { HeldLicence, PackageContent, PackagePrefill } from "./needs.ts";
import { provenanceTexts } from "./texts.ts";

export interface HeldFacts {
  licences: HeldLicence[];
  account: Record<string, string>;
  /** Data of the applicant's last case, by section. */
  last: Record<string, Record<string, unknown>>;
  /** `{ answers, applicant }` */
  context: Record<string, unknown>;
  /** ISO instant at which this was looked up. */
  at: string;
}
export interface Prefilled {
  sections: Record<string, Record<string, unknown>>;
  /** By dotted path, section in front. */
  provenance: Provenance;
}

const VALID = "01";

/** Works out the values; `forms` gives the form of each section. Unknown fields and empty facts are left out. */
export function prefill(
  content: PackageContent,
  forms: Map<string, FormDefinition>,
  held: HeldFacts,
): Prefilled {
  const result: Prefilled = { sections: {}, provenance: {} };
  for (const entry of content.prefill) {
    const [section = "", ...rest] = entry.field.split(".");
    const path = rest.join(".");
    const form = forms.get(section);
    const component = form && fieldsOf(form).find((field) => field.path === path)?.component;
    if (component === undefined || pathValue(result.sections[section], path) !== undefined) continue;
    const found = heldValue(entry, section, path, held);
    const value = found === null ? undefined : typed(component, found.value);
    if (found === null || value === undefined || value === null || value === "") continue;
    result.sections[section] = withValue(result.sections[section] ?? {}, path, value);
    if (found.source !== null)
      result.provenance[entry.field] = {
        source: found.source,
        label: found.label,
        locked: found.source === "licence" && component.properties?.prefillLocked === true,
        at: held.at,
      };
  }
  return result;
}

interface Found {
  value: unknown;
  /** Null: the applicant said so in the questionnaire. */
  source: "licence" | "register" | "last" | null;
  label: Text;
}

function heldValue(entry: PackagePrefill, section: string, path: string, held: HeldFacts): Found | null {
  switch (entry.from) {
    case "licence": {
      const licence = held.licences.find((one) => one.type === entry.type && one.status === VALID);
      if (licence === undefined) return null;
      return {
        value: licence.elements[entry.element ?? ""],
        source: "licence",
        label: provenanceTexts.licence(licence.name),
      };
    }
    case "account":
      return { value: held.account[entry.value ?? path], source: "register", label: provenanceTexts.account };
    case "register":
      return {
        value: pathValue(held.context, entry.value ?? ""),
        source: "register",
        label: provenanceTexts.register,
      };
    case "answer":
      return {
        value: pathValue(held.context, entry.value ?? ""),
        source: null,
        label: provenanceTexts.account,
      };
    case "last":
      return { value: pathValue(held.last[section], path), source: "last", label: provenanceTexts.last };
  }
}

/** Registers hold words and figures as text: a number field needs a number, a choice the value of its option. */
function typed(component: FormComponent, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (component.type === "number") {
    const number = Number(value.replace(/[^\d.-]/g, ""));
    return value.trim() === "" || Number.isNaN(number) ? undefined : number;
  }
  const options = optionsOf(component);
  if (options.length === 0) return value;
  return options.find((option) => option.value === value || option.label === value)?.value;
}
