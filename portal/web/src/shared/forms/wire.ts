/** From the wire's form to the one that `@onewindow/forms` reads, and texts of a form in a language. */
import type { FormComponent, FormDefinition, HeldFile } from "@onewindow/forms";
import { formText } from "@onewindow/forms";
import type { FormDefinition as WireForm, Language, Text } from "@onewindow/server/api";

/** The stored definition inside a wire form. */
export function toForm(wire: WireForm): FormDefinition {
  return { ...wire, title: wire.title.zh, components: wire.components as unknown as FormComponent[] };
}

/** A text of the form in a language; `undefined` stays empty. */
export function inLanguage(form: FormDefinition, language: Language, text: string | undefined): string {
  return text === undefined || text === "" ? "" : formText(form, text)[language];
}

export function textOf(form: FormDefinition, text: string | undefined): Text {
  return text === undefined ? { zh: "", en: "" } : formText(form, text);
}

/** `managers[0].idNumber` → an id for HTML. */
export function fieldId(path: string): string {
  return `f-${path.replace(/[^\w]+/g, "-")}`;
}

/** Row numbers taken out: `managers[0].name` → `managers[].name`. */
export function patternOf(path: string): string {
  return path.replace(/\[\d+\]/g, "[]");
}

/** Looks a field up in a table by its path, with or without the section's name before it. */
export function lookUp<T>(table: Record<string, T>, section: string, path: string): T | undefined {
  const pattern = patternOf(path);
  for (const key of [path, pattern, pattern.replaceAll("[]", "")]) {
    const hit = table[`${section}.${key}`] ?? table[key];
    if (hit !== undefined) return hit;
  }
  return undefined;
}

/** A value that came from elsewhere and may not be changed here. */
export function isLocked(component: FormComponent, source: { locked: boolean } | undefined): boolean {
  return source !== undefined && (source.locked || component.properties?.prefillLocked === true);
}

/** What a file field holds; anything else counts as nothing. */
export function filesOf(value: unknown): HeldFile[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).flatMap((entry) => {
    const { id, name } = (entry ?? {}) as Partial<HeldFile>;
    return typeof id === "string" ? [{ id, name: name ?? id }] : [];
  });
}
