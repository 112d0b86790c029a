/** Language lives in the address: `/en/...` is English, everything else Chinese. */
import type { Language } from "@onewindow/server/api";

export type { Language };

/** Language of an address path. */
export function languageOf(pathname: string): Language {
  return pathname === "/en" || pathname.startsWith("/en/") ? "en" : "zh";
}

/** The path without its language prefix; always starts with `/`. */
export function barePath(pathname: string): string {
  if (languageOf(pathname) === "zh") return pathname;
  const rest = pathname.slice("/en".length);
  return rest === "" ? "/" : rest;
}

/** The address of `path` in a language. External and already prefixed addresses stay as they are. */
export function localPath(language: Language, path: string): string {
  if (!path.startsWith("/") || languageOf(path) === "en") return path;
  if (language === "zh") return path;
  return path === "/" ? "/en" : `/en${path}`;
}

/** Value of `lang` attributes. */
export function langTag(language: Language): string {
  return language === "zh" ? "zh-CN" : "en";
}
