import { componentTypes } from "./component-types.ts";
import type { FormComponent, FormDefinition } from "./types.ts";

/** A field of a form: something that holds a value. Rows of a data grid are written `members[].name`. */
export interface FormField {
  path: string;
  component: FormComponent;
  /** Titles of the panels around it, outermost first. */
  groups: string[];
}

/** Components directly inside `component`, whatever its kind. */
export function childrenOf(component: FormComponent): FormComponent[] {
  if (component.type === "columns")
    return (component.columns ?? []).flatMap((column) => column.components ?? []);
  return component.components ?? [];
}

function titleOf(component: FormComponent): string | undefined {
  return (
    component.title ?? component.legend ?? (component.type === "container" ? component.label : undefined)
  );
}

/** Calls `visit` for each component, outer before inner. A `place` is where it stands in the file. */
export function walkComponents(
  components: FormComponent[],
  visit: (component: FormComponent, place: string, path: string, groups: string[]) => void,
  place = "components",
  prefix = "",
  groups: string[] = [],
): void {
  components.forEach((component, index) => {
    const here = `${place}[${index}]`;
    const kind = componentTypes[component.type];
    const path = kind === "layout" || kind === "text" ? "" : prefix + component.key;
    visit(component, here, path, groups);
    const title = titleOf(component);
    const inner = title ? [...groups, title] : groups;
    const innerPrefix = kind === "rows" ? `${path}[].` : kind === "object" ? `${path}.` : prefix;
    if (component.type === "columns") {
      (component.columns ?? []).forEach((column, at) =>
        walkComponents(
          column.components ?? [],
          visit,
          `${here}.columns[${at}].components`,
          innerPrefix,
          inner,
        ),
      );
    } else if (component.components) {
      walkComponents(component.components, visit, `${here}.components`, innerPrefix, inner);
    }
  });
}

/** All fields of a form, in the order they stand. Containers and grids are listed before what they hold. */
export function fieldsOf(form: FormDefinition): FormField[] {
  const fields: FormField[] = [];
  walkComponents(form.components, (component, _place, path, groups) => {
    if (path) fields.push({ path, component, groups });
  });
  return fields;
}

/** Choices of a radio, select or select boxes component. */
export function optionsOf(component: FormComponent): { label: string; value: string }[] {
  return component.values ?? component.data?.values ?? [];
}
