/** Which fields a package's forms have, to tell whether what content reads exists. */
import { componentTypes, fieldsOf, optionsOf } from "@onewindow/forms";
import type { FormComponent } from "@onewindow/forms";
import type { Content, PackageSource } from "../content/content.ts";
import { nearest } from "../content/nearest.ts";

export interface KnownField {
  component: FormComponent;
  formId: string;
}

/** What FEEL and templates of one package may read (docs/decisions/0003: `answers`, `items`, `applicant`, sections). */
export interface KnownData {
  /** By dotted path: `premises.kitchenArea`, `answers.floorArea`, `staff.managers[].name`. */
  fields: ReadonlyMap<string, KnownField>;
  sections: ReadonlySet<string>;
}

export function knownData(content: Content, source: PackageSource): KnownData {
  const fields = new Map<string, KnownField>();
  const add = (prefix: string, form: string): void => {
    const formId = `${source.folder}/${form}`;
    const found = content.forms.get(formId);
    if (!found) return;
    for (const { path, component } of fieldsOf(found.definition))
      fields.set(`${prefix}.${path}`, { component, formId });
  };
  add("answers", source.definition.questionnaire.form);
  for (const section of source.definition.form.sections) add(section.id, section.form);
  return { fields, sections: new Set(source.definition.form.sections.map((section) => section.id)) };
}

export type PathProblem = { known: true } | { known: false; meant: string | null };

/** Whether a path that content reads (`["food", "kinds", "hot"]`) exists. */
export function lookUp(path: readonly string[], data: KnownData): PathProblem {
  const [head = "", ...rest] = path;
  if (head === "items") return { known: true };
  if (head === "applicant") return known(rest.length === 0 || rest[0] === "kind", "applicant.kind");
  if (head !== "answers" && !data.sections.has(head))
    return { known: false, meant: nearest(head, ["answers", "items", "applicant", ...data.sections]) };
  let at = head;
  for (const [index, step] of rest.entries()) {
    const next = `${at}.${step}`;
    const inGrid = `${at}[].${step}`;
    if (data.fields.has(next)) at = next;
    else if (data.fields.has(inGrid)) at = inGrid;
    else {
      const holder = data.fields.get(at)?.component;
      const last = index === rest.length - 1;
      if (holder && componentTypes[holder.type] === "choices" && last)
        return known(
          optionsOf(holder).some((option) => option.value === step),
          nearest(
            step,
            optionsOf(holder).map((option) => option.value),
          ),
        );
      return { known: false, meant: nearest(next, data.fields.keys()) };
    }
  }
  return { known: true };
}

function known(yes: boolean, meant: string | null): PathProblem {
  return yes ? { known: true } : { known: false, meant };
}
