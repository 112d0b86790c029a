import type { Language, Text } from "@onewindow/server/api";
import { useCallback } from "react";
import { useLocation, useNavigate } from "react-router";
import { languageOf, localPath } from "./language.ts";
import { fillText } from "./texts.ts";
import type { TextTable, TextValues } from "./texts.ts";

/** Language of the page, from its address. */
export function useLanguage(): Language {
  return languageOf(useLocation().pathname);
}

type NoValues = Record<never, never>;
export type Translate<T extends TextTable> = <K extends keyof T & string>(
  key: K,
  ...values: TextValues<T[K]> extends NoValues
    ? NoValues extends TextValues<T[K]>
      ? []
      : [TextValues<T[K]>]
    : never
) => string;

/** `const t = useText(homeTexts); t("title")`. The language follows the address. */
export function useText<T extends TextTable>(table: T): Translate<T> {
  const language = useLanguage();
  return useCallback(
    (key: keyof T & string, ...values: unknown[]) => {
      const entry = table[key];
      if (entry === undefined) return key;
      return fillText(entry[language], values[0] as Record<string, string | number> | undefined);
    },
    [table, language],
  ) as Translate<T>;
}

/** One language of a server text; the other one when it is empty. */
export function pickText(language: Language, value: Text | null | undefined): string {
  if (value === null || value === undefined) return "";
  const wanted = value[language];
  return wanted !== "" ? wanted : value[language === "zh" ? "en" : "zh"];
}

/** Reads server texts `{ zh, en }` in the page's language. */
export function useServerText(): (value: Text | null | undefined) => string {
  const language = useLanguage();
  return useCallback((value: Text | null | undefined) => pickText(language, value), [language]);
}

/** Navigates inside the page's language. */
export function useGo(): (to: string, options?: { replace?: boolean; state?: unknown }) => void {
  const language = useLanguage();
  const navigate = useNavigate();
  return useCallback(
    (to: string, options?: { replace?: boolean; state?: unknown }) => {
      void navigate(localPath(language, to), options);
    },
    [language, navigate],
  );
}
