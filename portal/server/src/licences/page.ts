/** The public verification page: plain HTML, works without JavaScript, prints well, in both languages. */
import type { Response } from "express";
import { escapeHtml, sendPlainPage } from "../platform/http/plain-page.ts";
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
.card { background: #fff; border-radius: 8px; padding: 24px; margin-bottom: 16px; border-top: 6px solid #595959; }
.good { border-top-color: #237804; } .bad { border-top-color: #cf1322; }
.verdict { display: flex; gap: 16px; align-items: center; font-size: 24px; line-height: 34px; font-weight: 600; margin: 0 0 8px; }
.verdict svg { flex: none; width: 48px; height: 48px; }
.good .verdict { color: #237804; } .bad .verdict { color: #cf1322; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 16px; margin: 16px 0 0; }
dt { color: #595959; } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
label { display: block; margin-bottom: 4px; }
.line { display: flex; gap: 8px; flex-wrap: wrap; }
input { flex: 1 1 240px; min-width: 0; height: 44px; font: inherit; padding: 0 12px; border: 1px solid #858585; border-radius: 6px; background: #fff; color: inherit; }
button { height: 44px; padding: 0 24px; font: inherit; border: 0; border-radius: 6px; background: #0958d9; color: #fff; cursor: pointer; }
button:hover { background: #003eb3; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 12px; } .card { padding: 16px; } }
@media print { form { display: none; } .card { border: 1px solid #000; border-radius: 0; } }
@media (forced-colors: active) { .card { border: 1px solid; } }
`;

const icons = {
  good: '<circle cx="24" cy="24" r="22" fill="currentColor"/><path d="M13 25l7 7 15-16" fill="none" stroke="#fff" stroke-width="5"/>',
  bad: '<path d="M15 2h18l13 13v18L33 46H15L2 33V15z" fill="currentColor"/><path d="M16 16l16 16M32 16L16 32" stroke="#fff" stroke-width="5"/>',
  open: '<circle cx="24" cy="24" r="21" fill="none" stroke="currentColor" stroke-width="4"/><path d="M24 13v15M24 33v4" stroke="currentColor" stroke-width="5"/>',
};

export function sendVerification(res: Response, status: number, facts: PageFacts, language: Language): void {
  const say = (text: Text): string => escapeHtml(text[language]);
  const title = texts.page.title[language];
  const rows = facts.rows
    .map(({ label, value }) => `<dt>${say(label)}</dt><dd>${escapeHtml(value)}</dd>`)
    .join("");
  const verdict =
    facts.asked === ""
      ? ""
      : `<section class="card ${facts.tone}" aria-labelledby="verdict"><h2 class="verdict" id="verdict"><svg viewBox="0 0 48 48" aria-hidden="true">${icons[facts.tone]}</svg><span>${say(facts.headline)}</span></h2>${facts.explain === null ? "" : `<p>${say(facts.explain)}</p>`}<dl>${rows}</dl>${facts.rows.length > 1 ? `<p class="note">${say(texts.page.masked)}</p>` : ""}<p class="note screen">${say(texts.page.print)}</p></section>`;
  sendPlainPage(res, status, {
    language,
    county: facts.county,
    title: facts.asked === "" ? title : `${facts.headline[language]} · ${title}`,
    css,
    main: `<h1>${escapeHtml(title)}</h1>${verdict}
<form class="card" action="/v" method="get"><label for="id">${say(texts.page.another)}</label><div class="line"><input id="id" name="id" autocomplete="off" spellcheck="false" required value="${escapeHtml(facts.asked)}"><input type="hidden" name="lang" value="${language}"><button>${say(texts.page.check)}</button></div></form>
${facts.demo ? `<p class="note">${say(texts.page.demo)}</p>` : ""}`,
  });
}
