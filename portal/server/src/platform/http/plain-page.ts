/** Pages the server writes itself: plain HTML that works without JavaScript, prints well, in both languages. */
import { createHash } from "node:crypto";
import type { Response } from "express";
import type { Language, Text } from "../text.ts";
import { languageTags } from "./language.ts";

const frameCss = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f5f6f8; color: #1f1f1f; font: 16px/26px -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif; }
a { color: #0958d9; }
:focus-visible { outline: 3px solid #0958d9; outline-offset: 2px; }
body > header { background: #0b3d91; color: #fff; }
body > header div, main { max-width: var(--page-width, 720px); margin: 0 auto; padding: 16px; }
body > header div { display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
body > header a { color: #fff; }
body > header :focus-visible { outline-color: #ffd666; }
.brand { font-weight: 600; }
h1 { font-size: 24px; line-height: 34px; margin: 16px 0; }
p { margin: 8px 0; } .note { color: #595959; font-size: 14px; line-height: 22px; }
@media print { body { background: #fff; font-size: 12pt; } body > header { background: none; color: #000; border-bottom: 1px solid #000; } body > header a, .screen { display: none; } @page { size: A4; margin: 20mm; } }
`;
const other: Readonly<Record<Language, { language: Language; name: string }>> = {
  zh: { language: "en", name: "English" },
  en: { language: "zh", name: "中文" },
};

export interface PlainPage {
  language: Language;
  county: Text;
  /** Text of the title bar. */
  title: string;
  /** HTML below the head, escaped by its writer. */
  main: string;
  /** Styles beside the frame's. */
  css: string;
}

/** Sends the page with a policy that lets nothing run and only its own styles apply. */
export function sendPlainPage(res: Response, status: number, page: PlainPage): void {
  const css = frameCss + page.css;
  const hash = createHash("sha256").update(css).digest("base64");
  res.status(status);
  res.setHeader("Content-Type", "text/html; charset=utf-8");
  res.setHeader(
    "Content-Security-Policy",
    `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
  const next = other[page.language];
  const tag = languageTags[next.language];
  res.end(`<!doctype html>
<html lang="${languageTags[page.language]}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escapeHtml(page.title)}</title><style>${css}</style></head>
<body>
<header><div><span class="brand">${escapeHtml(page.county[page.language])} · ${page.language === "zh" ? "一窗" : "OneWindow"}</span><a href="?lang=${next.language}" lang="${tag}" hreflang="${tag}">${next.name}</a></div></header>
<main>${page.main}</main>
</body></html>`);
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
