/** A value as words, for read-only views, summaries and comparisons. */
import { optionsOf } from "@onewindow/forms";
import type { FormComponent, FormDefinition } from "@onewindow/forms";
import type { Language } from "@onewindow/server/api";
import { formatDate } from "../format/time.ts";
import { formatNumber, maskValue } from "../format/numbers.ts";
import { filesOf, inLanguage } from "./wire.ts";

export interface ValueWords {
  yes: string;
  no: string;
  joiner: string;
}

export function valueText(
  form: FormDefinition,
  component: FormComponent,
  value: unknown,
  language: Language,
  words: ValueWords,
): string {
  if (value === undefined || value === null || value === "") return "";
  const label = (wanted: string): string =>
    inLanguage(
      form,
      language,
      optionsOf(component).find((option) => option.value === wanted)?.label ?? wanted,
    );
  switch (component.type) {
    case "checkbox":
      return value === true ? words.yes : words.no;
    case "radio":
    case "select":
      return label(String(value));
    case "selectboxes":
      return Object.entries(value as Record<string, unknown>)
        .filter(([, chosen]) => chosen === true)
        .map(([option]) => label(option))
        .join(words.joiner);
    case "datetime":
      return typeof value === "string" ? formatDate(value.slice(0, 10), language) : "";
    case "number":
    case "currency": {
      const unit = inLanguage(form, language, component.properties?.unit);
      return `${typeof value === "number" ? formatNumber(value) : String(value)}${unit === "" ? "" : ` ${unit}`}`;
    }
    case "file":
      return filesOf(value)
        .map(({ name }) => name)
        .join(words.joiner);
    case "datagrid":
      return Array.isArray(value)
        ? (value as unknown[]).map((row) => rowText(form, component, row, language, words)).join("; ")
        : "";
    default: {
      if (typeof value === "object") return JSON.stringify(value);
      const mask = component.properties?.mask;
      const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
      return mask === undefined ? text : maskValue(text, mask);
    }
  }
}

/** One row of a repeated group: its values in order. */
function rowText(
  form: FormDefinition,
  component: FormComponent,
  row: unknown,
  language: Language,
  words: ValueWords,
): string {
  const values = (typeof row === "object" && row !== null ? row : {}) as Record<string, unknown>;
  return (component.components ?? [])
    .map((child) => valueText(form, child, values[child.key], language, words))
    .filter((text) => text !== "")
    .join(", ");
}
