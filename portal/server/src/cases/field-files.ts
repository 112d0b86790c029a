/** Files that form fields hold: the materials area keeps them, each field's under a name of its own. */
import { FIELD_MATERIAL, fieldMaterial, fieldsOf, fileRules, valueAt } from "@onewindow/forms";
import type { FormDefinition, FormField, HeldFiles } from "@onewindow/forms";
import type { FieldFiles, MaterialNeed } from "../materials/index.ts";
import type { Text } from "../platform/text.ts";
import { labelOf } from "./draft-view.ts";
import { reads } from "./form-fields.ts";
import type { StoredCase } from "./model.ts";
import type { CatalogueNeeds } from "./needs.ts";

const known = new WeakMap<FormDefinition, readonly FormField[]>();
/** The fields of a form that hold files. */
export function fileFields(form: FormDefinition): readonly FormField[] {
  let fields = known.get(form);
  if (fields === undefined)
    known.set(form, (fields = fieldsOf(form).filter(({ component }) => component.type === "file")));
  return fields;
}

/** What may be uploaded for the file fields of a section, in the rules that the form states. */
export function fieldNeeds(
  section: string,
  form: FormDefinition,
  items: readonly { id: string; name: Text }[],
): MaterialNeed[] {
  const files = fileFields(form);
  if (files.length === 0) return [];
  const all = fieldsOf(form);
  return files.map((field) => {
    const { maxBytes, accept } = fileRules(field.component);
    return {
      id: fieldMaterial(section, field.path),
      name: labelOf(form, field.component.label ?? field.component.key),
      need: "optional",
      reason: labelOf(form, field.component.description ?? ""),
      usedBy: items.filter((item) => reads(field, all, item.id)),
      source: { kind: "applicant" },
      accept,
      ...(maxBytes === null ? {} : { maxBytes }),
      sample: null,
    };
  });
}

/** The files that the fields of a section may name, from all that an owner holds. */
export function heldFiles(section: string, ...owned: readonly FieldFiles[]): HeldFiles {
  const prefix = fieldMaterial(section, "");
  const held: Record<string, { id: string; name: string }[]> = {};
  for (const files of owned)
    for (const [material, list] of files)
      if (material.startsWith(prefix))
        held[material.slice(prefix.length)] = [...(held[material.slice(prefix.length)] ?? []), ...list];
  return held;
}

/** Ids of the files that a section's data names, by the field's material. */
export function namedFiles(
  section: string,
  form: FormDefinition,
  data: Record<string, unknown>,
): Map<string, ReadonlySet<string>> {
  return new Map(
    fileFields(form).map(({ path }) => [
      fieldMaterial(section, path),
      new Set(
        valuesAt(data, path.split("[]."))
          .flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : []))
          .flatMap((file) => {
            const id: unknown = valueAt(file, "id");
            return typeof id === "string" ? [id] : [];
          }),
      ),
    ]),
  );
}

function valuesAt(data: unknown, [first = "", ...rest]: readonly string[]): unknown[] {
  const value: unknown = valueAt(data, first);
  if (rest.length === 0) return [value];
  return Array.isArray(value) ? (value as unknown[]).flatMap((row) => valuesAt(row, rest)) : [];
}

/** May this item read the files of that field of the case? False for what is no field's. */
export function readsFieldFiles(
  catalogue: Pick<CatalogueNeeds, "package" | "form">,
  theCase: Pick<StoredCase, "packageId" | "packageVersion">,
  material: string,
  itemId: string,
): boolean {
  if (!material.startsWith(FIELD_MATERIAL)) return false;
  const dot = material.indexOf(".");
  const [section, path] = [material.slice(FIELD_MATERIAL.length, dot), material.slice(dot + 1)];
  const { packageId, packageVersion } = theCase;
  const content = catalogue.package(packageId, packageVersion) ?? catalogue.package(packageId);
  const found = content?.sections.find((entry) => entry.id === section);
  if (found === undefined) return false;
  const all = fieldsOf(catalogue.form(packageId, found.form, packageVersion));
  const field = all.find((entry) => entry.path === path);
  return field !== undefined && reads(field, all, itemId);
}
