/** Which language an answer is in. */
import type { Request } from "express";
import type { Language } from "../text.ts";

/** As BCP 47 writes them, for `lang` and Content-Language. */
export const languageTags: Readonly<Record<Language, string>> = { zh: "zh-CN", en: "en" };

/** What the request asks for; without a wish the session's language; Chinese otherwise. */
export function languageOf(req: Request, session: Language | undefined): Language {
  const wanted = req.headers["accept-language"];
  if (wanted !== undefined) {
    const ranked = wanted
      .split(",")
      .map((part, at) => {
        const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
        const quality = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
        return { tag: tag.split("-")[0] ?? "", quality: quality === undefined ? 1 : Number(quality), at };
      })
      .filter(({ tag, quality }) => (tag === "zh" || tag === "en") && quality > 0)
      .sort((a, b) => b.quality - a.quality || a.at - b.at);
    if (ranked[0]) return ranked[0].tag === "en" ? "en" : "zh";
  }
  return session ?? "zh";
}
