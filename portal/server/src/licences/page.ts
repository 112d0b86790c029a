/** The public verification page: plain HTML, works without JavaScript, prints well, in both languages. */
import { createHash } from "node:crypto";
import type { Response } from "express";
import type { Language, Text } from "../platform/text.ts";
import { texts } from "./texts.ts";

export interface PageFacts {
  tone: "good" | "bad" | "open";
  headline: Text;
  explain: Text | null;
  rows: { label: Text; value: string }[];
  /** What was asked, shown again in the form. */
  asked: string;
  county: Text;
  demo: boolean;
}

const css = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #f5f6f8; color: #1f1f1f; font: 16px/26px -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif; }
a { color: #0958d9; }
:focus-visible { outline: 3px solid #0958d9; outline-offset: 2px; }
header { background: #0b3d91; color: #fff; }
header div { max-width: 720px; margin: 0 auto; padding: 16px; display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
header a { color: #fff; }
header :focus-visible { outline-color: #ffd666; }
.brand { font-weight: 600; }
main { max-width: 720px; margin: 0 auto; padding: 16px; }
h1 { font-size: 24px; line-height: 34px; margin: 16px 0; }
.card { background: #fff; border-radius: 8px; padding: 24px; margin-bottom: 16px; border-top: 6px solid #595959; }
.good { border-top-color: #237804; } .bad { border-top-color: #cf1322; }
.verdict { display: flex; gap: 16px; align-items: center; font-size: 24px; line-height: 34px; font-weight: 600; margin: 0 0 8px; }
.verdict svg { flex: none; width: 48px; height: 48px; }
.good .verdict { color: #237804; } .bad .verdict { color: #cf1322; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 16px; margin: 16px 0 0; }
dt { color: #595959; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
p { margin: 8px 0; } .note { color: #595959; font-size: 14px; line-height: 22px; }
label { display: block; margin-bottom: 4px; }
.line { display: flex; gap: 8px; flex-wrap: wrap; }
input { flex: 1 1 240px; min-width: 0; height: 44px; font: inherit; padding: 0 12px; border: 1px solid #858585; border-radius: 6px; background: #fff; color: inherit; }
button { height: 44px; padding: 0 24px; font: inherit; border: 0; border-radius: 6px; background: #0958d9; color: #fff; cursor: pointer; }
button:hover { background: #003eb3; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 12px; } .card { padding: 16px; } }
@media print { body { background: #fff; font-size: 12pt; } header { background: none; color: #000; border-bottom: 1px solid #000; } header a, form, .screen { display: none; } .card { border: 1px solid #000; border-radius: 0; } @page { size: A4; margin: 20mm; } }
@media (forced-colors: active) { .card { border: 1px solid; } }
`;
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(css).digest("base64")}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const icons = {
  good: '<circle cx="24" cy="24" r="22" fill="currentColor"/><path d="M13 25l7 7 15-16" fill="none" stroke="#fff" stroke-width="5"/>',
  bad: '<path d="M15 2h18l13 13v18L33 46H15L2 33V15z" fill="currentColor"/><path d="M16 16l16 16M32 16L16 32" stroke="#fff" stroke-width="5"/>',
  open: '<circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="4"/><path d="M24 13v15M24 33v4" stroke="currentColor" stroke-width="5"/>',
};

export function verificationPage(facts: PageFacts, language: Language): string {
  const say = (text: Text): string => escape(text[language]);
  const other = language === "zh" ? "en" : "zh";
  const rows = facts.rows
    .map(({ label, value }) => `<dt>${say(label)}</dt><dd>${escape(value)}</dd>`)
    .join("");
  const title = texts.page.title;
  const verdict =
    facts.asked === ""
      ? ""
      : `<section class="card ${facts.tone}" aria-labelledby="verdict"><h2 class="verdict" id="verdict"><svg viewBox="0 0 48 48" aria-hidden="true">${icons[facts.tone]}</svg><span>${say(facts.headline)}</span></h2>${facts.explain === null ? "" : `<p>${say(facts.explain)}</p>`}<dl>${rows}</dl>${facts.rows.length > 1 ? `<p class="note">${say(texts.page.masked)}</p>` : ""}<p class="note screen">${say(texts.page.print)}</p></section>`;
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-CN" : "en"}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${facts.asked === "" ? say(title) : `${say(facts.headline)} · ${say(title)}`}</title><style>${css}</style></head>
<body>
<header><div><span class="brand">${say(facts.county)} · ${language === "zh" ? "一窗" : "OneWindow"}</span><a href="?lang=${other}" lang="${other === "zh" ? "zh-CN" : "en"}" hreflang="${other === "zh" ? "zh-CN" : "en"}">${say(texts.page.otherLanguage)}</a></div></header>
<main><h1>${say(title)}</h1>${verdict}
<form class="card" action="/v" method="get"><label for="id">${say(texts.page.another)}</label><div class="line"><input id="id" name="id" autocomplete="off" spellcheck="false" required value="${escape(facts.asked)}"><input type="hidden" name="lang" value="${language}"><button>${say(texts.page.check)}</button></div></form>
${facts.demo ? `<p class="note">${say(texts.page.demo)}</p>` : ""}</main>
</body></html>`;
}

export function sendPage(res: Response, status: number, html: string): void {
  res.status(status);
  res.setHeader("Content-Type", "text/html; charset=utf-8");
  res.setHeader("Content-Security-Policy", policy);
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "no-referrer");
  res.end(html);
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
