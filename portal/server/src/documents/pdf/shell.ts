/** The page that stays open in a tab; documents take turns in its body. Nothing in it may run or load anything. */
import { fontCss } from "./fonts.ts";

/** What every document looks like unless its template says otherwise: A4, serif, page numbers in the margin. */
export const documentCss = `
@page { size: A4; margin: 20mm 22mm 22mm; @bottom-center { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; font: 9pt "Noto Serif SC", serif; color: #333; } }
* { box-sizing: border-box; }
body { margin: 0; font: 12pt/1.7 "Noto Serif SC", "Songti SC", SimSun, serif; color: #000; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
thead { display: table-header-group; }
tr, figure { break-inside: avoid; }
img { max-width: 100%; }
svg.seal text { white-space: pre; }
`;

/** `fonts`: folder of the prepared fonts, where the browser does not know them already. */
export function shellHtml(fonts: string | null): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src file:">
<title>OneWindow</title><style>${fonts === null ? "" : fontCss(fonts)}
${documentCss}</style></head><body></body></html>`;
}
