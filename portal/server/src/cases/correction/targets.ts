/** What a point may be about: the fields that an item reads and the materials that it uses. Pure over content and case. */
import { fieldsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition, FormField } from "@onewindow/forms";
import type { Text } from "../../platform/text.ts";
import { labelOf } from "../draft-view.ts";
import { pathValue, prunedForm, reads, shownFields } from "../form-fields.ts";
import type { StoredCase } from "../model.ts";
import type { CatalogueNeeds } from "../needs.ts";
import type { PointTarget } from "../api.ts";

export interface Target {
  target: PointTarget;
  label: Text;
  /** Section of the form, or null for a material. */
  group: Text | null;
}
export interface FieldPlace {
  section: string;
  /** Path inside the section. */
  path: string;
  form: FormDefinition;
  field: FormField;
  sectionName: Text;
}

export function targetKey(target: PointTarget): string {
  return target.kind === "field" ? `field:${target.path}` : `material:${target.materialId}`;
}

const contentOf = (catalogue: CatalogueNeeds, theCase: StoredCase) =>
  catalogue.package(theCase.packageId, theCase.packageVersion) ?? catalogue.package(theCase.packageId);

/** Fields and materials of one item of a case. */
export function targetsOf(catalogue: CatalogueNeeds, theCase: StoredCase, itemId: string): Target[] {
  const content = contentOf(catalogue, theCase);
  const fields = (content?.sections ?? []).flatMap((section) => {
    if (theCase.data[section.id] === undefined) return [];
    const form = prunedForm(catalogue.form(theCase.packageId, section.form, theCase.packageVersion), [
      itemId,
    ]);
    const all = fieldsOf(form);
    return shownFields(form)
      .filter((field) => reads(field, all, itemId))
      .map(({ path, component }): Target => ({
        target: { kind: "field", path: `${section.id}.${path}` },
        label: labelOf(form, component.label ?? component.key),
        group: section.name,
      }));
  });
  const materials = theCase.situation.materials
    .filter((wanted) => wanted.usedBy.includes(itemId))
    .flatMap((wanted): Target[] => {
      const fact = content?.materials.find((material) => material.id === wanted.id);
      if (fact === undefined || fact.source.kind === "form") return [];
      return [{ target: { kind: "material", materialId: wanted.id }, label: fact.name, group: null }];
    });
  return [...fields, ...materials];
}

/** Where a field stands; null when the case's forms have no such field. */
export function placeOf(catalogue: CatalogueNeeds, theCase: StoredCase, path: string): FieldPlace | null {
  const [section = "", ...rest] = path.split(".");
  const inner = rest.join(".");
  const found = contentOf(catalogue, theCase)?.sections.find((entry) => entry.id === section);
  if (found === undefined || theCase.data[section] === undefined) return null;
  const items = theCase.situation.items.map((item) => item.id);
  const form = prunedForm(catalogue.form(theCase.packageId, found.form, theCase.packageVersion), items);
  const field = shownFields(form).find((entry) => entry.path === inner);
  return field === undefined ? null : { section, path: inner, form, field, sectionName: found.name };
}

/** The form with this one field, always shown: a point opens it whatever other answers say. */
export function fieldForm({ form, field }: Pick<FieldPlace, "form" | "field">): FormDefinition {
  const keep = (component: FormComponent): FormComponent | null => {
    const {
      conditional: _conditional,
      customConditional: _custom,
      ...open
    } = component as FormComponent & {
      conditional?: unknown;
      customConditional?: unknown;
    };
    if (component === field.component) return open;
    if (component.type === "columns") {
      const columns = (component.columns ?? [])
        .map((column) => ({ ...column, components: list(column.components) }))
        .filter((column) => column.components.length > 0);
      return columns.length > 0 ? { ...open, columns } : null;
    }
    if (component.components === undefined) return null;
    const components = list(component.components);
    return components.length > 0 ? { ...open, components } : null;
  };
  const list = (components: FormComponent[]): FormComponent[] =>
    components.map(keep).filter((component) => component !== null);
  return { ...form, components: list(form.components) };
}

/** The field's value in the case now. */
export function valueOf(theCase: StoredCase, path: string): unknown {
  return pathValue(theCase.data, path);
}
