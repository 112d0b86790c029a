import type { Text } from "../platform/text.ts";

export type MessageValues = Record<string, string | number | Text | null | undefined>;

/** Puts values into `{{name}}` (or `{name}`) of a message; a value that is not known is left out. Plain text, no code. */
export function fill(template: Text, values: MessageValues): Text {
  const into = (language: "zh" | "en"): string =>
    template[language].replace(
      /\{\{\s*([\w.]+)\s*\}\}|\{([\w.]+)\}/g,
      (_, double?: string, single?: string) => {
        const value = values[double ?? single ?? ""];
        return typeof value === "object" && value !== null ? value[language] : String(value ?? "");
      },
    );
  return { zh: into("zh"), en: into("en") };
}
